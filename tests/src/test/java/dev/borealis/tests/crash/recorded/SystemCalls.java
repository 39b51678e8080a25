package dev.borealis.tests.crash.recorded;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process asks of the operating system about files: recorded by strace, and read. */
final class SystemCalls {
    /** Everything that changes a file or a folder, or says which one a descriptor is. {@code ?}: not on every machine. */
    private static final List<String> RECORDED =
            List.of(
                    "?open ?openat2 openat ?creat close ?dup ?dup2 dup3 fcntl lseek mmap",
                    "write pwrite64 writev pwritev ?pwritev2 ftruncate truncate fallocate",
                    "?rename renameat ?renameat2 ?link linkat ?symlink symlinkat",
                    "?unlink unlinkat ?mkdir mkdirat ?rmdir",
                    "fsync fdatasync sync syncfs msync copy_file_range sendfile splice",
                    "clone ?clone3 ?fork ?vfork");

    private static final Set<String> STARTING = Set.of("clone", "clone3", "fork", "vfork");

    /** Of a string; longer than anything that is written at once. */
    private static final int RECORDED_BYTES = 64 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Who does nothing for so long has nothing to do. */
    private static final Duration IDLE = Duration.ofMillis(150);

    private static final Pattern LINE = Pattern.compile("([0-9]+) +(.*)");
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. [a-z0-9_]+ resumed>(.*)");
    private static final String UNFINISHED = " <unfinished ...>";

    private SystemCalls() {}

    /**
     * One call.
     *
     * @param arguments as strace prints them, strings in hexadecimal
     */
    record Call(String name, List<String> arguments) {
        public Call {
            arguments = List.copyOf(arguments);
        }

        String argument(int i) {
            return arguments.get(i);
        }

        long number(int i) {
            return Long.decode(arguments.get(i));
        }

        /** A string, byte by byte. */
        byte[] bytes(int i) {
            return decode(arguments.get(i));
        }

        String text(int i) {
            return new String(bytes(i), StandardCharsets.UTF_8);
        }

        private static byte[] decode(String argument) {
            if (!argument.startsWith("\"")
                    || !argument.endsWith("\"")) { // it was cut, or is a bad address
                throw new IllegalStateException("not a whole string: " + argument);
            }
            return HexFormat.of()
                    .parseHex(argument.substring(1, argument.length() - 1).replace("\\x", ""));
        }

        /** The pieces of a vector, joined. */
        byte[] vector(int i) {
            var joined = new java.io.ByteArrayOutputStream();
            Matcher pieces = Pattern.compile("iov_base=([^,}]*)").matcher(arguments.get(i));
            while (pieces.find()) {
                joined.writeBytes(decode(pieces.group(1)));
            }
            return joined.toByteArray();
        }
    }

    /** In the order in which they happened in all threads together. */
    sealed interface Event {
        int thread();

        Call call();

        /** The kernel got it; from now on it may have an effect. Arguments that only the answer tells may be missing. */
        record Entered(int thread, Call call) implements Event {}

        /**
         * It is done.
         *
         * @param result null when the process was killed meanwhile: it may be done or not
         */
        record Left(int thread, Call call, @Nullable Long result) implements Event {}
    }

    /** Why nothing can be recorded here; empty when it can. */
    static Optional<String> whyNot() throws IOException, InterruptedException {
        Path trace = Files.createTempFile("borealis", ".trace");
        try {
            int exit =
                    new ProcessBuilder(recorded(List.of("true"), trace))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
            return exit == 0 && Files.size(trace) > 0
                    ? Optional.empty()
                    : Optional.of("strace may not trace here, or is too old");
        } catch (IOException e) {
            return Optional.of("there is no strace");
        } finally {
            Files.delete(trace);
        }
    }

