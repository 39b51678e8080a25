package dev.borealis.tests.crash.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.borealis.server.StartFailure;
import dev.borealis.server.control.ControlMessage;
import dev.borealis.tests.crash.recorded.RecordedDisk.Effect;
import dev.borealis.tests.crash.recorded.Script.Step;
import dev.borealis.tests.support.Jdbc;
import dev.borealis.tests.support.RealServer;
import dev.borealis.tests.support.ServerChild;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * The same with the whole server, from the making of its data directory on: keys, certificates and clusters too must be
 * there after a kill or a power cut at any write, or it would not start.
 *
 * <p>{@code -Dborealis.long=true} opens all states, else a part of them.
 */
class EveryWriteServerTest {
    private static final boolean LONG = Boolean.getBoolean("borealis.long");
    private static final long SEED = 6;
    private static final int ONE_IN = LONG ? 1 : 19;
    private static final int LEAST_STATES = 8;
    private static final long WRITE_BUFFER_BYTES = 64 << 10;

    /** Folders that have to be made in folders that have to be made. */
    private static final String DATA = "new/data";

    private static final String BACKUP = "backups/one";
    private static final List<String> NO_BACKUP = List.of("no backup");

    private final List<Step> steps = Script.of(SEED);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void aServerStartsAfterAnyWriteAndHasEverythingThatWasAcknowledged() throws Exception {
        Recordings recordings = record();
        var judge = new StateJudge(Script.states(steps), copy -> open(copy.resolve(DATA)));
        judge("killed", judge, recordings, Effect::changes, StateJudge.oneIn(ONE_IN, Loss.NOTHING));
        judge("lost", judge, recordings, Effect::syncs, StateJudge.oneIn(ONE_IN, Loss.EVERYTHING));
        judge("torn", judge, recordings, _ -> true, StateJudge.oneIn(2 * ONE_IN, SEED));

        judge = new StateJudge(backups(), EveryWriteServerTest::openBackup);
        Predicate<Effect> ofBackup = effect -> effect.what().contains(" backups");
        judge("backup-killed", judge, recordings, ofBackup, StateJudge.oneIn(1, Loss.NOTHING));
        judge("backup-lost", judge, recordings, ofBackup, StateJudge.oneIn(1, Loss.EVERYTHING));
        judge("backup-torn", judge, recordings, ofBackup, StateJudge.oneIn(1, SEED));
    }

    private void judge(
            String name,
            StateJudge judge,
            Recordings recordings,
            Predicate<Effect> wanted,
            IntFunction<Optional<Loss>> losses)
            throws Exception {
        assertThat(
                        judge.wrong(
                                directory.toRealPath().resolve(name),
                                recordings,
                                wanted,
                                losses,
                                LEAST_STATES))
                .as("%s; recording in %s", name, directory)
                .isEmpty();
    }

    /** What is in the backup: nothing that a server takes until its step begins, and the state before it when it is done. */
    private List<List<String>> backups() throws Exception {
        List<List<String>> states = Script.states(steps);
        int step = steps.indexOf(new Step.Backup());
        List<List<String>> backups = new ArrayList<>(Collections.nCopies(step + 1, NO_BACKUP));
        backups.addAll(Collections.nCopies(steps.size() - step, states.get(step)));
        return backups;
    }

    private static StateJudge.Found openBackup(Path copy) throws Exception {
        Path backup = copy.resolve(BACKUP);
        if (Files.exists(backup.resolve("format")) && Files.size(backup.resolve("format")) > 0) {
            return open(backup);
        }
        String[] names = backup.toFile().list();
        if (names != null && names.length > 0) {
            assertThatThrownBy(() -> open(backup)).isInstanceOf(StartFailure.class);
        }
        return new StateJudge.Found(NO_BACKUP, List.of());
    }

    private Recordings record() throws Exception {
        Optional<String> why = SystemCalls.whyNot();
        assumeTrue(why.isEmpty(), () -> "nothing can be recorded: " + why.orElseThrow());
        Path folder = directory.toRealPath();
        Path root = Files.createDirectory(folder.resolve("root"));
        record(folder, root);
        return Recordings.read(root, folder);
    }

    /** Does the steps; a server is killed where the script opens the database anew, and at the end. */
    private void record(Path folder, Path root) throws Exception {
        Path data = root.resolve(DATA);
        int done = 0;
        while (done < steps.size()) {
            Path trace = folder.resolve("steps%04d.trace".formatted(done));
            List<String> command =
                    SystemCalls.recorded(
                            ServerChild.Handle.command(data, Long.toString(WRITE_BUFFER_BYTES)),
                            trace);
            try (var server = ServerChild.Handle.start(command);
                    Connection connection = server.connect()) {
                for (boolean on = true; on && done < steps.size(); done++) {
                    Step step = steps.get(done);
                    Script.run(step, sql -> Jdbc.rows(connection, sql));
                    if (step instanceof Step.Backup) {
                        RealServer.ask(
                                data, new ControlMessage.Backup(root.resolve(BACKUP).toString()));
                    }
                    String acknowledgement = done + 1 + ".";
                    assertThat(server.say(acknowledgement)).isEqualTo(acknowledgement);
                    on = !(step instanceof Step.Reopen);
                }
                SystemCalls.killIdle(server.process(), trace);
            }
        }
    }

    private static StateJudge.Found open(Path data) throws Exception {
        try (RealServer server = RealServer.withWriteBuffer(data, WRITE_BUFFER_BYTES);
                Connection connection = server.connect()) {
            return new StateJudge.Found(
                    Script.everything(sql -> Jdbc.rows(connection, sql)),
                    RealServer.ask(data, new ControlMessage.Check()));
        }
    }
}
