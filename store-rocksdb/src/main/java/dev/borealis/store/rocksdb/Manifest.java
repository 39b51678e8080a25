package dev.borealis.store.rocksdb;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * What RocksDB's manifest says about the log: which files are needed. Collected edit by edit. Source of the tags: RocksDB's {@code db/version_edit.h}.
 */
final class Manifest {
    private static final int COMPARATOR = 1;
    private static final int LOG_NUMBER = 2;
    private static final int NEXT_FILE_NUMBER = 3;
    private static final int LAST_SEQUENCE = 4;
    private static final int PREVIOUS_LOG_NUMBER = 9;
    private static final int MIN_LOG_NUMBER_TO_KEEP = 10;
    private static final int MAX_COLUMN_FAMILY = 203;

    /** From here on tags may be skipped by those who do not know them: a string follows. */
    private static final int FIRST_IGNORABLE = 1 << 13;

    private long firstLogNeeded;
    private long newestLog;

    /** Takes an edit in; null, or what is wrong with it. */
    @Nullable String add(ByteBuffer edit) {
        try {
            while (edit.hasRemaining()) {
                long tag = varint(edit);
                if (tag == COMPARATOR || tag >= FIRST_IGNORABLE) {
                    long length = varint(edit);
                    if (length > edit.remaining()) {
                        return "an edit that cannot be read";
                    }
                    edit.position(edit.position() + (int) length);
                } else if (tag == LOG_NUMBER) {
                    newestLog = Math.max(newestLog, varint(edit));
                } else if (tag == LAST_SEQUENCE
                        || tag == NEXT_FILE_NUMBER
                        || tag == PREVIOUS_LOG_NUMBER
                        || tag == MAX_COLUMN_FAMILY) {
                    varint(edit);
                } else if (tag == MIN_LOG_NUMBER_TO_KEEP) {
                    firstLogNeeded = Math.max(firstLogNeeded, varint(edit));
                } else {
                    return null; // tables, which stand behind all of these
                }
            }
            return null;
        } catch (java.nio.BufferUnderflowException e) {
            return "an edit that cannot be read";
        }
    }

    /** Logs of smaller numbers hold nothing that is not in tables. */
    long firstLogNeeded() {
        return firstLogNeeded;
    }

    /** A log of this number or a greater one was begun. */
    long newestLog() {
        return newestLog;
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = from.get();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                break;
            }
        }
        return value;
    }
}
