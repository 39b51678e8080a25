package dev.borealis.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Stops a process wherever it is, so that its files can be copied as a power failure at that instant would leave them. */
public final class FrozenProcess implements AutoCloseable {
    private final Process process;

    private FrozenProcess(Process process) {
        this.process = process;
    }

    /** Freezes it, with all its threads, until {@link #close}. */
    public static FrozenProcess freeze(Process process) throws IOException, InterruptedException {
        signal(process, "STOP");
        while (!standsStill(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            Thread.onSpinWait(); // the signal has been sent, not yet obeyed
        }
        return new FrozenProcess(process);
    }

    /** Whether each thread is stopped; true where the system does not tell. */
    private static boolean standsStill(Path threads) throws IOException {
        if (!Files.isDirectory(threads)) {
            return true;
        }
        try (Stream<Path> all = Files.list(threads)) {
            return all.allMatch(FrozenProcess::isStopped);
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static boolean isStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T'; // behind its name
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(Process process, String name)
            throws IOException, InterruptedException {
        int exit =
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " exits with " + exit);
        }
    }

    /** Lets it go on. */
    @Override
    public void close() throws IOException {
        try {
            signal(process, "CONT");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
