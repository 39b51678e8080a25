package dev.borealis.engine.function.regex;

import java.util.List;

/** A parsed regular expression. */
sealed interface Node {
    /** Whether the longest or the shortest match is wanted; the first part that has a wish decides for the whole. */
    enum Preference {
        NONE,
        LONGEST,
        SHORTEST
    }

    Preference preference();

    /** Whether captured parts or back references lie inside: only then must a match be taken apart. */
    boolean isCapturing();

    record Empty() implements Node {
        @Override
        public Preference preference() {
            return Preference.NONE;
        }

        @Override
        public boolean isCapturing() {
            return false;
        }
    }

    record Characters(CharacterSet set) implements Node {
        @Override
        public Preference preference() {
            return Preference.NONE;
        }

        @Override
        public boolean isCapturing() {
            return false;
        }
    }

    /** A condition on a position. */
    record Assertion(Kind kind) implements Node {
        enum Kind {
            TEXT_START,
            TEXT_END,
            LINE_START,
            LINE_END,
            WORD_START,
            WORD_END,
            WORD_BOUNDARY,
            NO_WORD_BOUNDARY
        }

        @Override
        public Preference preference() {
            return Preference.NONE;
        }

        @Override
        public boolean isCapturing() {
            return false;
        }
    }

    /** Look-ahead or look-behind. */
    record Look(Node inner, boolean ahead, boolean negative) implements Node {
        @Override
        public Preference preference() {
            return Preference.NONE;
        }

        @Override
        public boolean isCapturing() {
            return false;
        }
    }

    record Concatenation(List<Node> parts, Preference preference, boolean isCapturing)
            implements Node {}

    record Alternation(List<Node> branches, boolean isCapturing) implements Node {
        @Override
        public Preference preference() {
            return Preference.LONGEST;
        }
    }

    /** @param max −1 for no limit */
    record Repetition(Node inner, int min, int max, Preference preference) implements Node {
        @Override
        public boolean isCapturing() {
            return inner.isCapturing();
        }
    }

    record Group(Node inner, int number) implements Node {
        @Override
        public Preference preference() {
            return inner.preference();
        }

        @Override
        public boolean isCapturing() {
            return true;
        }
    }

    /** @param group what the reference refers to: any text it may have matched is a candidate */
    record BackReference(int number, Node group) implements Node {
        @Override
        public Preference preference() {
            return Preference.NONE;
        }

        @Override
        public boolean isCapturing() {
            return true;
        }
    }

    static Node concatenation(List<Node> parts) {
        if (parts.isEmpty()) {
            return new Empty();
        }
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        Preference preference = Preference.NONE;
        boolean capturing = false;
        for (Node part : parts) {
            capturing |= part.isCapturing();
            if (preference == Preference.NONE) {
                preference = part.preference();
            }
        }
        return new Concatenation(parts, preference, capturing);
    }

    static Node alternation(List<Node> branches) {
        return branches.size() == 1
                ? branches.getFirst()
                : new Alternation(
                        List.copyOf(branches), branches.stream().anyMatch(Node::isCapturing));
    }
}
