/**
 * Transactions: a snapshot, the writes buffered over it with their command numbers, what was touched, and the limits. No
 * SQL here.
 *
 * <p>Reading order: {@link dev.borealis.engine.transaction.Transaction}, {@link
 * dev.borealis.engine.transaction.EntryCursor}, {@link dev.borealis.engine.transaction.StoreTransaction}; {@link
 * dev.borealis.engine.transaction.MemoryAccount} is what statements and transactions count their memory in.
 */
@NullMarked
package dev.borealis.engine.transaction;

import org.jspecify.annotations.NullMarked;
