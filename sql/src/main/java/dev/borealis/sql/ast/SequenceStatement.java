package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** CREATE SEQUENCE and ALTER SEQUENCE. */
public sealed interface SequenceStatement extends DefinitionStatement {
    /** {@code CREATE SEQUENCE [IF NOT EXISTS] name options}. */
    record CreateSequence(
            QualifiedName name,
            TableStatement.Persistence persistence,
            boolean ifNotExists,
            List<SequenceOption> options)
            implements SequenceStatement {
        public CreateSequence {
            options = List.copyOf(options);
        }
    }

    /** {@code ALTER SEQUENCE [IF EXISTS] name options}. */
    record AlterSequence(QualifiedName name, boolean ifExists, List<SequenceOption> options)
            implements SequenceStatement {
        public AlterSequence {
            options = List.copyOf(options);
        }
    }

    /** An option of a sequence, in the order written. Numbers are integer or numeric constants. */
    sealed interface SequenceOption {
        /** Where the option begins. */
        int position();

        /** {@code AS type}. */
        record As(TypeName type, int position) implements SequenceOption {}

        /** {@code CACHE value}. */
        record Cache(Constant value, int position) implements SequenceOption {}

        /** {@code CYCLE}, or {@code NO CYCLE} when false. */
        record Cycle(boolean cycle, int position) implements SequenceOption {}

        /** {@code INCREMENT BY value}. */
        record Increment(Constant value, int position) implements SequenceOption {}

        /** {@code value} null: NO MINVALUE. */
        record MinValue(@Nullable Constant value, int position) implements SequenceOption {}

        /** {@code value} null: NO MAXVALUE. */
        record MaxValue(@Nullable Constant value, int position) implements SequenceOption {}

        /** {@code START WITH value}. */
        record Start(Constant value, int position) implements SequenceOption {}

        /** {@code value} null: at the start value. */
        record Restart(@Nullable Constant value, int position) implements SequenceOption {}

        /** {@code owner} is {@code [schema.]table.column}, or the single word {@code none}. */
        record OwnedBy(QualifiedName owner, int position) implements SequenceOption {}

        /** {@code SEQUENCE NAME name}: identity columns only. */
        record SequenceName(QualifiedName name, int position) implements SequenceOption {}

        /** {@code LOGGED}, or {@code UNLOGGED} when false. */
        record Logged(boolean logged, int position) implements SequenceOption {}
    }
}
