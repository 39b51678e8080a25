package dev.borealis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.server.rehearsal.Rehearsal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
