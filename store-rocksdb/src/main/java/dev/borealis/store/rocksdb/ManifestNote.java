package dev.borealis.store.rocksdb;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * How long the manifest was when an opening had been recorded in it. What RocksDB writes there while it opens takes several
 * edits, and the logs are not needed any more before the last of them: a manifest cut between these is read without complaint
 * and knows nothing of some tables. A cut behind them is found by itself, because logs or tables are missing.
 */
final class ManifestNote {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestNote.class);
    private static final String NAME = "OPENED";
    private static final Pattern TEXT =
            Pattern.compile("(MANIFEST-([0-9]{1,18}) ([0-9]{1,18})) ([0-9a-f]{8})\n");
    private static final Pattern MANIFEST = Pattern.compile("MANIFEST-([0-9]{1,18})");

    private ManifestNote() {}

    /**
     * Notes the manifest of a database that was just opened. Not synced, and left out on a disk that takes no more: without a
     * note, or with an older one, less is noticed and nothing is refused.
     */
    static void write(Path directory) {
        try {
            String manifest = Files.readString(directory.resolve("CURRENT")).strip();
            String said = manifest + " " + Files.size(directory.resolve(manifest));
            String text = said + " " + checksum(said) + "\n";
            Path fresh = directory.resolve(NAME + ".new");
            Files.writeString(fresh, text, StandardCharsets.US_ASCII);
            Files.move(fresh, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("cannot note the length of the manifest in {}: {}", directory, e.toString());
        }
    }

    /** What is wrong with the manifest in use, by the note of the last opening; null when nothing is. */
    static FilesInspection.@Nullable Damage damage(Path manifest) throws IOException {
        Path note = manifest.resolveSibling(NAME);
        if (!Files.exists(note)) {
            return null;
        }
        Matcher noted = TEXT.matcher(Files.readString(note, StandardCharsets.ISO_8859_1));
        Matcher used = MANIFEST.matcher(manifest.getFileName().toString());
        if (!noted.matches()
                || !noted.group(4).equals(checksum(noted.group(1)))
                || !used.matches()) {
            return null; // a damaged note says nothing
        }
        int order = Long.compare(Long.parseLong(used.group(1)), Long.parseLong(noted.group(2)));
        if (order < 0) {
            return new FilesInspection.Damage(
                    manifest,
                    -1,
                    "is older than MANIFEST-" + noted.group(2) + ", which was in use",
                    false,
                    0);
        }
        long size = Files.size(manifest);
        return order > 0 || size >= Long.parseLong(noted.group(3))
                ? null
                : new FilesInspection.Damage(manifest, size, "the file is cut", false, 0);
    }

    private static String checksum(String text) {
        var sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
