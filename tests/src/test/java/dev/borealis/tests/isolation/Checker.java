package dev.borealis.tests.isolation;

import dev.borealis.tests.isolation.Anomaly.Kind;
import dev.borealis.tests.isolation.Graph.Label;
import dev.borealis.tests.isolation.Transaction.Operation.Append;
import dev.borealis.tests.isolation.Transaction.Operation.Read;
import dev.borealis.tests.isolation.Transaction.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says whether a list-append history is one of strong snapshot isolation.
 *
 * <p>Each transaction has two instants, its start and its commit. Under strong snapshot isolation the instants of all
 * transactions lie in one order in which
 *
 * <pre>
 * T starts before it commits
 * ww: T2's append follows T1's in a list         T1 commits before T2 starts   (first committer wins)
 * wr: T2 read a list whose last append is T1's   T1 commits before T2 starts
 * rw: T1 read a list to which T2 appended next   T1 starts before T2 commits
 * rt: T1 was acknowledged before T2 began        T1 commits before T2 starts
 * </pre>
 *
 * so a cycle is a violation, and its edges name it. Write skew (two adjacent rw) makes no cycle. Reads of aborted
 * transactions count: their snapshots must be snapshots too. An append that no read ever shows comes after all that were
 * shown; if it was acknowledged before one of these reads began, that is a cycle with rt.
 */
final class Checker {
    private final List<Transaction> history;
    private final List<Anomaly> anomalies = new ArrayList<>();

    /** Value of a list → index of the transaction that appended it. */
    private final Map<Integer, Map<Integer, Integer>> writers = new HashMap<>();

    /** List → its values in the order of effect, as the longest read shows it. */
    private final Map<Integer, List<Integer>> orders = new TreeMap<>();

    /** Per transaction: list → what it read, without its own appends. */
    private final List<Map<Integer, List<Integer>>> external = new ArrayList<>();

    private final boolean[] committed;

    private Checker(List<Transaction> history) {
        this.history = history;
        this.committed = new boolean[history.size()];
    }

    /** @return what is wrong; empty for a history of strong snapshot isolation */
    static List<Anomaly> check(List<Transaction> history) {
        var checker = new Checker(List.copyOf(history));
        checker.findWriters();
        checker.readAlone();
        checker.findOrders();
        checker.findOutcomes();
        checker.checkReads();
        if (checker.anomalies.isEmpty()) {
            checker.checkLostUpdates();
            checker.checkCycles();
        }
        return checker.anomalies;
    }

    /**
     * Pairs of committed transactions of which each read a list before the other appended to it. Snapshot isolation allows
     * them and serializability does not: a history without any was not a test of it.
     *
     * @param history of strong snapshot isolation
     */
    static int writeSkews(List<Transaction> history) {
        var checker = new Checker(List.copyOf(history));
        checker.findWriters();
        checker.readAlone();
        checker.findOrders();
        checker.findOutcomes();
        List<Set<Integer>> unseen = new ArrayList<>();
        for (int t = 0; t < history.size(); t++) {
            unseen.add(checker.committed[t] ? checker.missed(t) : Set.of());
        }
        int pairs = 0;
        for (int t = 0; t < history.size(); t++) {
            for (int other : unseen.get(t)) {
                pairs += other > t && unseen.get(other).contains(t) ? 1 : 0;
            }
        }
        return pairs;
    }

    /** Transactions that appended to a list after this one had read it. */
    private Set<Integer> missed(int transaction) {
        Set<Integer> missed = new HashSet<>();
        external.get(transaction)
                .forEach(
                        (list, values) -> {
                            List<Integer> order = orders.getOrDefault(list, List.of());
                            for (int value : order.subList(values.size(), order.size())) {
                                Integer writer = writer(list, value);
                                if (writer != null && writer != transaction) {
                                    missed.add(writer);
                                }
                            }
                        });
        return missed;
    }

    private void report(Kind kind, String why) {
        anomalies.add(new Anomaly(kind, why));
    }

    private void findWriters() {
        for (int t = 0; t < history.size(); t++) {
            for (var operation : history.get(t).operations()) {
                if (operation instanceof Append(int list, int value)) {
                    Integer other =
                            writers.computeIfAbsent(list, _ -> new HashMap<>()).put(value, t);
                    if (other != null) {
                        throw new IllegalArgumentException(
                                "value " + value + " is appended twice to list " + list);
                    }
                }
            }
        }
    }

