package dev.borealis.sql;

import dev.borealis.types.error.Notice;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tokens of one message, as parallel arrays so that a short statement costs a handful of allocations. */
final class Tokens {
    final String text;
    final List<Notice> notices = new ArrayList<>(0);

    private TokenKind[] kinds;
    private int[] starts;
    private int[] ends;
    private @Nullable Object[] values;
    private int size;

    /** The text holds characters outside the basic plane, so that UTF-16 indexes are no positions. */
    private final boolean surrogates;

    private int knownIndex;
    private int knownCount;

    Tokens(String text) {
        this.text = text;
        this.surrogates = hasSurrogates(text);
        int guess = Math.min(text.length() / 4 + 8, 1024);
        kinds = new TokenKind[guess];
        starts = new int[guess];
        ends = new int[guess];
        values = new @Nullable Object[guess];
    }

    private static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    void add(TokenKind kind, int start, int end, @Nullable Object value) {
        if (size == kinds.length) {
            int grown = size * 2;
            kinds = Arrays.copyOf(kinds, grown);
            starts = Arrays.copyOf(starts, grown);
            ends = Arrays.copyOf(ends, grown);
            values = Arrays.copyOf(values, grown);
        }
        kinds[size] = kind;
        starts[size] = start;
        ends[size] = end;
        values[size] = value;
        size++;
    }

    int size() {
        return size;
    }

    /** Beyond the last token everything is END. */
    TokenKind kind(int index) {
        return index < size ? kinds[index] : TokenKind.END;
    }

    @Nullable Object value(int index) {
        return index < size ? values[index] : null;
    }

    /** In UTF-16 units. */
    int start(int index) {
        return index < size ? starts[index] : text.length();
    }

    /** In UTF-16 units. */
    int end(int index) {
        return index < size ? ends[index] : text.length();
    }

    /** 1-based, in characters. */
    int position(int index) {
        return positionOf(start(index));
    }

    /** 1-based, in characters, of a UTF-16 index. Calls mostly go forward, so counting goes on from the last one. */
    int positionOf(int charIndex) {
        if (!surrogates) {
            return charIndex + 1;
        }
        if (charIndex < knownIndex) {
            knownIndex = 0;
            knownCount = 0;
        }
        knownCount += text.codePointCount(knownIndex, charIndex);
        knownIndex = charIndex;
        return knownCount + 1;
    }
}
