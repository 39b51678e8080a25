package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** SET, SHOW, RESET and DEALLOCATE. */
public sealed interface SessionStatement extends Statement {
    /**
     * {@code SET [LOCAL] name = values}. The special forms arrive with the parameter they mean: {@code SET TIME ZONE} is
     * {@code timezone}, {@code SET NAMES} {@code client_encoding}, {@code SET SCHEMA} {@code search_path}, {@code SET
     * ROLE} {@code role}, {@code SET SESSION AUTHORIZATION} {@code session_authorization}.
     *
     * @param name as written, folded; dotted for an extension's parameter
     * @param values constants, or for TIME ZONE a cast to interval; empty for DEFAULT
     */
    record SetParameter(String name, List<Expression> values, boolean local)
            implements SessionStatement {
        public SetParameter {
            values = List.copyOf(values);
        }
    }

    /** {@code SET name FROM CURRENT}: only in CREATE FUNCTION, an error elsewhere. */
    record SetFromCurrent(String name, boolean local) implements SessionStatement {}

    /** {@code SET [LOCAL] TRANSACTION modes}. */
    record SetTransaction(TransactionStatement.TransactionModes modes, boolean local)
            implements SessionStatement {}

    /** {@code SET TRANSACTION SNAPSHOT id}. */
    record SetTransactionSnapshot(String id) implements SessionStatement {}

    /** {@code SET SESSION CHARACTERISTICS AS TRANSACTION modes}. */
    record SetSessionCharacteristics(TransactionStatement.TransactionModes modes)
            implements SessionStatement {}

    /** {@code SET CONSTRAINTS (ALL | names) (DEFERRED | IMMEDIATE)}; {@code names} empty for ALL. */
    record SetConstraints(List<QualifiedName> names, boolean deferred) implements SessionStatement {
        public SetConstraints {
            names = List.copyOf(names);
        }
    }

    /** {@code RESET name}. */
    record Reset(String name) implements SessionStatement {}

    /** {@code RESET ALL}. */
    record ResetAll() implements SessionStatement {}

    /** {@code SHOW name}; the special forms name their parameter as {@link SetParameter} does. */
    record Show(String name) implements SessionStatement {}

    /** {@code SHOW ALL}. */
    record ShowAll() implements SessionStatement {}

    /** {@code DEALLOCATE name}, or ALL when null. */
    record Deallocate(@Nullable String name) implements SessionStatement {}
}
