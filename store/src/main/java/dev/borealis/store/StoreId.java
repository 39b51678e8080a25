package dev.borealis.store;

/**
 * Names a store within its installation: 1 to 64 characters of {@code a-z 0-9 - _}.
 */
public record StoreId(String value) implements Comparable<StoreId> {
    /** Characters an id may have. */
    public static final int MAX_LENGTH = 64;

    public StoreId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a store id has 1 to " + MAX_LENGTH + " characters: " + value);
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_')) {
                throw new IllegalArgumentException(
                        "a store id consists of a-z, 0-9, - and _: " + value);
            }
        }
    }

    @Override
    public int compareTo(StoreId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
