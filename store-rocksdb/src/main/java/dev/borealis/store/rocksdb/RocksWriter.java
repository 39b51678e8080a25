package dev.borealis.store.rocksdb;

import dev.borealis.store.KeyRange;
import dev.borealis.store.StoreId;
import dev.borealis.store.paged.Backing;
import dev.borealis.store.paged.BackingException;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

import java.util.concurrent.atomic.AtomicInteger;

/** Collects a commit group as one batch and writes it, synced. */
final class RocksWriter implements Backing.GroupWriter {
    private final Database to;
    private final AtomicInteger live;
    private final BatchEncoder batch;

    /**
     * @param batch used by one writer at a time
     * @param live counts native objects
     */
    RocksWriter(Database to, BatchEncoder batch, AtomicInteger live) {
        this.to = to;
        this.batch = batch;
        this.live = live;
        batch.clear();
    }

    @Override
    public void put(int store, byte[] key, byte[] value) {
        batch.putRow(store, key, value);
    }

    @Override
    public void delete(int store, byte[] key) {
        batch.deleteRow(store, key);
    }

    @Override
    public void deleteRange(int store, KeyRange range) {
        if (!range.isEmpty()) {
            batch.deleteRange(to.data, Keys.from(store, range), Keys.to(store, range.to()));
        }
    }

    @Override
    public void addBoundary(int store, byte[] low, int bytes) {
        batch.put(to.leaves, Keys.of(store, low), Keys.bytes(bytes));
    }

    @Override
    public void removeBoundary(int store, byte[] low) {
        batch.delete(to.leaves, Keys.of(store, low));
    }

    @Override
    public void createStore(int store, StoreId id) {
        batch.put(to.meta, Keys.store(id), Keys.bytes(store));
        batch.put(to.meta, Keys.NEXT_STORE_KEY, Keys.bytes(store + 1));
    }

    @Override
    public void dropStore(int store, StoreId id) {
        batch.delete(to.meta, Keys.store(id));
        byte[] from = Keys.of(store, new byte[0]);
        byte[] end = Keys.to(store, null);
        batch.deleteRange(to.data, from, end);
        batch.deleteRange(to.leaves, from, end);
    }

    @Override
    public void write(long number) throws BackingException {
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
