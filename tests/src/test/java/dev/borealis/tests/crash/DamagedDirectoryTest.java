package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.store.StorageException;
import dev.borealis.store.StoreException;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.Directories;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.error.SqlException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Data directories with a torn log or a flipped bit. Whoever opens one finds the database as it was after some acknowledged
 * commit, or is told what is wrong: never a state that nobody ever saw.
 *
 * <p>{@code -Dborealis.long=true}: twenty times as many.
 */
class DamagedDirectoryTest {
    private static final int FACTOR = Boolean.getBoolean("borealis.long") ? 20 : 1;
    private static final int TORN = 12 * FACTOR;
    private static final int FLIPPED = 24 * FACTOR;
    private static final int COMMITS = 20;
    private static final long SEED = 9;

    @TempDir Path directory;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private int copies;

    /**
     * A directory as a process leaves it that dies: half of the commits in tables, half in the log.
     *
     * @param commitsInLog the commits that lie in so many bytes of the log
     */
    private record Left(Path data, ScriptedLoad load, TreeMap<Long, Integer> commitsInLog) {}

    private Left leave() throws IOException {
        Path lived = directory.resolve("lived");
        ScriptedLoad first;
        try (RocksDbStorage storage = ScriptedLoad.open(lived);
                Database database = TestDatabase.over(storage);
                var sql = new Sql(database)) {
            first = new ScriptedLoad(sql, SEED);
            first.prepare();
            // else the next opening does, and writes its log into tables when it likes
            storage.reclaim();
            for (int i = 0; i < COMMITS / 2; i++) {
                first.commit();
            }
        }
        try (RocksDbStorage storage = ScriptedLoad.open(lived); // its log goes into tables here
                Database database = TestDatabase.over(storage);
                var sql = new Sql(database)) {
            ScriptedLoad load = first.goOn(sql);
            var commitsInLog = new TreeMap<Long, Integer>();
            for (int i = 0; i < COMMITS / 2; i++) {
                load.commit();
                commitsInLog.put(Files.size(log(lived)), load.commits());
            }
            Path data = directory.resolve("left");
            Directories.copy(lived, data);
            return new Left(data, load, commitsInLog);
        }
    }

    private static Path log(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("rocksdb"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.comparing(Path::getFileName))
                    .orElseThrow();
        }
    }

    private Path copy(Path data) {
        Path copy = directory.resolve("copy" + copies++);
        Directories.copy(data, copy);
        return copy;
    }

    @Test
    void whatIsLeftOfATornLogIsAPrefixOfTheCommits() throws IOException {
        Left left = leave();
        ScriptedLoad load = left.load;
        long size = Files.size(log(left.data));
        for (int i = 0; i < TORN; i++) {
            boolean anywhere = i % 3 == 0;
            long cut = anywhere ? random.nextLong(size) : size - 1 - random.nextLong(size / 10);
            Path copy = copy(left.data);
            try (var channel = FileChannel.open(log(copy), StandardOpenOption.WRITE)) {
                channel.truncate(cut);
            }
            var whole = left.commitsInLog.floorEntry(cut);
            int expected = whole == null ? COMMITS / 2 : whole.getValue();
            assertThat(load.commitsOf(ScriptedLoad.everythingIn(copy)))
                    .as("commits left of a log cut at %d of %d, seed %d", cut, size, SEED)
                    .isEqualTo(load.commitsOf(load.state(expected)));
        }
    }

    /** What became of a directory with a flipped bit. */
    private enum Found {
        /** Not opened. */
        REFUSED,
        /** Told by a check or a read. */
        TOLD,
        /** The bit meant nothing. */
        HARMLESS,
        /** The end of the log looks as if it had never been written. */
        TAIL_LOST
    }

    @Test
    void aFlippedBitIsFoundOrMeansNothing() throws IOException {
        Left left = leave();
        var counts = new TreeMap<String, Integer>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(left.data)) {
            files =
                    all.filter(Files::isRegularFile)
                            .filter(file -> file.toFile().length() > 0)
                            .sorted()
                            .toList();
        }
        for (int i = 0; i < FLIPPED; i++) {
            Path file = files.get(i % files.size());
            long at = random.nextLong(Files.size(file));
            Path copy = copy(left.data);
            flip(copy.resolve(left.data.relativize(file).toString()), at, random.nextInt(8));
            Found found = open(left.load, copy, file, at);
            counts.merge(kind(file) + " " + found.name().toLowerCase(Locale.ROOT), 1, Integer::sum);
            if (found == Found.TAIL_LOST) {
                Long lastCommit = left.commitsInLog.lowerKey(left.commitsInLog.lastKey());
                assertThat(file.toString()).as("at %d", at).endsWith(".log");
                assertThat(at)
                        .as("only the last commit may look unwritten")
                        .isGreaterThanOrEqualTo(lastCommit == null ? 0 : lastCommit);
            }
        }
        System.out.println("flipped bits: " + counts);
    }

    private static String kind(Path file) {
        String name = file.getFileName().toString();
        return name.replaceAll("[0-9-]+", "");
    }

    private static void flip(Path file, long at, int bit) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 1 << bit)).rewind();
            channel.write(one, at);
        }
    }

    /**
     * What must be named: the file. A pointer with a flipped bit points to a file that is not there; and of some blocks of
     * a table RocksDB looks at the contents before the checksum, and then blames the manifest that names the table.
     */
    private static String named(Path file) {
        String name = file.getFileName().toString();
        return name.equals("CURRENT") || name.endsWith(".sst") ? "rocksdb/" : name;
    }

    private static Found open(ScriptedLoad load, Path copy, Path file, long at) {
        String what = "%s, byte %d, seed %d".formatted(file.getFileName(), at, SEED);
        List<String> everything;
        try {
            everything = ScriptedLoad.everythingIn(copy);
        } catch (StorageException refused) {
            assertThat(refused.getMessage()).as(what).contains(named(file));
            return Found.REFUSED;
        } catch (ScriptedLoad.Problems | StoreException told) {
            assertThat(told.getMessage()).as(what).contains(named(file));
            return Found.TOLD;
        } catch (SqlException told) {
            assertThat(told.state().code()).as("%s: %s", what, told.text()).startsWith("XX");
            return Found.TOLD;
        }
        if (everything.equals(load.state(load.commits()))) {
            return Found.HARMLESS;
        }
        assertThat(load.commitsOf(everything))
                .as("a state nobody ever saw: " + what)
                .isNotNegative();
        return Found.TAIL_LOST;
    }
}
