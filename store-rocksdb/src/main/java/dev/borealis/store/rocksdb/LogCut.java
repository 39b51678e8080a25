package dev.borealis.store.rocksdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a damaged log back to its last good point. RocksDB's own recovery modes skip zeroed blocks and so leave holes. What is
 * cut off is kept beside the data, for whoever wants to look at it.
 */
final class LogCut {
    private LogCut() {}

    /**
     * @param keep where the damaged logs are copied to, made when needed
     * @return what was lost, in words
     */
    static List<String> cut(FilesInspection inspection, FilesInspection.Damage damage, Path keep)
            throws IOException {
        var lost = new ArrayList<String>();
        if (damage.offset() < 0) {
            lost.add(damage + ": the commits in it are lost");
            return lost;
        }
        boolean behind = false;
        for (Path log : inspection.logs()) {
            if (log.equals(damage.file())) {
                behind = true;
                long size = Files.size(log);
                keep(log, keep);
                try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                    channel.truncate(damage.offset());
                    channel.force(true);
                }
                lost.add(
                        "%s: cut at offset %d (%s): %d bytes lost, with at least %d groups of commits"
                                .formatted(
                                        log,
                                        damage.offset(),
                                        damage.what(),
                                        size - damage.offset(),
                                        damage.recordsBehind()));
            } else if (behind) {
                var groups = new int[1];
                RecordLog.Reading reading =
                        RecordLog.read(
                                log,
                                (_, _) -> {
                                    groups[0]++;
                                    return null;
                                });
                keep(log, keep);
                Files.delete(log);
                lost.add(
                        "%s: left out, as it continues what was cut: %d bytes lost, with at least %d groups of commits"
                                .formatted(
                                        log,
                                        reading.fileBytes(),
                                        groups[0] + reading.recordsBehind()));
            }
        }
        lost.add("the damaged files are kept in " + keep);
        return lost;
    }

    private static void keep(Path log, Path keep) throws IOException {
        Files.createDirectories(keep);
        Path copy = keep.resolve(log.getFileName());
        for (int i = 1; Files.exists(copy); i++) {
            copy = keep.resolve(log.getFileName() + "." + i);
        }
        Files.copy(log, copy);
    }
}
