package dev.borealis.store.paged;

import dev.borealis.store.KeyRange;

/**
 * A discarded range, or a dropped store, whose space can be given back to the disk once no view shows it any more.
 *
 * @param range all of a dropped store
 * @param number of the first view without it
 */
public record Reclaimable(int store, KeyRange range, long number) {}