    /** Each transaction by itself: it sees one state of a list and its own appends behind it. */
    private void readAlone() {
        for (Transaction transaction : history) {
            Map<Integer, List<Integer>> before = new HashMap<>();
            Map<Integer, List<Integer>> own = new HashMap<>();
            for (var operation : transaction.operations()) {
                switch (operation) {
                    case Append(int list, int value) ->
                            own.computeIfAbsent(list, _ -> new ArrayList<>()).add(value);
                    case Read(int list, List<Integer> values) -> {
                        List<Integer> mine = own.getOrDefault(list, List.of());
                        int cut = values.size() - mine.size();
                        boolean endsWithMine =
                                cut >= 0 && values.subList(cut, values.size()).equals(mine);
                        List<Integer> rest = endsWithMine ? values.subList(0, cut) : values;
                        List<Integer> earlier = before.putIfAbsent(list, rest);
                        if (!endsWithMine || earlier != null && !earlier.equals(rest)) {
                            report(
                                    Kind.INTERNAL,
                                    "%s read %s of list %d after its own %s and having read %s"
                                            .formatted(
                                                    transaction.name(),
                                                    values,
                                                    list,
                                                    mine,
                                                    earlier));
                        }
                    }
                }
            }
            external.add(before);
        }
    }

    private void findOrders() {
        for (int t = 0; t < history.size(); t++) {
            String name = history.get(t).name();
            external.get(t)
                    .forEach(
                            (list, values) -> {
                                Set<Integer> distinct = new HashSet<>(values);
                                if (distinct.size() < values.size()
                                        || !writers.getOrDefault(list, Map.of())
                                                .keySet()
                                                .containsAll(distinct)) {
                                    report(
                                            Kind.GARBAGE,
                                            name + " read " + values + " of list " + list);
                                }
                                List<Integer> longest = orders.getOrDefault(list, List.of());
                                List<Integer> longer =
                                        values.size() > longest.size() ? values : longest;
                                List<Integer> shorter =
                                        values.size() > longest.size() ? longest : values;
                                if (!longer.subList(0, shorter.size()).equals(shorter)) {
                                    report(
                                            Kind.INCOMPATIBLE_ORDER,
                                            "%s read %s of list %d, another %s"
                                                    .formatted(name, values, list, longest));
                                }
                                orders.put(list, longer);
                            });
        }
    }

    /** Unknown ones of which something was seen have committed. */
    private void findOutcomes() {
        for (int t = 0; t < history.size(); t++) {
            committed[t] = history.get(t).outcome() == Outcome.COMMITTED;
        }
        orders.forEach(
                (list, values) -> {
                    for (int value : values) {
                        Integer writer = writer(list, value);
                        if (writer != null && history.get(writer).outcome() == Outcome.UNKNOWN) {
                            committed[writer] = true;
                        }
                    }
                });
    }

    private @Nullable Integer writer(int list, int value) {
        return writers.getOrDefault(list, Map.of()).get(value);
    }

    private void checkReads() {
        for (int t = 0; t < history.size(); t++) {
            String name = history.get(t).name();
            for (var read : external.get(t).entrySet()) {
                int list = read.getKey();
                List<Integer> values = read.getValue();
                for (int value : values) {
                    Integer writer = writer(list, value);
                    if (writer != null && history.get(writer).outcome() == Outcome.ABORTED) {
                        report(
                                Kind.G1A,
                                "%s read %d of list %d, which %s, aborted, had appended"
                                        .formatted(name, value, list, history.get(writer).name()));
                    }
                }
                if (!values.isEmpty()) {
                    int last = values.getLast();
                    Integer writer = writer(list, last);
                    if (writer != null && lastAppend(writer, list) != last) {
                        report(
                                Kind.G1B,
                                "%s read list %d up to %d, in the middle of %s"
                                        .formatted(name, list, last, history.get(writer).name()));
                    }
                }
            }
        }
    }

    private int lastAppend(int transaction, int list) {
        int last = Integer.MIN_VALUE;
        for (var operation : history.get(transaction).operations()) {
            if (operation instanceof Append(int appendedTo, int value) && appendedTo == list) {
                last = value;
            }
        }
        return last;
    }

    private void checkLostUpdates() {
        Map<List<Integer>, Integer> updaters = new HashMap<>(); // list and length read
        for (int t = 0; t < history.size(); t++) {
            if (!committed[t]) {
                continue;
            }
            for (var read : external.get(t).entrySet()) {
                if (lastAppend(t, read.getKey()) != Integer.MIN_VALUE) {
                    Integer other = updaters.put(List.of(read.getKey(), read.getValue().size()), t);
                    if (other != null) {
                        report(
                                Kind.LOST_UPDATE,
                                "%s and %s both read %s of list %d and appended to it"
                                        .formatted(
                                                history.get(other).name(),
                                                history.get(t).name(),
                                                read.getValue(),
                                                read.getKey()));
                    }
                }
            }
        }
    }

    private static int start(int transaction) {
        return 2 * transaction;
    }

    private static int commit(int transaction) {
        return 2 * transaction + 1;
    }

