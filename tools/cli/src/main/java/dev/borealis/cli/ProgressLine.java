package dev.borealis.cli;

import dev.borealis.store.Progress;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** Tells on stderr how far a long command has come: one line that is written over on a terminal, else a line now and then. */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long ON_TERMINAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long ELSEWHERE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int WIDTH = 100;

    private final PrintWriter err;
    private final boolean terminal;
    private long lastNanos;
    private boolean written;
    private @Nullable String last;

    ProgressLine(PrintWriter err) {
        this.err = err;
        this.terminal = System.console() != null && System.console().isTerminal();
        this.lastNanos = System.nanoTime();
    }

    @Override
    public synchronized void report(String what, long done, long total) {
        String text =
                total > 0
                        ? "%s: %d %%".formatted(what, Math.min(100, done * 100 / total))
                        : "%s: %d".formatted(what, done);
        last = text;
        long now = System.nanoTime();
        if (now - lastNanos >= (terminal ? ON_TERMINAL_NANOS : ELSEWHERE_NANOS)) {
            lastNanos = now;
            write(text);
        }
    }

    private void write(String text) {
        if (terminal) {
            String cut = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
            err.print("\r" + cut + " ".repeat(WIDTH - cut.length()) + "\r");
        } else {
            err.println(text);
        }
        err.flush();
        written = true;
    }

    /** The line is free again. */
    @Override
    public synchronized void close() {
        if (terminal && written) {
            err.print("\r" + " ".repeat(WIDTH) + "\r");
        } else if (!terminal && last != null && written) {
            err.println(last);
        }
        err.flush();
    }
}
