package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.borealis.engine.check.DatabaseCheck;
import dev.borealis.engine.session.Database;
import dev.borealis.store.Finding;
import dev.borealis.store.JavaChild;
import dev.borealis.store.Progress;
import dev.borealis.store.StoreId;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Disks that fail for real under a process: it must say so with the documented SQLSTATE, acknowledge nothing more, lose
 * nothing, and go on by itself when the disk is well again.
 */
class FailingDiskTest {
    private static final int ROWS_BEFORE = 10;

    /** More than the disks made here can hold. */
    private static final int ROWS_UNTIL_IT_FAILS = 4_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path directory;

    private final Set<Integer> attempted = new TreeSet<>();
    private final Set<Integer> acknowledged = new TreeSet<>();
    private final Set<String> states = new TreeSet<>();

    @Test
    void aLimitOnFileSizes() throws Exception {
        assumeTrue(can("prlimit", "--version"), "there is no prlimit");
        Path data = directory.resolve("data");
        prepare(data);
        try (var child = new Child(data, Map.of())) {
            fail(
                    child,
                    () -> run("prlimit", "--pid", child.pid(), "--fsize=400000:unlimited"),
                    () -> run("prlimit", "--pid", child.pid(), "--fsize=unlimited:unlimited"));
        }
        judge(data);
        assertThat(states).contains("53100");
    }

    @Test
    void aFullDisk() throws Exception {
        try (PrivateMounts mounts = PrivateMounts.open()) {
            Path folder = Files.createDirectory(directory.resolve("disk"));
            Optional<Path> mounted = mounts.tryMemory(folder, 12);
            assumeTrue(mounted.isPresent(), "this user cannot mount a small disk");
            Path disk = mounted.orElseThrow();
            Path data = disk.resolve("data");
            prepare(data);
            Path ballast = disk.resolve("ballast");
            try (var child = new Child(data, Map.of())) {
                fail(child, () -> fill(ballast), () -> Files.delete(ballast));
            }
            judge(data);
            assertThat(states).contains("53100");
            mounts.unmount(disk);
        }
    }

    @Test
    void aSyncThatFails() throws Exception {
        failsIn(
                """
                static int broken(void) {
                    if (access(getenv("BROKEN_WHILE"), F_OK) != 0) return 0;
                    errno = EIO;
                    return 1;
                }
                int fsync(int file) { return broken() ? -1 : (int) syscall(SYS_fsync, file); }
                int fdatasync(int file) { return broken() ? -1 : (int) syscall(SYS_fdatasync, file); }
                """);
    }

    /** As Linux makes a disk after an error: what is open can no longer be written, and nothing be made, renamed or removed. */
    @Test
    void aDiskThatHasBecomeReadOnly() throws Exception {
        failsIn(
                """
                static int broken(void) {
                    if (access(getenv("BROKEN_WHILE"), F_OK) != 0) return 0;
                    errno = EROFS;
                    return 1;
                }
                static int broken_file(int file) {
                    struct stat status;
                    return fstat(file, &status) == 0 && S_ISREG(status.st_mode) && broken();
                }
                ssize_t write(int file, const void *bytes, size_t count) {
                    return broken_file(file) ? -1 : syscall(SYS_write, file, bytes, count);
                }
                ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
                    return broken_file(file) ? -1 : syscall(SYS_pwrite64, file, bytes, count, at);
                }
                ssize_t pwrite64(int file, const void *bytes, size_t count, off_t at) {
                    return pwrite(file, bytes, count, at);
                }
                int ftruncate(int file, off_t size) {
                    return broken_file(file) ? -1 : (int) syscall(SYS_ftruncate, file, size);
                }
                int fallocate(int file, int mode, off_t at, off_t size) {
                    return broken_file(file) ? -1 : (int) syscall(SYS_fallocate, file, mode, at, size);
                }
                int open(const char *path, int flags, ...) {
                    va_list more;
                    va_start(more, flags);
                    int mode = va_arg(more, int);
                    va_end(more);
                    if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && broken()) return -1;
                    return (int) syscall(SYS_openat, AT_FDCWD, path, flags, mode);
                }
                int open64(const char *path, int flags, ...) {
                    va_list more;
                    va_start(more, flags);
                    int mode = va_arg(more, int);
                    va_end(more);
                    return open(path, flags, mode);
                }
                int rename(const char *from, const char *to) {
                    return broken() ? -1 : (int) syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
                }
                int unlink(const char *path) {
                    return broken() ? -1 : (int) syscall(SYS_unlinkat, AT_FDCWD, path, 0);
                }
                """);
    }

