package dev.borealis.tests.isolation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A directed graph with labelled edges, and cycles in it. */
final class Graph {
    /** Why one instant comes before another; see {@link Checker}. */
    enum Label {
        PROGRAM,
        WW,
        WR,
        RW,
        RT
    }

    private record Edge(int to, Label label) {}

    private final List<List<Edge>> edges = new ArrayList<>();

    Graph(int vertices) {
        for (int i = 0; i < vertices; i++) {
            edges.add(new ArrayList<>());
        }
    }

    void edge(int from, int to, Label label) {
        edges.get(from).add(new Edge(to, label));
    }

    /** The vertices of some short cycle along edges with these labels; empty if there is none. */
    List<Integer> cycle(Set<Label> labels) {
        boolean[] inCycle = remaining(labels);
        List<Integer> shortest = List.of();
        int tried = 0;
        for (int vertex = 0; vertex < inCycle.length && tried < 100; vertex++) {
            if (inCycle[vertex]) {
                tried++;
                List<Integer> path = path(vertex, vertex, labels);
                if (!path.isEmpty() && (shortest.isEmpty() || path.size() < shortest.size())) {
                    shortest = path;
                }
            }
        }
        return shortest;
    }

    /** The vertices of a cycle of one edge with that label and else edges with these labels; empty if there is none. */
    List<Integer> cycleThroughOne(Label one, Set<Label> others) {
        for (int from = 0; from < edges.size(); from++) {
            for (Edge edge : edges.get(from)) {
                if (edge.label() == one) {
                    List<Integer> back = path(edge.to(), from, others);
                    if (!back.isEmpty()) {
                        return back;
                    }
                }
            }
        }
        return List.of();
    }

    /** What is left when vertices without a way in are taken away, again and again: empty if there is no cycle. */
    private boolean[] remaining(Set<Label> labels) {
        int[] waysIn = new int[edges.size()];
        for (List<Edge> out : edges) {
            for (Edge edge : out) {
                if (labels.contains(edge.label())) {
                    waysIn[edge.to()]++;
                }
            }
        }
        var free = new ArrayDeque<Integer>();
        boolean[] left = new boolean[edges.size()];
        Arrays.fill(left, true);
        for (int vertex = 0; vertex < waysIn.length; vertex++) {
            if (waysIn[vertex] == 0) {
                free.add(vertex);
            }
        }
        while (!free.isEmpty()) {
            int vertex = free.poll();
            left[vertex] = false;
            for (Edge edge : edges.get(vertex)) {
                if (labels.contains(edge.label()) && --waysIn[edge.to()] == 0) {
                    free.add(edge.to());
                }
            }
        }
        return left;
    }

    /** The shortest way of at least one edge, both ends included (once if they are the same); empty if there is none. */
    private List<Integer> path(int from, int to, Set<Label> labels) {
        int[] cameFrom = new int[edges.size()];
        Arrays.fill(cameFrom, -1);
        var queue = new ArrayDeque<Integer>();
        queue.add(from);
        while (!queue.isEmpty()) {
            int vertex = queue.poll();
            for (Edge edge : edges.get(vertex)) {
                if (labels.contains(edge.label()) && cameFrom[edge.to()] < 0) {
                    cameFrom[edge.to()] = vertex;
                    if (edge.to() == to) {
                        return backwards(cameFrom, from, to);
                    }
                    queue.add(edge.to());
                }
            }
        }
        return List.of();
    }

    private static List<Integer> backwards(int[] cameFrom, int from, int to) {
        List<Integer> path = new ArrayList<>();
        int vertex = to;
        do {
            path.addFirst(vertex);
            vertex = cameFrom[vertex];
        } while (vertex != from && vertex != to);
        if (from != to) {
            path.addFirst(from);
        }
        return path;
    }
}
