package dev.borealis.store;

/** What kind of thing a touched key is. */
public enum Label {
    /** A row or an index entry: OC000. */
    DATA,
    /** A definition: OC001. */
    SCHEMA
}
