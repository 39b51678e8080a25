package dev.borealis.tests.simulation;

import java.util.SplittableRandom;

/** What happened in a run, line by line; equal for equal seeds. Also the dice of the run, so that nobody brings others. */
public final class History {
    private final StringBuilder lines = new StringBuilder();
    private final SplittableRandom random;
    private int events;

    public History(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * Notes an event.
     *
     * @param format each {@code %s} or {@code %d} stands for an argument; done here because a formatter would take a third of
     *     all time
     */
    public void note(String format, Object... arguments) {
        lines.append(events).append(' ');
        int from = 0;
        for (Object argument : arguments) {
            int place = format.indexOf('%', from);
            lines.append(format, from, place).append(argument);
            from = place + 2;
        }
        lines.append(format, from, format.length()).append('\n');
    }

    /** Time goes on. */
    public void nextEvent() {
        events++;
    }

    /** The number of the event that happens now. */
    public int event() {
        return events;
    }

    /** 0 to {@code bound} - 1. */
    public int dice(int bound) {
        return random.nextInt(bound);
    }

    public int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    public boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    public long number() {
        return random.nextLong();
    }

    /** Dice for somebody else. */
    public SplittableRandom split() {
        return random.split();
    }

    /** The last lines, for people. */
    public String tail(int count) {
        int at = lines.length() - 1;
        for (int i = 0; i < count && at > 0; i++) {
            at = lines.lastIndexOf("\n", at - 1);
        }
        return lines.substring(Math.max(0, at));
    }

    /** Plays a run to its end and gives its history; a violation is told with the seed and the last lines of it. */
    public String of(long seed, Runnable run, int lastLines) {
        try {
            run.run();
        } catch (Violation violation) {
            throw new Violation(
                    "seed %d, event %d: %s%n%s"
                            .formatted(seed, events, violation.getMessage(), tail(lastLines)));
        }
        return toString();
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
