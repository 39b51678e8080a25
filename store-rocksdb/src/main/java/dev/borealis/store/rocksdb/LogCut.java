package dev.borealis.store.rocksdb;

import dev.borealis.store.Folders;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Takes a damaged log back to its last good point. RocksDB's own recovery modes skip zeroed blocks and so leave holes.
 *
 * <p>What is cut off is kept beside the data, for whoever wants to look at it, and so is what was lost, in words, until
 * somebody has been told. Both are safe on the disk before anything is cut.
 */
final class LogCut {
    /** Lines that nobody was told yet. */
    private static final String UNTOLD = "not-told.txt";

    private static final String TOLD = "losses.txt";

    private LogCut() {}

    /** @param keep where the damaged logs are copied to, made when needed */
    static void cut(FilesInspection inspection, FilesInspection.Damage damage, Path keep)
            throws IOException {
        List<Path> logs = inspection.logs();
        int first = damage.offset() < 0 ? -1 : logs.indexOf(damage.file());
        Folders.make(keep);
        if (first < 0) {
            note(keep, List.of(damage + ": the commits in it are lost"));
            return;
        }
        List<Path> behind = logs.subList(first + 1, logs.size());
        var lost = new ArrayList<String>();
        lost.add(
                "%s: cut at offset %d (%s): %d bytes lost, with at least %d groups of commits"
                        .formatted(
                                damage.file(),
                                damage.offset(),
                                damage.what(),
                                Files.size(damage.file()) - damage.offset(),
                                damage.recordsBehind()));
        keep(damage.file(), keep);
        for (Path log : behind) {
            lost.add(leftOut(log));
            keep(log, keep);
        }
        lost.add("the damaged files are kept in " + keep);
        note(keep, lost);
        for (Path log : behind.reversed()) { // the damage goes last: until then it is found again
            Files.delete(log);
        }
        try (var channel = FileChannel.open(damage.file(), StandardOpenOption.WRITE)) {
            channel.truncate(damage.offset());
            channel.force(true);
        }
        Folders.sync(damage.file().toAbsolutePath().getParent());
    }

    private static String leftOut(Path log) throws IOException {
        var groups = new int[1];
        RecordLog.Reading reading =
                RecordLog.read(
                        log,
                        (_, _) -> {
                            groups[0]++;
                            return null;
                        });
        return "%s: left out, as it continues what was cut: %d bytes lost, with at least %d groups of commits"
                .formatted(log, reading.fileBytes(), groups[0] + reading.recordsBehind());
    }

    private static void keep(Path log, Path keep) throws IOException {
        Path copy = unused(keep.resolve(log.getFileName()));
        Files.copy(log, copy);
        Folders.force(copy);
    }

    private static Path unused(Path file) {
        Path free = file;
        for (int i = 1; Files.exists(free); i++) {
            free = file.resolveSibling(file.getFileName() + "." + i);
        }
        return free;
    }

    /** A recovery that did not come to its end may have said the same. */
    private static void note(Path keep, List<String> lost) throws IOException {
        var lines = new LinkedHashSet<>(untold(keep));
        lines.addAll(lost);
        Path fresh = keep.resolve(UNTOLD + ".new");
        Files.write(fresh, lines);
        Folders.force(fresh);
        Files.move(
                fresh,
                keep.resolve(UNTOLD),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        Folders.sync(keep);
    }

    /** What was lost by recoveries of which nobody was told, in words. */
    static List<String> untold(Path keep) throws IOException {
        Path file = keep.resolve(UNTOLD);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Somebody was told. */
    static void told(Path keep) throws IOException {
        Path file = keep.resolve(UNTOLD);
        if (Files.exists(file)) {
            Files.move(file, unused(keep.resolve(TOLD)), StandardCopyOption.ATOMIC_MOVE);
            Folders.sync(keep);
        }
    }
}
