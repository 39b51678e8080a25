package dev.borealis.engine.session;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Plans by statement text, and by its pattern without the literals ({@link SharedPlan}), shared by the sessions of a
 * database, so that a text seen before is neither parsed nor planned again. Bounded; the one not used for longest goes first. Thread-safe.
 */
final class PlanCache {
    /** Longer texts are seldom repeated to the letter. */
    private static final int MAX_TEXT = 4_096;

    /** How statements with plans usually begin; one that begins otherwise is parsed each time. */
    private static final List<String> PLANNED =
            List.of("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "VALUES");

    private static final Pattern SPECIAL_DATES =
            Pattern.compile("now(?!\\()|today|tomorrow|yesterday", Pattern.CASE_INSENSITIVE);

    private final Map<Text, Cached> plans;
    private final Map<Text, SharedPlan> shared;

    private record Text(String text, BoundQuery.Key key) {}

    /** A parsed statement with its plan. */
    record Cached(dev.borealis.sql.ParsedStatement parsed, PlannedQuery plan) {}

    PlanCache(int capacity) {
        this.plans = new Recent<>(capacity);
        this.shared = new Recent<>(capacity);
    }

    /** Forgets what was not used for longest. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;
        private final int capacity;

        Recent(int capacity) {
            super(16, 0.75f, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
        }
    }

    synchronized @Nullable Cached find(String text, BoundQuery.Key key) {
        Cached found = text.length() > MAX_TEXT ? null : plans.get(new Text(text, key));
        return found == null || found.plan().isStale() ? null : found;
    }

    synchronized void put(String text, Cached cached) {
        if (text.length() <= MAX_TEXT && isRepeatable(text)) {
            plans.put(new Text(text, cached.plan().bound().key()), cached);
        }
    }

    /** @param pattern of a statement's shape */
    synchronized @Nullable SharedPlan findShared(String pattern, BoundQuery.Key key) {
        return shared.get(new Text(pattern, key));
    }

    /** How many shapes have one plan for all of their statements. */
    synchronized long sharedPlans() {
        return shared.values().stream().filter(plan -> plan instanceof SharedPlan.Plan).count();
    }

    synchronized void putShared(String pattern, BoundQuery.Key key, SharedPlan plan) {
        shared.put(new Text(pattern, key), plan);
    }

    /** The text of the one statement of a simple message, if it is one: without what ends it. */
    static String statement(String message) {
        int end = message.length();
        while (end > 0 && (message.charAt(end - 1) == ';' || message.charAt(end - 1) <= ' ')) {
            end--;
        }
        return message.substring(0, end);
    }

    /** Whether the text may begin a statement with a plan; BEGIN and its like must not even take a snapshot. */
    static boolean mayHavePlan(String text) {
        for (String word : PLANNED) {
            if (text.regionMatches(true, 0, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Literals such as 'now' and ' Today' are read when the statement is bound, so their plans do not last. Any text that may
     * hold one is left out, however the literal is quoted; a call of now() is none.
     */
    private static boolean isRepeatable(String text) {
        return !SPECIAL_DATES.matcher(text).find();
    }
}
