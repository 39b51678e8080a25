package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Statements that neither define nor query by themselves: EXPLAIN, ANALYZE, COPY, CALL. */
public sealed interface UtilityStatement extends Statement {
    /**
     * An option {@code name [value]}.
     *
     * @param name lower case
     */
    record Option(String name, OptionValue value, int position) {}

    /** The value of an option. */
    sealed interface OptionValue {
        /** Only the option's name. */
        record None() implements OptionValue {}

        /** A word or a string. */
        record Text(String text) implements OptionValue {}

        /** An integer or a decimal number, with its sign. */
        record Number(Constant number) implements OptionValue {}

        /** {@code (names)}. */
        record Names(List<String> names) implements OptionValue {
            public Names {
                names = List.copyOf(names);
            }
        }

        /** {@code *}. */
        record Star() implements OptionValue {}
    }

    /** {@code EXPLAIN [ANALYZE] [VERBOSE] statement}: words arrive as options. */
    record Explain(Statement statement, List<Option> options) implements UtilityStatement {
        public Explain {
            options = List.copyOf(options);
        }
    }

    /** {@code ANALYZE [relations]}; empty means all. */
    record Analyze(List<Option> options, List<AnalyzeTarget> targets) implements UtilityStatement {
        public Analyze {
            options = List.copyOf(options);
            targets = List.copyOf(targets);
        }
    }

    /** {@code relation (columns)}. @param columns empty for all */
    record AnalyzeTarget(QualifiedName relation, List<String> columns) {
        public AnalyzeTarget {
            columns = List.copyOf(columns);
        }
    }

    /** {@code CALL procedure(arguments)}. */
    record Call(Expression.FunctionCall call) implements UtilityStatement {}

    /** Where COPY reads or writes. */
    sealed interface CopyPlace {
        /** STDIN or STDOUT. */
        record Client() implements CopyPlace {}

        /** A file of the server; refused. */
        record File(String name) implements CopyPlace {}

        /** {@code PROGRAM 'command'}; refused. */
        record Program(String command) implements CopyPlace {}
    }

    /**
     * @param relation null when a query is copied
     * @param query null when a relation is copied
     * @param from COPY … FROM; else TO
     * @param options in the modern names, also when written in the old syntax
     */
    record Copy(
            @Nullable QualifiedName relation,
            List<String> columns,
            @Nullable Statement query,
            boolean from,
            CopyPlace place,
            List<Option> options,
            @Nullable Expression where)
            implements UtilityStatement {
        public Copy {
            columns = List.copyOf(columns);
            options = List.copyOf(options);
        }
    }
}
