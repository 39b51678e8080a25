/**
 * The store: an ordered map from byte keys to byte values with consistent views and conditional atomic commit.
 *
 * <p>Reading order: {@link Storage} (all stores of an installation), {@link Store} (one of them), {@link Snapshot} and
 * {@link Cursor} (reading), {@link Page} (what is read), {@link Commit} with its {@link Mutations} and {@link Touches}
 * (writing and what it conflicts with), {@link CommitResult} (the answers).
 *
 * <pre>
 * Store.snapshot() -> Snapshot.get / scan -> Page ... Store.commit(Commit) -> CommitResult
 * </pre>
 *
 * <p>Everything in this package is the contract, but for what all need who keep data in a directory: {@link DirectoryLock},
 * {@link Folders}, {@link DiskErrors}. Engines stand behind it: {@code dev.borealis.store.memory} here, RocksDB in its own
 * module. Nothing above the store may assume that it lives in one process. This package knows no SQL.
 */
@NullMarked
package dev.borealis.store;

import org.jspecify.annotations.NullMarked;
