package dev.borealis.tests.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * File systems of a test's own, in image files. They are mounted where nobody else sees them: in the mount namespace of a
 * shell that ends with this process, however it ends, and all mounts and loop devices with it.
 */
final class PrivateMounts implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Process shell;
    private final BufferedReader answers;

    private PrivateMounts(Process shell) {
        this.shell = shell;
        this.answers =
                new BufferedReader(
                        new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
    }

    static PrivateMounts open() throws IOException {
        return new PrivateMounts(
                new ProcessBuilder("unshare", "--mount", "sh").redirectErrorStream(true).start());
    }

    /** Why nothing can be mounted here; empty when it can. */
    static Optional<String> whyNot(Path folder) throws IOException {
        for (String needed :
                new String[] {"unshare", "mkfs.ext4", "e2fsck", "losetup", "fsfreeze"}) {
            if (!isThere(needed)) {
                return Optional.of("there is no " + needed);
            }
        }
        try (PrivateMounts mounts = open()) {
            Path image = folder.resolve("trial.img");
            mounts.make(image, 8);
            mounts.unmount(mounts.mount(image, Files.createDirectory(folder.resolve("trial"))));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("this user cannot mount an image: " + e.getMessage());
        }
    }

    private static boolean isThere(String program) {
        for (String folder : (System.getenv("PATH") + ":/usr/sbin:/sbin").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** Makes an image with an empty ext4 file system in it. */
    void make(Path image, int mebibytes) throws IOException {
        run("truncate -s " + mebibytes + "M " + image);
        run("mkfs.ext4 -q -F " + image);
    }

    /**
     * Mounts it past the cache of files: what the file system below has written is in the image.
     *
     * @return where it is for this process
     */
    Path mount(Path image, Path folder) throws IOException {
        String device = run("losetup --find --show --direct-io=on " + inside(image));
        try {
            run("mount -t ext4 " + device + " " + inside(folder));
        } finally {
            run("losetup --detach " + device); // when it is unmounted
        }
        return outside(folder);
    }

    /** A file system in memory; empty when this user may not mount one. */
    Optional<Path> tryMemory(Path folder, int mebibytes) {
        try {
            run("mount -t tmpfs -o size=" + mebibytes + "m borealis-test " + inside(folder));
            return Optional.of(outside(folder));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void unmount(Path mounted) throws IOException {
        run("umount " + inside(mounted));
    }

    /** What the kernel does when it finds an ext4 file system damaged: nothing can be written to it any more. */
    void abort(Path mounted) throws IOException {
        run("mount -o remount,abort " + inside(mounted));
    }

    /** Lets nothing be written to a file system, the images in it included, until it is thawed. */
    void freeze(Path mounted) throws IOException {
        run("fsfreeze --freeze " + inside(mounted));
    }

    void thaw(Path mounted) throws IOException {
        run("fsfreeze --unfreeze " + inside(mounted));
    }

    void copy(Path from, Path to) throws IOException {
        run("cp --sparse=always " + inside(from) + " " + inside(to));
    }

    /** Repairs an image as a machine does that starts after a power cut. */
    void repair(Path image) throws IOException {
        String answer = ask("e2fsck -p " + inside(image));
        if (!answer.startsWith("0 ") && !answer.startsWith("1 ")) { // 1: it was repaired
            throw new IOException("e2fsck: " + answer);
        }
    }

    /** As this process knows what the shell has mounted. */
    private Path outside(Path folder) {
        return Path.of("/proc", Long.toString(shell.pid()), "root" + inside(folder));
    }

    /** As the shell knows it. */
    private String inside(Path path) {
        return path.toString().replaceFirst("^/proc/" + shell.pid() + "/root", "");
    }

    /** Returns what it prints. */
    private String run(String command) throws IOException {
        String answer = ask(command);
        if (!answer.startsWith("0 ")) {
            throw new IOException(command + ": " + answer.strip());
        }
        return answer.substring(2).strip();
    }

    /** Returns its exit code and what it prints, in a line. */
    private String ask(String command) throws IOException {
        String line = "PATH=$PATH:/usr/sbin:/sbin; said=$(%s 2>&1 </dev/null); echo $? $said ''\n";
        shell.getOutputStream().write(line.formatted(command).getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("unshare has ended");
        }
        return answer + " ";
    }

    /** Ends the shell; the mounts go with it as soon as no process has files in them open. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