    private void checkCycles() {
        var graph = new Graph(2 * history.size() + addTimesCount());
        for (int t = 0; t < history.size(); t++) {
            graph.edge(start(t), commit(t), Label.PROGRAM);
        }
        Set<Integer> lists = new HashSet<>(orders.keySet());
        lists.addAll(writers.keySet());
        lists.forEach(list -> addWrites(graph, list));
        addReads(graph);
        addTimes(graph);
        var writes = EnumSet.of(Label.PROGRAM, Label.WW);
        var reads = EnumSet.of(Label.PROGRAM, Label.WW, Label.WR);
        var all = EnumSet.of(Label.PROGRAM, Label.WW, Label.WR, Label.RW);
        if (cycle(Kind.G0, graph.cycle(writes))
                || cycle(Kind.G1C, graph.cycle(reads))
                || cycle(Kind.G_SINGLE, graph.cycleThroughOne(Label.RW, reads))
                || cycle(Kind.G_NONADJACENT, graph.cycle(all))) {
            return;
        }
        cycle(Kind.REAL_TIME, graph.cycle(EnumSet.allOf(Label.class)));
    }

    private boolean cycle(Kind kind, List<Integer> vertices) {
        if (vertices.isEmpty()) {
            return false;
        }
        var why = new StringBuilder();
        for (int vertex : vertices) {
            if (vertex < 2 * history.size()) {
                Transaction transaction = history.get(vertex / 2);
                why.append(vertex % 2 == 0 ? "start of " : "commit of ")
                        .append(transaction.name())
                        .append(' ')
                        .append(transaction.operations())
                        .append("; ");
            }
        }
        report(kind, why.toString());
        return true;
    }

    /** Groups of appends of one transaction each, in the order of effect, then those that nobody saw. */
    private void addWrites(Graph graph, int list) {
        List<Integer> order = writersInOrder(list);
        for (int i = 1; i < order.size(); i++) {
            graph.edge(commit(order.get(i - 1)), start(order.get(i)), Label.WW);
        }
        if (!order.isEmpty()) {
            for (int unseen : unseen(list)) {
                graph.edge(commit(order.getLast()), start(unseen), Label.WW);
            }
        }
    }

    private List<Integer> writersInOrder(int list) {
        List<Integer> order = new ArrayList<>();
        for (int value : orders.getOrDefault(list, List.of())) {
            Integer writer = writer(list, value);
            if (writer != null && (order.isEmpty() || !order.getLast().equals(writer))) {
                order.add(writer);
            }
        }
        return order;
    }

    /** Committed transactions whose appends to the list no read shows. */
    private List<Integer> unseen(int list) {
        Set<Integer> seen = new HashSet<>(writersInOrder(list));
        return writers.getOrDefault(list, Map.of()).values().stream()
                .distinct()
                .filter(t -> committed[t] && !seen.contains(t))
                .toList();
    }

    private void addReads(Graph graph) {
        Map<Integer, List<Integer>> unseen = new HashMap<>();
        for (int t = 0; t < history.size(); t++) {
            for (var read : external.get(t).entrySet()) {
                int list = read.getKey();
                List<Integer> values = read.getValue();
                List<Integer> order = orders.getOrDefault(list, List.of());
                if (!values.isEmpty()) {
                    Integer writer = writer(list, values.getLast());
                    if (writer != null && writer != t) {
                        graph.edge(commit(writer), start(t), Label.WR);
                    }
                }
                if (values.size() < order.size()) {
                    Integer next = writer(list, order.get(values.size()));
                    if (next != null && next != t) {
                        graph.edge(start(t), commit(next), Label.RW);
                    }
                } else {
                    for (int next : unseen.computeIfAbsent(list, this::unseen)) {
                        if (next != t) {
                            graph.edge(start(t), commit(next), Label.RW);
                        }
                    }
                }
            }
        }
    }

    private int addTimesCount() {
        return history.size();
    }

    /** One vertex for each acknowledged end, in order of time: commit → its end → next end; end → starts after it. */
    private void addTimes(Graph graph) {
        List<Integer> ends = new ArrayList<>();
        for (int t = 0; t < history.size(); t++) {
            if (history.get(t).outcome() == Outcome.COMMITTED) {
                ends.add(t);
            }
        }
        ends.sort(Comparator.comparingLong(t -> history.get(t).ended()));
        int first = 2 * history.size();
        for (int i = 0; i < ends.size(); i++) {
            graph.edge(commit(ends.get(i)), first + i, Label.RT);
            if (i > 0) {
                graph.edge(first + i - 1, first + i, Label.RT);
            }
        }
        for (int t = 0; t < history.size(); t++) {
            int before = 0; // ends before the beginning of t
            int high = ends.size();
            while (before < high) {
                int middle = (before + high) >>> 1;
                if (history.get(ends.get(middle)).ended() < history.get(t).began()) {
                    before = middle + 1;
                } else {
                    high = middle;
                }
            }
            if (before > 0) {
                graph.edge(first + before - 1, start(t), Label.RT);
            }
        }
    }
}
