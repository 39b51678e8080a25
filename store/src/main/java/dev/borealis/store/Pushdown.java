package dev.borealis.store;

/** A pure test of raw entries that can be sent to where they lie. */
public interface Pushdown {
    /** False when the reader surely does not want the entry. Never throws. */
    boolean accepts(Page page, int index);

    /** The test in a form that another process understands. */
    byte[] encoded();
}
