package dev.borealis.tests.crash.recorded;

import dev.borealis.tests.crash.recorded.RecordedDisk.Effect;
import dev.borealis.tests.crash.recorded.SystemCalls.Call;
import dev.borealis.tests.crash.recorded.SystemCalls.Event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One or more processes, one after the other over the same files, each recorded until it was killed; and every state that
 * those files were ever in.
 *
 * <p>A process acknowledges by writing a number and a dot in a line of its own to its standard output. It acknowledges 1, 2, 3
 * and so on, and begins with the next thing only then.
 *
 * @param root the folder that the processes changed, empty when they began
 */
record Recordings(Path root, List<List<Event>> processes) {
    Recordings {
        processes = List.copyOf(processes);
    }

    /**
     * Reads them.
     *
     * @param traces a folder with one {@code .trace} of each process, in the order of their names
     */
    static Recordings read(Path root, Path traces) throws IOException {
        List<List<Event>> processes = new ArrayList<>();
        try (Stream<Path> files = Files.list(traces)) {
            for (Path trace :
                    files.filter(file -> file.toString().endsWith(".trace")).sorted().toList()) {
                processes.add(SystemCalls.events(trace));
            }
        }
        return new Recordings(root, processes);
    }

    /**
     * A state of the files.
     *
     * @param copy where they are written out
     * @param after the call that made it
     * @param least what was acknowledged before the next such call: it must be there
     * @param most what can have been begun: nothing newer is there
     */
    record State(Path copy, String after, int least, int most) {
        @Override
        public String toString() {
            return "%s (after %s; %d to %d)".formatted(copy.getFileName(), after, least, most);
        }
    }

    /** Is given the states in order. */
    interface Judge {
        void judge(State state) throws Exception;
    }

    /**
     * Plays all calls and writes the states between them out.
     *
     * @param wanted after which calls; a state lasts until the next of them
     * @param losses what is lost of the state with this number, counted from 0; empty when that state is not wanted
     * @param folder takes the copies
     */
    void play(
            Predicate<Effect> wanted, IntFunction<Optional<Loss>> losses, Path folder, Judge judge)
            throws Exception {
        var disk = new RecordedDisk(root);
        var acknowledged = new Acknowledged();
        int number = 0;
        Optional<State> open = Optional.empty();
        for (List<Event> process : processes) {
            disk.nextProcess();
            for (Event event : process) {
                Optional<Effect> effect = disk.apply(event).filter(wanted);
                if (effect.isPresent()) {
                    end(open, acknowledged.count, judge);
                    open = Optional.empty();
                    Optional<Loss> loss = losses.apply(number);
                    if (loss.isPresent()) {
                        Path copy = folder.resolve("state" + number);
                        disk.writeTo(copy, loss.get());
                        int most = acknowledged.count + 1;
                        open =
                                Optional.of(
                                        new State(
                                                copy,
                                                effect.get().what(),
                                                acknowledged.count,
                                                most));
                    }
                    number++;
                }
                acknowledged.note(event);
            }
        }
        end(open, acknowledged.count, judge);
    }

    /** What is left after all calls. */
    RecordedDisk end() {
        var disk = new RecordedDisk(root);
        for (List<Event> process : processes) {
            disk.nextProcess();
            process.forEach(disk::apply);
        }
        return disk;
    }

    private static void end(Optional<State> open, int acknowledged, Judge judge) throws Exception {
        if (open.isPresent()) {
            State state = open.get();
            // what was acknowledged since then without a call has changed nothing
            judge.judge(
                    new State(
                            state.copy,
                            state.after,
                            acknowledged,
                            Math.max(acknowledged, state.most)));
        }
    }

    /** What the processes said they have done. */
    private static final class Acknowledged {
        int count;
        private final StringBuilder line = new StringBuilder();

        void note(Event event) {
            if (event instanceof Event.Entered(_, Call call)
                    && call.name().equals("write")
                    && call.argument(0).equals("1")) {
                for (char next : new String(call.bytes(1), StandardCharsets.UTF_8).toCharArray()) {
                    if (next == '.'
                            && line.chars().allMatch(Character::isDigit)
                            && !line.isEmpty()) {
                        count = Integer.parseInt(line.toString());
                    }
                    line.append(next);
                    if (next == '\n') {
                        line.setLength(0);
                    }
                }
            }
        }
    }
}
