package dev.borealis.server.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Faults by chance, for programs whose retries are to be tested: what a client sees of them is what DSQL sends in earnest.
 *
 * <p>The n-th session since the start has dice of its own, made of the seed and n, one for each kind of fault. So equal seeds
 * give each session of a program the same faults at the same places, whatever other sessions do meanwhile. Thread-safe.
 */
public final class Chaos {
    /** The words of {@code --chaos}, for messages. */
    public static final String KEYS =
            "conflicts=20%,schema-conflicts=5%,latency=5ms..50ms,expired-tokens=1%,disconnects=1%,seed=42";

    private final Settings settings;
    private final Pause pause;
    private final AtomicLong sessions = new AtomicLong();

    /** Waits; in production the calling thread sleeps. */
    @FunctionalInterface
    public interface Pause {
        void pause(Duration time);
    }

    /**
     * How often, from 0 to 1.
     *
     * @param conflicts commits of rows that are told OC000
     * @param schemaConflicts commits of rows that are told OC001
     * @param minLatency each answer comes later by a time between the two
     * @param expiredTokens good tokens that are refused as expired
     * @param disconnects messages at which the connection is cut: half of them are not run, half were and are not answered
     */
    public record Settings(
            double conflicts,
            double schemaConflicts,
            Duration minLatency,
            Duration maxLatency,
            double expiredTokens,
            double disconnects,
            long seed) {
        /** As {@code --chaos} takes it. */
        @Override
        public String toString() {
            List<String> parts = new ArrayList<>();
            addPart(parts, "conflicts", conflicts);
            addPart(parts, "schema-conflicts", schemaConflicts);
            if (!maxLatency.isZero()) {
                String range = Durations.text(minLatency) + ".." + Durations.text(maxLatency);
                parts.add("latency=" + range);
            }
            addPart(parts, "expired-tokens", expiredTokens);
            addPart(parts, "disconnects", disconnects);
            parts.add("seed=" + seed);
            return String.join(",", parts);
        }

        private static void addPart(List<String> parts, String name, double chance) {
            if (chance > 0) {
                String percent = Double.toString(Math.round(chance * 1e8) / 1e6);
                parts.add(name + "=" + percent.replaceFirst("\\.0$", "") + "%");
            }
        }
    }

    public Chaos(Settings settings, Pause pause) {
        this.settings = settings;
        this.pause = pause;
    }

    /** The thread that is to be late sleeps. */
    public static Chaos of(Settings settings) {
        return new Chaos(settings, Chaos::sleep);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The faults of the next session. */
    public SessionChaos nextSession() {
        long number = sessions.incrementAndGet();
        var dice = new SplittableRandom(settings.seed() + number * 0x9e3779b97f4a7c15L);
        return new DicedChaos(settings, pause, dice);
    }

    /**
     * Reads {@code --chaos}.
     *
     * @param random makes a seed where none is given
     * @throws IllegalArgumentException with what is wrong and what the keys are
     */
    public static Settings parse(String text, RandomGenerator random) {
        double conflicts = 0;
        double schemaConflicts = 0;
        double expiredTokens = 0;
        double disconnects = 0;
        Duration[] latency = {Duration.ZERO, Duration.ZERO};
        long seed = random.nextInt(1, Integer.MAX_VALUE);
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String key = (equals < 0 ? part : part.substring(0, equals)).strip();
            String value = equals < 0 ? "" : part.substring(equals + 1).strip();
            switch (key) {
                case "conflicts" -> conflicts = chance(key, value);
                case "schema-conflicts" -> schemaConflicts = chance(key, value);
                case "expired-tokens" -> expiredTokens = chance(key, value);
                case "disconnects" -> disconnects = chance(key, value);
                case "latency" -> latency = latency(value);
                case "seed" -> seed = seed(value);
                default -> throw problem("there is no key \"" + key + "\"");
            }
        }
        return new Settings(
                conflicts,
                schemaConflicts,
                latency[0],
                latency[1],
                expiredTokens,
                disconnects,
                seed);
    }

    private static double chance(String key, String value) {
        try {
            double chance =
                    value.endsWith("%")
                            ? Double.parseDouble(value.substring(0, value.length() - 1)) / 100
                            : Double.parseDouble(value);
            if (chance >= 0 && chance <= 1) {
                return chance;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw problem(key + " must be a part such as 20% or 0.2, not \"" + value + "\"");
    }

    private static Duration[] latency(String value) {
        int dots = value.indexOf("..");
        try {
            Duration min = Durations.parse(dots < 0 ? value : value.substring(0, dots));
            Duration max = dots < 0 ? min : Durations.parse(value.substring(dots + 2));
            if (!min.isNegative() && min.compareTo(max) <= 0) {
                return new Duration[] {min, max};
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw problem("latency must be a range such as 5ms..50ms, not \"" + value + "\"");
    }

    private static long seed(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw problem("seed must be a whole number, not \"" + value + "\"");
        }
    }

    private static IllegalArgumentException problem(String what) {
        return new IllegalArgumentException(what + "; the keys are " + KEYS);
    }
}
