package dev.borealis.store;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A consistent view of a store that never changes. Thread-safe.
 *
 * <p>Reading methods, here and in {@link Cursor}, throw {@link SnapshotTooOld} when the versions of the view are gone and
 * {@link IllegalStateException} after {@link #close()}.
 */
public interface Snapshot extends AutoCloseable {
    /** Its name, under which it can be opened again; equal tokens are equal views. */
    SnapshotToken token();

    /** The newest version committed before this snapshot was taken, or null when there is none. */
    @Nullable Entry get(byte[] key);

    /** As {@link #get} for each key, in the order asked; one call, so that a distant store needs one round. */
    List<@Nullable Entry> getAll(List<byte[]> keys);

    /** The entries of a range. */
    Cursor scan(KeyRange range, ScanOptions options);

    /** Any thread, any number of times; frees nothing a running call uses. */
    @Override
    void close();
}
