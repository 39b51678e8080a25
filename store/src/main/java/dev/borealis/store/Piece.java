package dev.borealis.store;

import org.jspecify.annotations.Nullable;

/**
 * Part of a range.
 *
 * @param bytes about what its entries take
 * @param node who serves it; null in an embedded store
 */
public record Piece(KeyRange range, long bytes, @Nullable String node) {}
