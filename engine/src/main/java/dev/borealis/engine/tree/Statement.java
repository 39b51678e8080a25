package dev.borealis.engine.tree;

/** A bound statement that can be planned: a query or a change of rows. */
public sealed interface Statement permits Query, Modification {}
