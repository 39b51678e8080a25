package dev.borealis.store.tree;

import java.util.List;

/**
 * Neighbouring cold leaves, ascending, that are read together.
 *
 * @param lows where each begins
 */
public record ColdRun(List<Leaf> leaves, List<byte[]> lows) {}
