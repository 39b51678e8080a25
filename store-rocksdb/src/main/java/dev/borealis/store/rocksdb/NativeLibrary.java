package dev.borealis.store.rocksdb;

import dev.borealis.store.Folders;

import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Loads RocksDB's shared library from a cache folder, where it is put once. By itself it unpacks 17 MB into the folder for
 * temporary files at every start, and leaves them there when the process is killed.
 */
final class NativeLibrary {
    private NativeLibrary() {}

    /** Idempotent; falls back to RocksDB's own way when the cache cannot be used. */
    static void load() {
        try {
            Path folder = unpacked(cacheFolder());
            RocksDB.loadLibrary(List.of(folder.toString()));
        } catch (IOException | UnsatisfiedLinkError | UnsupportedOperationException e) {
            RocksDB.loadLibrary();
        }
    }

    private static Path cacheFolder() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(cache);
        return base.resolve("borealis");
    }

    private static Path unpacked(Path cache) throws IOException {
        String name = Environment.getJniLibraryFileName("rocksdb");
        URL resource = RocksDB.class.getClassLoader().getResource(name);
        if (resource == null) {
            throw new IOException("no " + name + " on the class path");
        }
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false); // the connection would keep the jar open
        try (InputStream library = connection.getInputStream()) {
            long size = connection.getContentLengthLong();
            long time = connection.getLastModified();
            Path folder =
                    cache.resolve(
                            "rocksdb-" + Long.toHexString(size) + "-" + Long.toHexString(time));
            Path file =
                    folder.resolve(
                            Environment.getJniLibraryFileName(
                                    "rocksdbjni")); // what RocksDB looks for there
            if (Files.isRegularFile(file) && Files.size(file) == size) {
                return folder;
            }
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "unpacking", ".part");
            try {
                Files.copy(library, part, StandardCopyOption.REPLACE_EXISTING);
                Folders.force(
                        part); // or a power failure leaves one of the right size without content
                Files.move(
                        part,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
            return folder;
        }
    }
}