    /** @param functions in C, to be called instead of the system's; fail while the file of BROKEN_WHILE is there */
    private void failsIn(String functions) throws Exception {
        assumeTrue(can("cc", "--version"), "there is no C compiler");
        Path source = directory.resolve("disk.c");
        Path library = directory.resolve("disk.so");
        Path broken = directory.resolve("broken");
        Files.writeString(
                source,
                """
                #define _GNU_SOURCE
                #include <errno.h>
                #include <fcntl.h>
                #include <stdarg.h>
                #include <stdlib.h>
                #include <sys/stat.h>
                #include <sys/syscall.h>
                #include <unistd.h>
                """
                        + functions);
        assumeTrue(
                can("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString()),
                "the C compiler does not make libraries");
        Path data = directory.resolve("data");
        prepare(data);
        try (var child =
                new Child(
                        data,
                        Map.of(
                                "LD_PRELOAD", library.toString(),
                                "BROKEN_WHILE", broken.toString()))) {
            fail(child, () -> Files.createFile(broken), () -> Files.delete(broken));
        }
        judge(data);
        assertThat(states).containsExactly("XX000");
    }

    private interface Deed {
        void run() throws Exception;
    }

    private static void prepare(Path data) {
        try (RocksDbStorage storage = CrashChild.open(data);
                Database database = TestDatabase.over(storage, Clock.systemUTC());
                var sql = new Sql(database)) {
            sql.run("CREATE TABLE t (id int PRIMARY KEY, v text NOT NULL)");
        }
    }

    /** Works, fails, works again; then the process is killed. */
    private void fail(Child child, Deed breaks, Deed mends) throws Exception {
        int id = 0;
        for (; id < ROWS_BEFORE; id++) {
            assertThat(insert(child, id)).isEqualTo("ok");
        }
        breaks.run();
        String answer = "ok";
        for (; answer.equals("ok") && id < ROWS_UNTIL_IT_FAILS; id++) {
            answer = insert(child, id);
        }
        assertThat(answer).as("the disk failed").isNotEqualTo("ok");
        for (int i = 0; i < 3; i++) {
            answer = insert(child, id++);
            String count = child.ask("count");
            if (!count.startsWith("XX000 ")) { // pages in memory can still be read
                assertThat(count).as("rows read while it fails").matches("[0-9]+\\|[0-9]+");
            }
        }
        mends.run();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            answer = insert(child, id++);
            if (!answer.equals("ok")) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        } while (!answer.equals("ok") && System.nanoTime() < deadline);
        assertThat(answer).as("goes on by itself").isEqualTo("ok");
        assertThat(insert(child, id)).isEqualTo("ok");
        assertThat(child.ask("count")).matches("[0-9]+\\|[0-9]+");
        System.out.println(
                acknowledged.size() + " of " + attempted.size() + " acknowledged, else " + states);
    }

    private String insert(Child child, int id) throws IOException {
        attempted.add(id);
        String answer = child.ask("insert " + id);
        if (answer.equals("ok")) {
            acknowledged.add(id);
        } else {
            states.add(answer.substring(0, 5));
            assertThat(answer)
                    .isIn(
                            "XX000 server unavailable",
                            "53100 Current cluster size exceeds cluster size limit.");
        }
        return answer;
    }

    private void judge(Path data) {
        try (RocksDbStorage storage = CrashChild.open(data);
                Database database = TestDatabase.over(storage, Clock.systemUTC());
                var sql = new Sql(database)) {
            Set<Integer> found =
                    sql.run("SELECT id FROM t WHERE length(v) = 8000").stream()
                            .map(Integer::valueOf)
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(found).containsAll(acknowledged);
            assertThat(attempted).containsAll(found);
            List<Finding> findings = new ArrayList<>(storage.check());
            DatabaseCheck.run(
                    storage.open(new StoreId("test")),
                    Clock.systemUTC(),
                    new Random(1),
                    Progress.SILENT,
                    findings::add);
            assertThat(findings).isEmpty();
        }
    }

    private static void fill(Path ballast) throws IOException {
        try (var channel =
                FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (true) {
                channel.write(ByteBuffer.allocate(4_096));
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).contains("No space left");
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(can(command)).as(String.join(" ", command)).isTrue();
    }

    private static boolean can(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The process, from outside. Closing kills it. */
    private static final class Child implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;

        Child(Path data, Map<String, String> environment) throws IOException {
            var builder =
                    new ProcessBuilder(JavaChild.command(DiskChild.class, "192m", data.toString()))
                            .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            process = builder.start();
            answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answers.readLine()).isEqualTo("ready");
        }

        String pid() {
            return Long.toString(process.pid());
        }

        String ask(String question) throws IOException {
            process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
            String answer = answers.readLine();
            assertThat(answer).as("the process goes on").isNotNull();
            return answer;
        }

        @Override
        public void close() {
            process.toHandle().destroyForcibly();
            process.onExit().join();
        }
    }
}
