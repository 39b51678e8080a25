package dev.borealis.tests.crash.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.borealis.server.control.ControlMessage;
import dev.borealis.tests.crash.recorded.Recordings.Calls;
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
import java.util.List;
import java.util.Optional;

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

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void aServerStartsAfterAnyWriteAndHasEverythingThatWasAcknowledged() throws Exception {
        Optional<String> why = SystemCalls.whyNot();
        assumeTrue(why.isEmpty(), () -> "nothing can be recorded: " + why.orElseThrow());
        Path folder = directory.toRealPath();
        Path root = Files.createDirectory(folder.resolve("root"));
        List<Step> steps = Script.of(SEED);
        record(folder, root.resolve("data"), steps);
        Recordings recordings = Recordings.read(root, folder);

        var judge = new StateJudge(Script.states(steps), EveryWriteServerTest::open);
        assertThat(
                        judge.wrong(
                                folder.resolve("killed"),
                                recordings,
                                Calls.CHANGES,
                                StateJudge.oneIn(ONE_IN, Loss.NOTHING),
                                LEAST_STATES))
                .as("recording in %s", folder)
                .isEmpty();
        assertThat(
                        judge.wrong(
                                folder.resolve("lost"),
                                recordings,
                                Calls.SYNCS,
                                StateJudge.oneIn(ONE_IN, Loss.EVERYTHING),
                                LEAST_STATES))
                .as("recording in %s", folder)
                .isEmpty();
    }

    /** Does the steps; a server is killed where the script opens the database anew, and at the end. */
    private static void record(Path folder, Path data, List<Step> steps) throws Exception {
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
                                data,
                                new ControlMessage.Backup(folder.resolve("backup").toString()));
                    }
                    String acknowledgement = done + 1 + ".";
                    assertThat(server.say(acknowledgement)).isEqualTo(acknowledgement);
                    on = !(step instanceof Step.Reopen);
                }
                SystemCalls.killIdle(server.process(), trace);
            }
        }
    }

    private static StateJudge.Found open(Path copy) throws Exception {
        Path data = copy.resolve("data");
        try (RealServer server = RealServer.withWriteBuffer(data, WRITE_BUFFER_BYTES);
                Connection connection = server.connect()) {
            return new StateJudge.Found(
                    Script.everything(sql -> Jdbc.rows(connection, sql)),
                    RealServer.ask(data, new ControlMessage.Check()));
        }
    }
}
