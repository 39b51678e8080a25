package dev.borealis.store;

import org.jspecify.annotations.Nullable;

/** One entry of a page: no copy. */
public record Entry(Page page, int index) {
    /** A copy of the key. */
    public byte[] key() {
        return page.key(index);
    }

    /** A copy of the value. */
    public byte[] value() {
        return page.value(index);
    }

    /** Its version; null in stores that do not compare versions. */
    public @Nullable Tag tag() {
        return page.tag(index);
    }
}
