package dev.borealis.store.tree;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Neighbouring cold leaves, ascending, that are read together.
 *
 * @param lows where each begins
 * @param high where the last one ends; null: nowhere
 */
public record ColdRun(List<Leaf> leaves, List<byte[]> lows, byte @Nullable [] high) {}
