package dev.borealis.store;

import dev.borealis.store.StorageException.Reason;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What an error of the operating system means. Here alone its texts are read: Java and RocksDB hand on little else. */
public final class DiskErrors {
    private DiskErrors() {}

    /** {@link Reason#FAILED} when it says nothing that is known. */
    public static Reason reason(String text) {
        if (text.contains("No space left")
                || text.contains("quota exceeded")
                || text.contains("File too large")) { // a limit of the process
            return Reason.DISK_FULL;
        }
        return text.contains("Permission denied") || isReadOnly(text)
                ? Reason.NO_PERMISSION
                : Reason.FAILED;
    }

    private static boolean isReadOnly(String text) {
        return text.contains("Read-only file system");
    }

    /** @param path what was to be used; the message names it */
    public static StorageException explain(Path path, IOException e) {
        String text = String.valueOf(e.getMessage());
        if (e instanceof FileSystemException f && f.getReason() != null) {
            text = f.getReason();
        } else if (e instanceof NoSuchFileException) {
            text = path.toString().equals(text) ? "it cannot be made there" : "there is no " + text;
        } else if (e instanceof AccessDeniedException) {
            text = "Permission denied";
        }
        Reason reason = reason(text);
        return new StorageException(reason, message(path, reason, text), e);
    }

    private static String message(Path path, Reason reason, String text) {
        return switch (reason) {
            case DISK_FULL -> "the disk of " + path + " is full";
            case NO_PERMISSION ->
                    isReadOnly(text)
                            ? path + " is on a read-only file system"
                            : "no permission to write in " + path;
            case LOCKED, UNKNOWN_FORMAT, DAMAGED, FAILED -> "cannot use " + path + ": " + text;
        };
    }
}
