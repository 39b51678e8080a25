package dev.borealis.tests.isolation;

import java.util.List;

/**
 * One transaction of a list-append history: rows are lists, each value is appended at most once in a history, a read sees
 * a whole list. So a read tells which appends it saw and in which order they took effect.
 *
 * @param name for reports
 * @param began before its first statement was sent, nanoseconds of one clock
 * @param ended after the answer to COMMIT came, or the transaction failed
 */
record Transaction(
        String name, List<Operation> operations, Outcome outcome, long began, long ended) {
    Transaction {
        operations = List.copyOf(operations);
    }

    enum Outcome {
        COMMITTED,
        /** Certainly without effect. */
        ABORTED,
        /** The answer to COMMIT was lost. */
        UNKNOWN
    }

    sealed interface Operation {
        int list();

        record Append(int list, int value) implements Operation {}

        record Read(int list, List<Integer> values) implements Operation {
            public Read {
                values = List.copyOf(values);
            }
        }
    }
}
