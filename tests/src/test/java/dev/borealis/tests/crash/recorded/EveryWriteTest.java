package dev.borealis.tests.crash.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.borealis.engine.check.DatabaseCheck;
import dev.borealis.engine.session.Database;
import dev.borealis.store.Finding;
import dev.borealis.store.Progress;
import dev.borealis.store.StoreId;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.crash.recorded.RecordedDisk.Effect;
import dev.borealis.tests.crash.recorded.SystemCalls.Event;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A scripted load, killed once in the middle and once at its end, and its directory after every single call that changed a
 * file or made one safe: each is opened, and what is found in it is what the script had done by then, the step under way
 * whole or not at all; and a check finds nothing.
 *
 * <p>{@code -Dborealis.long=true} opens all of them, else a part of those with a loss by chance. {@code
 * -Dborealis.recordings=FOLDER} judges the recordings that a failed run left in its folder.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryWriteTest {
    private static final boolean LONG = Boolean.getBoolean("borealis.long");
    private static final long SEED = 5;

    /** Less would mean that the script does too little. */
    private static final int LEAST_STATES = 30;

    /** Of the states in which some of what was not synced is lost, one in so many is opened. */
    private static final int ONE_IN = LONG ? 1 : 5;

    /** How often each of these is played, with other losses. */
    private static final int LOSSES = LONG ? 5 : 1;

    private StateJudge judge;
    private Path temporary;
    private Path folder;
    private Recordings recordings;

    @BeforeAll
    void record(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path given) throws Exception {
        temporary = given.toRealPath();
        List<Script.Step> steps = Script.of(SEED);
        judge = new StateJudge(Script.states(steps), EveryWriteTest::open);
        String recorded = System.getProperty("borealis.recordings");
        folder = recorded == null ? temporary : Path.of(recorded);
        if (recorded == null) {
            Optional<String> why = SystemCalls.whyNot();
            assumeTrue(why.isEmpty(), () -> "nothing can be recorded: " + why.orElseThrow());
            Files.createDirectory(data());
            int killed = steps.size() / 2;
            ScriptChild.record(folder, SEED, 0, killed);
            ScriptChild.record(folder, SEED, killed, steps.size());
        }
        recordings = Recordings.read(data(), folder);
    }

    private Path data() {
        return folder.resolve("data");
    }

    @Test
    void theRecordingsMissNothing() throws Exception {
        Path played = Files.createDirectory(temporary.resolve("played"));
        recordings.end().writeTo(played, Loss.NOTHING);
        assertThat(contents(played)).isEqualTo(contents(data()));
    }

    @Test
    void killedAfterAnyWriteItHasEverythingThatWasAcknowledged() throws Exception {
        judge("killed", Effect::changes, StateJudge.oneIn(1, Loss.NOTHING));
    }

    @Test
    void aPowerCutThatTakesAllThatWasNotSyncedTakesNothingAcknowledged() throws Exception {
        judge("lost", Effect::syncs, StateJudge.oneIn(1, Loss.EVERYTHING));
    }

    @Test
    void norDoesOneThatTakesSomeOfIt() throws Exception {
        for (int i = 0; i < LOSSES; i++) {
            long seed = SEED + i;
            judge("torn-with-seed-" + seed, _ -> true, StateJudge.oneIn(ONE_IN, seed));
        }
    }

    @Test
    void aStoreThatDoesNotSyncItsLogIsFoundOut() throws Exception {
        var careless =
                new Recordings(
                        data(),
                        recordings.processes().stream()
                                .map(EveryWriteTest::withoutSyncsOfData)
                                .toList());
        assertThat(
                        wrong(
                                "careless",
                                careless,
                                Effect::changes,
                                StateJudge.oneIn(5, Loss.EVERYTHING)))
                .isNotEmpty();
    }

    private static List<Event> withoutSyncsOfData(List<Event> events) {
        return events.stream().filter(event -> !event.call().name().equals("fdatasync")).toList();
    }

    /** The files, with what is in them. */
    private static Map<Path, ByteBuffer> contents(Path directory) throws IOException {
        var contents = new TreeMap<Path, ByteBuffer>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(directory.relativize(file), ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    private void judge(String name, Predicate<Effect> wanted, IntFunction<Optional<Loss>> losses)
            throws Exception {
        assertThat(wrong(name, recordings, wanted, losses))
                .as("judge again with -Dborealis.recordings=%s", folder)
                .isEmpty();
    }

    private List<String> wrong(
            String name,
            Recordings played,
            Predicate<Effect> wanted,
            IntFunction<Optional<Loss>> losses)
            throws Exception {
        return judge.wrong(temporary.resolve(name), played, wanted, losses, LEAST_STATES);
    }

    private static StateJudge.Found open(Path copy) throws Exception {
        try (RocksDbStorage storage = ScriptChild.open(copy);
                Database database =
                        TestDatabase.over(storage, Clock.systemUTC(), new Random(SEED));
                var sql = new Sql(database)) {
            List<String> everything = Script.everything(sql::run);
            List<Finding> findings = new ArrayList<>(storage.check());
            DatabaseCheck.run(
                    storage.open(new StoreId("test")),
                    Clock.systemUTC(),
                    new Random(SEED),
                    Progress.SILENT,
                    findings::add);
            return new StateJudge.Found(everything, findings);
        }
    }
}
