package dev.borealis.store.rocksdb;

import org.rocksdb.ColumnFamilyHandle;

import java.util.Arrays;

/**
 * Writes a RocksDB write batch as the bytes it consists of, so that a group of any size costs one native call instead of one
 * for each key: measured 30 to 75 ns a row where the calls took 190.
 *
 * <p>Source of the layout: RocksDB's {@code write_batch.cc}; it is the layout of its log, so it cannot change. Eight bytes of
 * sequence number (filled in by RocksDB), four of record count, both little-endian; then records: a tag, the number of the
 * column family unless it is the default one, and each of key and value behind its length. Numbers and lengths are varints.
 *
 * <p>Used by one thread.
 */
final class BatchEncoder {
    private static final int HEADER_BYTES = 12;
    private static final int COUNT_AT = 8;
    private static final int MAX_VARINT_BYTES = 5;

    /** A larger array is not kept for the next batch: a group of usual size never grows one. */
    private static final int KEPT_BYTES = 4 << 20;

    private static final byte DELETE = 0x0;
    private static final byte PUT = 0x1;
    private static final byte MERGE = 0x2;
    private static final byte DELETE_IN_FAMILY = 0x4;
    private static final byte PUT_IN_FAMILY = 0x5;
    private static final byte MERGE_IN_FAMILY = 0x6;
    private static final byte DELETE_RANGE_IN_FAMILY = 0xe;
    private static final byte DELETE_RANGE = 0xf;

    private byte[] bytes = new byte[512];
    private int used;
    private int count;

    BatchEncoder() {
        clear();
    }

    /** Begins another batch. */
    void clear() {
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[512];
        }
        used = HEADER_BYTES;
        count = 0;
    }

    /** A record of a store: its number and the key go in without being joined first. */
    void put(ColumnFamilyHandle family, int store, byte[] key, byte[] value) {
        begin(family, PUT, PUT_IN_FAMILY, Keys.PREFIX_BYTES + key.length + value.length);
        ofStore(store, key);
        text(value);
    }

    /** As {@link #put(ColumnFamilyHandle, int, byte[], byte[])}, but appends to what is there. */
    void merge(ColumnFamilyHandle family, int store, byte[] key, byte[] value) {
        begin(family, MERGE, MERGE_IN_FAMILY, Keys.PREFIX_BYTES + key.length + value.length);
        ofStore(store, key);
        text(value);
    }

    void delete(ColumnFamilyHandle family, int store, byte[] key) {
        begin(family, DELETE, DELETE_IN_FAMILY, Keys.PREFIX_BYTES + key.length);
        ofStore(store, key);
    }

    void put(ColumnFamilyHandle family, byte[] key, byte[] value) {
        begin(family, PUT, PUT_IN_FAMILY, key.length + value.length);
        text(key);
        text(value);
    }

    void delete(ColumnFamilyHandle family, byte[] key) {
        begin(family, DELETE, DELETE_IN_FAMILY, key.length);
        text(key);
    }

    /** @param to exclusive */
    void deleteRange(ColumnFamilyHandle family, byte[] from, byte[] to) {
        begin(family, DELETE_RANGE, DELETE_RANGE_IN_FAMILY, from.length + to.length);
        text(from);
        text(to);
    }

    private void begin(ColumnFamilyHandle family, byte tag, byte tagInFamily, int length) {
        int id = family.getID();
        reserve(1 + 3 * MAX_VARINT_BYTES + length);
        if (id == 0) {
            bytes[used++] = tag;
        } else {
            bytes[used++] = tagInFamily;
            varint(id);
        }
        count++;
    }

    private void ofStore(int store, byte[] key) {
        varint(Keys.PREFIX_BYTES + key.length);
        Keys.putInt(bytes, used, store);
        used += Keys.PREFIX_BYTES;
        copy(key);
    }

    private void text(byte[] text) {
        varint(text.length);
        copy(text);
    }

    private void copy(byte[] text) {
        System.arraycopy(text, 0, bytes, used, text.length);
        used += text.length;
    }

    private void varint(int number) {
        int rest = number;
        while (rest >= 0x80) {
            bytes[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[used++] = (byte) rest;
    }

    private void reserve(int more) {
        if (bytes.length - used < more) {
            bytes = Arrays.copyOf(bytes, Math.max(used + more, 2 * bytes.length));
        }
    }

    /** The batch. */
    byte[] finish() {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[COUNT_AT + i] = (byte) (count >>> 8 * i);
        }
        return Arrays.copyOf(bytes, used);
    }
}
