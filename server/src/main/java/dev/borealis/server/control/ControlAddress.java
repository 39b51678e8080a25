package dev.borealis.server.control;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the socket of a data directory is: {@code control}. Operating systems allow about 100 bytes for the name of a
 * socket; below a longer path {@code control} is a file that names a socket elsewhere.
 */
final class ControlAddress {
    private static final String NAME = "control";

    /** What macOS allows, less the zero at the end. */
    private static final int MAX_NAME_BYTES = 103;

    private static final int MAX_FILE_BYTES = 1_000;

    private ControlAddress() {}

    /** A free place for the socket. Whoever calls has the lock of the directory, so what lies there is of a dead server. */
    static Path make(Path dataDirectory) throws IOException {
        Path direct = dataDirectory.resolve(NAME);
        remove(dataDirectory);
        if (direct.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES) {
            return direct;
        }
        // readable by the owner alone
        Path elsewhere = Files.createTempDirectory("borealis").resolve(NAME);
        Files.writeString(direct, elsewhere.toString());
        return elsewhere;
    }

    /** Null when no server has made one. */
    static @Nullable UnixDomainSocketAddress find(Path dataDirectory) throws IOException {
        Path direct = dataDirectory.resolve(NAME);
        if (!Files.exists(direct)) {
            return null;
        }
        return UnixDomainSocketAddress.of(isIndirect(direct) ? target(direct) : direct);
    }

    static void remove(Path dataDirectory) throws IOException {
        Path direct = dataDirectory.resolve(NAME);
        if (isIndirect(direct)) {
            Path elsewhere = target(direct);
            Files.deleteIfExists(elsewhere);
            Path folder = elsewhere.getParent();
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        }
        Files.deleteIfExists(direct);
    }

    private static boolean isIndirect(Path direct) {
        return Files.isRegularFile(direct);
    }

    private static Path target(Path direct) throws IOException {
        if (Files.size(direct) > MAX_FILE_BYTES) {
            throw new IOException(direct + " names no socket");
        }
        return Path.of(Files.readString(direct));
    }
}
