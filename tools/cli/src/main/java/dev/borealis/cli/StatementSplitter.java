package dev.borealis.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what is typed into statements at {@code ;}, as psql does: not inside quotes, dollar quotes, comments or
 * parentheses.
 */
final class StatementSplitter {
    private final StringBuilder pending = new StringBuilder();

    /** Adds text; gives the statements that are now complete, without their semicolons. */
    List<String> add(String text) {
        pending.append(text);
        List<String> complete = new ArrayList<>();
        int start = 0;
        int parentheses = 0;
        int i = 0;
        while (i < pending.length()) {
            int next = skip(i);
            if (next < 0) {
                break; // inside a quote or comment that goes on
            }
            if (next > i) {
                i = next;
                continue;
            }
            switch (pending.charAt(i)) {
                case '(' -> parentheses++;
                case ')' -> parentheses = Math.max(0, parentheses - 1);
                case ';' -> {
                    if (parentheses == 0) {
                        complete.add(pending.substring(start, i).strip());
                        start = i + 1;
                    }
                }
                default -> {}
            }
            i++;
        }
        pending.delete(0, start);
        complete.removeIf(String::isEmpty);
        return complete;
    }

    /** What is left at the end of the input. */
    String rest() {
        String rest = pending.toString().strip();
        pending.setLength(0);
        return rest;
    }

    boolean isEmpty() {
        return pending.toString().isBlank();
    }

    /** The index behind the quote or comment that begins here; the index itself when none does; -1 when it is open. */
    private int skip(int i) {
        char c = pending.charAt(i);
        char following = i + 1 < pending.length() ? pending.charAt(i + 1) : 0;
        if (c == '-' && following == '-') {
            int end = pending.indexOf("\n", i);
            return end < 0 ? -1 : end + 1;
        }
        if (c == '/' && following == '*') {
            return skipComment(i);
        }
        if (c == '\'' || c == '"') {
            boolean escapes =
                    c == '\''
                            && i > 0
                            && "eE".indexOf(pending.charAt(i - 1)) >= 0
                            && (i < 2 || !Character.isLetterOrDigit(pending.charAt(i - 2)));
            return skipQuoted(i, c, escapes);
        }
        if (c == '$' && (i == 0 || !Character.isJavaIdentifierPart(pending.charAt(i - 1)))) {
            int end = i + 1;
            while (end < pending.length()
                    && (Character.isLetterOrDigit(pending.charAt(end))
                            || pending.charAt(end) == '_')) {
                end++;
            }
            boolean isTag =
                    end < pending.length()
                            && pending.charAt(end) == '$'
                            && !(end > i + 1 && Character.isDigit(pending.charAt(i + 1)));
            if (isTag) {
                String tag = pending.substring(i, end + 1);
                int close = pending.indexOf(tag, end + 1);
                return close < 0 ? -1 : close + tag.length();
            }
        }
        return i;
    }

    private int skipComment(int i) {
        int depth = 0;
        for (int at = i; at + 1 < pending.length(); at++) {
            if (pending.charAt(at) == '/' && pending.charAt(at + 1) == '*') {
                depth++;
                at++;
            } else if (pending.charAt(at) == '*' && pending.charAt(at + 1) == '/') {
                depth--;
                at++;
                if (depth == 0) {
                    return at + 1;
                }
            }
        }
        return -1;
    }

    private int skipQuoted(int i, char quote, boolean escapes) {
        for (int at = i + 1; at < pending.length(); at++) {
            char c = pending.charAt(at);
            if (escapes && c == '\\') {
                at++;
            } else if (c == quote) {
                if (at + 1 < pending.length() && pending.charAt(at + 1) == quote) {
                    at++;
                } else {
                    return at + 1;
                }
            }
        }
        return -1;
    }
}