    /** The command that runs a command and records it. The process started is that of the command, not strace's. */
    static List<String> recorded(List<String> command, Path trace) {
        List<String> all = new ArrayList<>(List.of("strace", "-D", "-f", "-q", "-xx"));
        all.addAll(List.of("-s", Integer.toString(RECORDED_BYTES), "--seccomp-bpf"));
        all.addAll(List.of("-e", "signal=kill"));
        all.addAll(List.of("-e", "trace=" + String.join(" ", RECORDED).replace(' ', ',')));
        all.addAll(List.of("-o", trace.toString()));
        all.addAll(command);
        return all;
    }

    /** Waits until a recorded process, which waits too, does nothing behind its back either, and ends it as {@code kill -9}. */
    static void killIdle(Process process, Path trace) throws IOException, InterruptedException {
        for (long before = -1; before != Files.size(trace); ) {
            before = Files.size(trace);
            if (process.waitFor(IDLE)) {
                throw new IllegalStateException(process + " has ended by itself");
            }
        }
        process.toHandle().destroyForcibly();
        process.waitFor();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!read(trace).ended) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("strace has not recorded the end of " + process);
            }
            LockSupport.parkNanos(IDLE.toNanos());
        }
    }

    /** Reads a recording. */
    static List<Event> events(Path trace) throws IOException {
        Reader reader = read(trace);
        return reader.events.stream()
                .filter(event -> !reader.others.contains(event.thread()))
                .toList();
    }

    private static Reader read(Path trace) throws IOException {
        var reader = new Reader();
        try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
            lines.lines().forEach(reader::read);
        }
        return reader;
    }

    private static final class Reader {
        final List<Event> events = new ArrayList<>();

        /** Processes that the process started, to look at the machine: they have descriptors of their own. */
        final Set<Integer> others = new HashSet<>();

        /** Whether the process has, whose first thread is the first to be seen. */
        boolean ended;

        private int process;

        /** Of each thread, the call it is in. */
        private final Map<Integer, String> unfinished = new HashMap<>();

        void read(String line) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                return; // the last line while strace is writing it
            }
            int thread = Integer.parseInt(parts.group(1));
            String text = parts.group(2);
            process = process == 0 ? thread : process;
            Matcher resumed = RESUMED.matcher(text);
            if (text.startsWith("+++ ")) {
                unfinished.remove(thread);
                ended |= thread == process;
            } else if (resumed.matches()) {
                left(thread, unfinished.remove(thread) + resumed.group(1));
            } else if (text.endsWith(UNFINISHED)) {
                String begun = text.substring(0, text.length() - UNFINISHED.length());
                unfinished.put(thread, begun);
                events.add(new Event.Entered(thread, call(begun)));
            } else {
                events.add(new Event.Entered(thread, call(text)));
                left(thread, text);
            }
        }

        private void left(int thread, String text) {
            int equals = text.lastIndexOf(" = ");
            String result = text.substring(equals + 3).split(" ", 2)[0];
            Call call = call(text);
            Long value = result.equals("?") ? null : Long.decode(result);
            events.add(new Event.Left(thread, call, value));
            boolean starts = STARTING.contains(call.name()) && value != null && value > 0;
            if (starts && (others.contains(thread) || !text.contains("CLONE_THREAD"))) {
                others.add(Math.toIntExact(value));
            }
        }

        /** Reads {@code name(argument, argument} and does not look at what follows. */
        private static Call call(String text) {
            int open = text.indexOf('(');
            List<String> arguments = new ArrayList<>();
            int depth = 0;
            int start = open + 1;
            int i = start;
            for (; i < text.length() && depth >= 0; i++) {
                switch (text.charAt(i)) {
                    case '(', '[', '{' -> depth++;
                    case ')', ']', '}' -> depth--;
                    case '"' ->
                            i = text.indexOf('"', i + 1); // no quote is within: all is hexadecimal
                    case ',' -> {
                        if (depth == 0) {
                            arguments.add(text.substring(start, i).strip());
                            start = i + 1;
                        }
                    }
                    default -> {}
                }
            }
            String last = text.substring(start, depth < 0 ? i - 1 : i).strip();
            if (!last.isEmpty()) {
                arguments.add(last);
            }
            return new Call(text.substring(0, open), arguments);
        }
    }
}
