package dev.borealis.store.tree;

import java.util.List;

/**
 * Cold leaves, ascending, that are read together; others may lie between them.
 *
 * @param lows where each begins
 */
public record ColdRun(List<Leaf> leaves, List<byte[]> lows) {}
