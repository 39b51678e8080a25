package dev.borealis.types.error;

import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;

/** Errors about the size of what is written, and of a store that cannot answer. */
public final class StorageErrors {
    private StorageErrors() {}

    /** At the write of a key. Source: observed. */
    public static SqlException keySizeTooLarge() {
        return SqlException.of(SqlState.PROGRAM_LIMIT_EXCEEDED, "key size too large");
    }

    /** Source: guide and observed. */
    public static SqlException rowTooLarge() {
        return SqlException.of(SqlState.PROGRAM_LIMIT_EXCEEDED, "maximum row size exceeded");
    }

    /** At the write of a value. Source: observed. @param bytes the limit */
    public static SqlException valueTooLarge(SqlType type, int bytes) {
        TypeInfo info = BuiltinTypes.find(type.oid());
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "datatype limit greater than "
                        + bytes
                        + " bytes not supported for "
                        + (info == null ? "???" : info.name()));
    }

    /** The disk is full. Source: quotas of the guide. */
    public static SqlException clusterSizeExceeded() {
        return SqlException.of(
                SqlState.DISK_FULL, "Current cluster size exceeds cluster size limit.");
    }

    /** The store cannot answer for a while; the whole transaction may be retried. Source: guide. */
    public static SqlException serverUnavailable() {
        return SqlException.of(SqlState.INTERNAL_ERROR, "server unavailable");
    }

    /** The store is being closed. */
    public static SqlException shuttingDown() {
        return SqlException.of(
                SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command");
    }

    /** Something read does not agree with its checksum. */
    public static SqlException dataCorrupted() {
        return SqlException.of(SqlState.DATA_CORRUPTED, "stored data is damaged");
    }
}
