package dev.borealis.tests.simulation.store;

import dev.borealis.tests.simulation.Use;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * One store as it should be: every version of every key, and who used which key in which commit. Commits are numbered 1, 2,
 * 3; a snapshot is the number of the last commit it sees.
 */
final class StoreModel {
    private record Version(int commit, @Nullable String value) {}

    /** A use of a key by a commit. */
    record Used(int commit, Use use, String transaction) {}

    private final TreeMap<String, List<Version>> versions = new TreeMap<>();
    private final Map<String, List<Used>> uses = new HashMap<>();
    private int now;

    /** The snapshot of this moment. */
    int now() {
        return now;
    }

    @Nullable String get(String key, int at) {
        return value(versions.getOrDefault(key, List.of()), at);
    }

    private static @Nullable String value(List<Version> versions, int at) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).commit <= at) {
                return versions.get(i).value;
            }
        }
        return null;
    }

    /** Keys and values from {@code from} to before {@code to}; null is unbounded. */
    NavigableMap<String, String> range(@Nullable String from, @Nullable String to, int at) {
        NavigableMap<String, List<Version>> part =
                from == null ? versions : versions.tailMap(from, true);
        var found = new TreeMap<String, String>();
        for (var entry : part.entrySet()) {
            if (to != null && entry.getKey().compareTo(to) >= 0) {
                break;
            }
            String value = value(entry.getValue(), at);
            if (value != null) {
                found.put(entry.getKey(), value);
            }
        }
        return found;
    }

    /** The uses after a snapshot that somebody who uses a key loses to. */
    List<Used> conflicts(String key, Set<Use> mine, int snapshot) {
        var found = new ArrayList<Used>();
        for (Used used : uses.getOrDefault(key, List.of())) {
            if (used.commit > snapshot && mine.stream().anyMatch(use -> use.losesTo(used.use))) {
                found.add(used);
            }
        }
        return found;
    }

    /** A transaction takes effect. */
    void commit(
            String transaction,
            Map<String, @Nullable String> changes,
            Map<String, ? extends Set<Use>> used) {
        now++;
        changes.forEach(
                (key, value) ->
                        versions.computeIfAbsent(key, _ -> new ArrayList<>())
                                .add(new Version(now, value)));
        used.forEach(
                (key, kinds) ->
                        kinds.forEach(
                                use ->
                                        uses.computeIfAbsent(key, _ -> new ArrayList<>())
                                                .add(new Used(now, use, transaction))));
    }

    /** A range is given back; no snapshot reads it any more. */
    void discard(String from, String to) {
        now++;
        versions.subMap(from, to).clear();
    }

    /** The process ended: no snapshot is left, so no use matters any more. */
    void forgetUses() {
        uses.clear();
    }
}
