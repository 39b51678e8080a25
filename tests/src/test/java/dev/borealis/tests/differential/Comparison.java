package dev.borealis.tests.differential;

import dev.borealis.engine.session.Session;

import org.jspecify.annotations.Nullable;

/** Runs statements on both databases and says where the answers differ. */
final class Comparison {
    private final Session borealis;
    private final WireClient postgres;

    Comparison(Session borealis, WireClient postgres) {
        this.borealis = borealis;
        this.postgres = postgres;
    }

    sealed interface Outcome {
        record Same() implements Outcome {}

        /** Borealis cannot do it yet. */
        record Pending(String text) implements Outcome {}

        record Different(String description) implements Outcome {}
    }

    Outcome run(Corpus.Statement statement) {
        Outcome outcome = compared(statement);
        if (!statement.pending()) {
            return outcome;
        }
        return switch (outcome) {
            case Outcome.Same _ ->
                    new Outcome.Different(
                            statement.sql() + "\n    agrees now: it is no longer pending");
            case Outcome.Pending pending -> pending;
            case Outcome.Different _ -> new Outcome.Pending("known difference");
        };
    }

    private Outcome compared(Corpus.Statement statement) {
        Answer ours = statement.onBorealis() ? ours(statement.sql()) : null;
        Answer theirs = statement.onPostgres() ? Answer.of(postgres, statement.sql()) : null;
        if (ours == null || theirs == null) {
            // what only one side runs is preparation: it must succeed there
            return onlyOne(statement, ours == null ? theirs : ours);
        }
        if (ours.isPending() && !theirs.isPending()) {
            return new Outcome.Pending(ours.lines().getFirst());
        }
        if (statement.unordered()) {
            ours = ours.sorted();
            theirs = theirs.sorted();
        }
        if (statement.anyText()) {
            ours = ours.withoutText();
            theirs = theirs.withoutText();
        }
        return ours.equals(theirs)
                ? new Outcome.Same()
                : new Outcome.Different(
                        statement.sql() + "\n    postgres: " + theirs + "\n    borealis: " + ours);
    }

    private static Outcome onlyOne(Corpus.Statement statement, @Nullable Answer answer) {
        if (answer == null || !answer.isError() || statement.anyText()) {
            return new Outcome.Same();
        }
        return answer.isPending()
                ? new Outcome.Pending(answer.lines().getFirst())
                : new Outcome.Different(statement.sql() + "\n    alone: " + answer);
    }

    private Answer ours(String sql) {
        try {
            return Answer.of(borealis, sql);
        } catch (RuntimeException e) {
            return new Answer("failed", "", java.util.List.of(e.toString()));
        }
    }
}
