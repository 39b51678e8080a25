package dev.borealis.engine.define;

/** Names in messages. */
final class Quoting {
    private Quoting() {}

    /** In double quotes unless it consists of lower-case letters, digits and underscores. */
    static String name(String name) {
        boolean plain = !name.isEmpty() && !Character.isDigit(name.charAt(0));
        for (int i = 0; plain && i < name.length(); i++) {
            char c = name.charAt(i);
            plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
        }
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
