package dev.borealis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.server.control.ControlClient;
import dev.borealis.server.control.ControlMessage;
import dev.borealis.server.rehearsal.Rehearsal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Starting, stopping, and what stands in the way. */
class StartTest {
    @TempDir Path directory;

    @Test
    void aSecondStartFindsEverythingTheFirstMade() throws StartFailure {
        String cluster;
        String key;
        try (TestServer first = new TestServer(directory)) {
            cluster = first.server.description().clusters().getFirst();
            key = first.server.defaultKey().credentials().accessKeyId();
            assertThat(RunningServer.find(directory)).contains(first.server.description());
        }
        assertThat(RunningServer.find(directory)).isEmpty();
        try (TestServer second = new TestServer(directory)) {
            assertThat(second.server.description().clusters()).containsExactly(cluster);
            assertThat(second.server.defaultKey().credentials().accessKeyId()).isEqualTo(key);
        }
    }

    @Test
    void aDirectoryInUseIsRefusedAndStaysUnharmed() throws StartFailure {
        try (TestServer first = new TestServer(directory)) {
            assertThatThrownBy(() -> new TestServer(directory))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("is in use by another Borealis")
                    .hasMessageContaining("port " + first.port());
            assertThat(RunningServer.find(directory)).isPresent();
        }
    }

    /** A number of a process says nothing: after kill -9 it is soon another's, and in a container always the same. */
    @Test
    void aServerThatWasKilledIsNotTakenForOneThatRuns() throws Exception {
        String left;
        try (TestServer _ = new TestServer(directory)) {
            left = Files.readString(directory.resolve("running.properties"));
            assertThat(left).contains("pid=" + ProcessHandle.current().pid());
        }
        Files.writeString(directory.resolve("running.properties"), left); // names a living process
        assertThat(RunningServer.find(directory)).isEmpty();
        try (DataDirectory _ = DataDirectory.open(directory)) { // as `borealis check` has it
            assertThat(RunningServer.find(directory)).isEmpty();
            assertThatThrownBy(() -> DataDirectory.open(directory))
                    .hasMessageContaining("in use by process " + ProcessHandle.current().pid())
                    .hasMessageContaining("try again");
        }
    }

    @Test
    void onlyTheServersOwnProcessIsShownAsItsProcess() throws Exception {
        try (TestServer server = new TestServer(directory)) {
            RunningServer described = server.server.description();
            assertThat(described.process()).as("whoever asks is not asked to stop").isEmpty();
            long parent = ProcessHandle.current().parent().orElseThrow().pid();
            assertThat(with(described, parent, Instant.now()).process()).isPresent();
            assertThat(with(described, parent, Instant.EPOCH).process())
                    .as("it began when the server ran already")
                    .isEmpty();
        }
    }

    private static RunningServer with(RunningServer server, long pid, Instant startedAt) {
        return new RunningServer(
                pid,
                server.host(),
                server.port(),
                server.httpPort(),
                server.dataDirectory(),
                server.version(),
                startedAt,
                server.region(),
                server.domain(),
                server.insecureLoopback(),
                server.rehearsal(),
                server.clusters());
    }

    @Test
    void itCanBeAskedToStop() throws Exception {
        try (TestServer server = new TestServer(directory)) {
            ControlClient.ask(directory, new ControlMessage.Stop(), _ -> {});
            server.server.awaitStopRequest();
        }
        assertThat(DataDirectory.isInUse(directory)).isFalse();
    }

    @Test
    void whatIsNoDataDirectoryIsRefused() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.writeString(other.resolve("letter.txt"), "Dear reader");
        assertThatThrownBy(() -> new TestServer(other))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("not a Borealis data directory");
        Path newer = Files.createDirectory(directory.resolve("newer"));
        Files.writeString(newer.resolve("format"), "borealis 9\n");
        assertThatThrownBy(() -> new TestServer(newer))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("has format \"borealis 9\"");
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> new TestServer(file))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("is not a directory");
    }

    @Test
    void aTakenPortIsNamed() throws StartFailure {
        try (TestServer first = new TestServer(directory.resolve("a"))) {
            ServerOptions options =
                    new ServerOptions(
                            directory.resolve("b"),
                            true,
                            "localhost",
                            first.port(),
                            0,
                            "us-east-1",
                            "localhost",
                            false,
                            false,
                            Rehearsal.NONE);
            assertThatThrownBy(
                            () -> BorealisServer.start(options, TestServer.parts(first.database)))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("port " + first.port() + " is in use");
        }
    }

    @Test
    void connectionsWithoutTlsAreOnlyForLoopback() {
        ServerOptions options =
                new ServerOptions(
                        directory,
                        true,
                        "0.0.0.0",
                        0,
                        0,
                        "us-east-1",
                        "localhost",
                        false,
                        true,
                        Rehearsal.NONE);
        assertThatThrownBy(
                        () ->
                                BorealisServer.start(
                                        options, TestServer.parts(new ScriptedDatabase())))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("--insecure-loopback");
    }
}
