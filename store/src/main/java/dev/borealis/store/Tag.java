package dev.borealis.store;

/** The version of an entry, for stores that decide a commit by comparing versions. Meaningless to the reader. */
public record Tag(long value) {}
