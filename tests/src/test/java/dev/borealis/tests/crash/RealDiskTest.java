package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.borealis.server.control.ControlMessage;
import dev.borealis.tests.support.Jdbc;
import dev.borealis.tests.support.RealServer;
import dev.borealis.tests.support.ServerChild;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A real file system under the data: one that the kernel makes read-only, and one whose power is cut.
 *
 * <p>{@code -Dborealis.long=true}: twenty times as many power cuts.
 */
class RealDiskTest {
    private static final int ROWS = 50;
    private static final int CUTS = Boolean.getBoolean("borealis.long") ? 60 : 3;
    private static final long SEED = 31;

    @TempDir Path directory;

    @BeforeEach
    void canMount() throws Exception {
        Optional<String> why = PrivateMounts.whyNot(directory);
        assumeTrue(why.isEmpty(), why::orElseThrow);
    }

    private final Set<String> attempted = new TreeSet<>();
    private final Set<String> acknowledged = new TreeSet<>();

    @Test
    void onAReadOnlyDiskItReadsAndRefusesAndLaterHasEverything() throws Exception {
        try (PrivateMounts mounts = PrivateMounts.open()) {
            Path image = directory.resolve("disk.img");
            Path folder = Files.createDirectory(directory.resolve("disk"));
            mounts.make(image, 64);
            Path disk = mounts.mount(image, folder);
            Path data = disk.resolve("data");
            try (var server = ServerChild.Handle.start(data);
                    Connection connection = server.connect()) {
                Jdbc.run(connection, "CREATE TABLE t (id int PRIMARY KEY)");
                for (int id = 0; id < ROWS; id++) {
                    assertThat(insert(connection, id)).isEqualTo("ok");
                }
                assertThat(health(server)).isEqualTo(200);
                mounts.abort(disk);
                for (int id = ROWS; id < ROWS + 3; id++) {
                    assertThat(insert(connection, id)).isEqualTo("XX000");
                    assertThat(Jdbc.number(connection, "SELECT count(*) FROM t")).isEqualTo(ROWS);
                    assertThat(health(server)).isEqualTo(503);
                }
                server.kill();
            }
            mounts.unmount(disk);
            mounts.repair(image);
            mounts.mount(image, folder);
            try (var server = ServerChild.Handle.start(data);
                    Connection connection = server.connect()) {
                assertThat(insert(connection, -1)).isEqualTo("ok");
                Set<String> found = new TreeSet<>(Jdbc.rows(connection, "SELECT id FROM t"));
                assertThat(found).containsAll(acknowledged);
                assertThat(attempted).containsAll(found);
                assertThat(RealServer.ask(data, new ControlMessage.Check())).isEmpty();
            }
            mounts.unmount(disk);
        }
    }

    /** Returns ok or the SQLSTATE. */
    private String insert(Connection connection, int id) {
        attempted.add(Integer.toString(id));
        try {
            Jdbc.run(connection, "INSERT INTO t VALUES (" + id + ")");
            acknowledged.add(Integer.toString(id));
            return "ok";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private static int health(ServerChild.Handle server) throws Exception {
        int port = Integer.parseInt(server.say("http"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://localhost:" + port + "/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /**
     * The image of the disk lies on a second one. When that is frozen nothing reaches the image any more, at one instant;
     * what the first has in memory is not in it. So a copy is what a power cut leaves, up to the caches of a disk.
     */
    @Test
    void aPowerCutTakesNothingAcknowledged() throws Exception {
        var random = new SplittableRandom(SEED);
        try (PrivateMounts mounts = PrivateMounts.open()) {
            Path outerImage = directory.resolve("outer.img");
            mounts.make(outerImage, 400);
            Path outer =
                    mounts.mount(outerImage, Files.createDirectory(directory.resolve("outer")));
            Path image = outer.resolve("disk.img");
            mounts.make(image, 200);
            Path disk = mounts.mount(image, Files.createDirectory(directory.resolve("disk")));
            Path data = disk.resolve("data");
            CrashJudge.prepare(data);
            var acknowledged = new Acknowledged();
            Process child = CrashJudge.start(data, SEED);
            try (InputStream output = child.getInputStream()) {
                for (int i = 0; i < CUTS; i++) {
                    acknowledged.read(output, random.nextInt(5, 60));
                    Path copy = directory.resolve("copy.img");
                    mounts.freeze(outer);
                    try {
                        acknowledged.readWhatIsThere(output);
                        mounts.copy(image, copy);
                    } finally {
                        mounts.thaw(outer);
                    }
                    judge(mounts, copy, acknowledged.counts.clone(), "cut " + i + ", seed " + SEED);
                }
            } finally {
                child.toHandle().destroyForcibly();
                child.waitFor();
            }
            mounts.unmount(disk);
            mounts.unmount(outer);
        }
    }

    private void judge(PrivateMounts mounts, Path copy, int[] acknowledged, String where)
            throws Exception {
        mounts.repair(copy);
        Path folder = Files.createDirectories(directory.resolve("found"));
        Path found = mounts.mount(copy, folder);
        try {
            CrashJudge.check(found.resolve("data"), acknowledged, SEED + 1, where);
        } finally {
            mounts.unmount(found);
        }
    }
}
