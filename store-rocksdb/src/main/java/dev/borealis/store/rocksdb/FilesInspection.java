package dev.borealis.store.rocksdb;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks at RocksDB's files before RocksDB does: whether the log leads without a gap from what lies in tables to its end.
 * RocksDB would take a missing log for an empty one, a missing {@code CURRENT} for a new database, and zeros within a log
 * for nothing at all.
 *
 * <p>A log that ends within a record is no damage when it is the last one: what was being written was never acknowledged.
 */
final class FilesInspection implements RecordLog.Visitor {
    private static final int RECORD_HEADER_BYTES = 12;

    private final Path directory;
    private final Manifest manifest = new Manifest();
    private final List<Path> logs = new ArrayList<>();
    private @Nullable Damage damage;
    private @Nullable Damage cut; // a log before the last one that ends within a record
    private long nextSequence;

    /**
     * The first thing that is wrong.
     *
     * @param offset in the file, −1 when it is about the file as a whole
     * @param log whether everything before can be kept by ending the log there
     * @param recordsBehind groups of commits that can be read behind the damage, in this file
     */
    record Damage(Path file, long offset, String what, boolean log, int recordsBehind) {
        @Override
        public String toString() {
            return offset < 0 ? file + " " + what : file + " at offset " + offset + ": " + what;
        }
    }

    private FilesInspection(Path directory) {
        this.directory = directory;
    }

    /** Reads manifest and logs; a directory that does not exist yet is in order. */
    static FilesInspection of(Path directory) throws IOException {
        var inspection = new FilesInspection(directory);
        if (Files.isDirectory(directory)) {
            inspection.run();
        }
        return inspection;
    }

    @Nullable Damage damage() {
        return damage;
    }

    /** Needed logs in order, oldest first. */
    List<Path> logs() {
        return List.copyOf(logs);
    }

    private void run() throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(directory)) {
            files = list.toList();
        }
        Path current = directory.resolve("CURRENT");
        if (!Files.exists(current)) {
            // a first start that was cut off leaves at most a lock and a manifest
            if (files.stream().anyMatch(file -> number(file, ".sst") >= 0)
                    || files.stream().anyMatch(file -> number(file, ".log") >= 0)) {
                damage = whole(current, "is missing");
            }
            return;
        }
        String name = Files.readString(current, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (!name.matches("MANIFEST-[0-9]+\n")) {
            damage = whole(current, "does not name a manifest");
            return;
        }
        Path manifestFile = directory.resolve(name.strip());
        if (!Files.exists(manifestFile)) {
            damage = whole(manifestFile, "is missing");
            return;
        }
        RecordLog.Reading edits = RecordLog.read(manifestFile, (_, edit) -> manifest.add(edit));
        if (edits.damage() != null) {
            damage = new Damage(manifestFile, edits.goodBytes(), edits.damage(), false, 0);
            return;
        }
        damage = ManifestNote.damage(manifestFile);
        if (damage != null) {
            return;
        }
        files.stream()
                .filter(file -> number(file, ".log") >= manifest.firstLogNeeded())
                .sorted(Comparator.comparingLong(file -> number(file, ".log")))
                .forEach(logs::add);
        for (int i = 0; i < logs.size() && damage == null; i++) {
            readLog(logs.get(i), i == logs.size() - 1);
        }
        long newest = logs.isEmpty() ? 0 : number(logs.getLast(), ".log");
        if (damage == null && newest < manifest.newestLog()) {
            Path missing = directory.resolve("%06d.log".formatted(manifest.newestLog()));
            damage = new Damage(missing, -1, "is missing", true, 0);
        }
    }

    private void readLog(Path log, boolean last) throws IOException {
        RecordLog.Reading reading = RecordLog.read(log, this);
        if (reading.damage() != null) {
            damage =
                    cut != null && reading.goodBytes() == 0
                            ? cut
                            : new Damage(
                                    log,
                                    reading.goodBytes(),
                                    reading.damage(),
                                    true,
                                    reading.recordsBehind());
        } else if (reading.isTorn() && !last) {
            // in order when nothing follows: a start that was itself stopped leaves an empty log
            // behind
            cut = new Damage(log, reading.goodBytes(), "the file is cut", true, 0);
        }
    }

    /** Each batch begins with the number after the last one of the batch before. */
    @Override
    public @Nullable String visit(long offset, ByteBuffer batch) {
        if (batch.remaining() < RECORD_HEADER_BYTES) {
            return "a record that is no batch of changes";
        }
        long sequence = batch.getLong(batch.position());
        int count = batch.getInt(batch.position() + 8);
        if (nextSequence > 0 && sequence > nextSequence) {
            return "changes %d to %d are missing before it".formatted(nextSequence, sequence - 1);
        }
        if (sequence < nextSequence || count < 0) {
            return "change %d again".formatted(sequence);
        }
        nextSequence = sequence + count;
        return null;
    }

    /** The first log goes on from one that is not needed any more, each other one from the log before it. */
    @Override
    public @Nullable String predecessor(long number, long lastSequence) {
        boolean missing =
                nextSequence == 0
                        ? number >= manifest.firstLogNeeded()
                        : lastSequence >= nextSequence;
        return missing ? "what %06d.log holds is missing before it".formatted(number) : null;
    }

    private static Damage whole(Path file, String what) {
        return new Damage(file, -1, what, false, 0);
    }

    /** The number in a file's name, −1 for files of another kind. */
    static long number(Path file, String ending) {
        String name = file.getFileName().toString();
        return name.matches("[0-9]{1,18}\\Q" + ending + "\\E")
                ? Long.parseLong(name.substring(0, name.length() - ending.length()))
                : -1;
    }
}
