package dev.borealis.store.rocksdb;

import dev.borealis.store.KeyRange;
import dev.borealis.store.StoreId;
import dev.borealis.store.paged.Backing;
import dev.borealis.store.paged.BackingException;
import dev.borealis.store.paged.Reclaimable;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** Collects a commit group as one batch and writes it, synced. */
final class RocksWriter implements Backing.GroupWriter {
    private final Database to;
    private final AtomicInteger live;
    private final BatchEncoder batch;
    private final Queue<Reclaimable> reclaimed;

    /**
     * @param batch used by one writer at a time
     * @param reclaimed whose notes are to go with the next group
     * @param live counts native objects
     */
    RocksWriter(Database to, BatchEncoder batch, Queue<Reclaimable> reclaimed, AtomicInteger live) {
        this.to = to;
        this.batch = batch;
        this.reclaimed = reclaimed;
        this.live = live;
        batch.clear();
    }

    @Override
    public void putLeaf(int store, byte[] low, byte[] record, int bytes) {
        batch.put(to.data, store, low, record);
        batch.put(to.leaves, store, low, Keys.bytes(bytes));
    }

    @Override
    public void appendToLeaf(int store, byte[] low, byte[] part) {
        batch.merge(to.data, store, low, part);
    }

    @Override
    public void removeLeaf(int store, byte[] low) {
        batch.delete(to.data, store, low);
        batch.delete(to.leaves, store, low);
    }

    @Override
    public void removeLeaves(int store, KeyRange lows) {
        byte[] from = Keys.from(store, lows);
        byte[] end = Keys.to(store, lows.to());
        batch.deleteRange(to.data, from, end);
        batch.deleteRange(to.leaves, from, end);
    }

    @Override
    public void createStore(int store, StoreId id) {
        batch.put(to.meta, Keys.store(id), Keys.bytes(store));
        batch.put(to.meta, Keys.NEXT_STORE_KEY, Keys.bytes(store + 1));
    }

    @Override
    public void dropStore(int store, StoreId id) {
        batch.delete(to.meta, Keys.store(id));
        removeLeaves(store, KeyRange.all());
    }

    @Override
    public void note(Reclaimable reclaimable) {
        batch.put(to.meta, Keys.of(reclaimable), new byte[0]);
    }

    @Override
    public void write(long number) throws BackingException {
        for (Reclaimable next = reclaimed.poll(); next != null; next = reclaimed.poll()) {
            batch.delete(to.meta, Keys.of(next));
        }
        batch.put(to.meta, Keys.NUMBER_KEY, Keys.bytes(number));
        try (var handles = new Handles(live)) {
            to.db.write(to.writeOptions, handles.add(new WriteBatch(batch.finish())));
        } catch (RocksDBException e) {
            throw new BackingException(
                    Database.problem(e), false, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        // holds nothing
    }
}
