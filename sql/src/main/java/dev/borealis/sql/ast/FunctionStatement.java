package dev.borealis.sql.ast;

import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** CREATE FUNCTION and ALTER FUNCTION. */
public sealed interface FunctionStatement extends DefinitionStatement {
    /** {@code returns} null when not written (OUT parameters, or procedures). */
    record CreateFunction(
            QualifiedName name,
            boolean orReplace,
            boolean procedure,
            List<Parameter> parameters,
            @Nullable TypeName returns,
            List<FunctionOption> options,
            @Nullable Body body)
            implements FunctionStatement {
        public CreateFunction {
            parameters = List.copyOf(parameters);
            options = List.copyOf(options);
        }
    }

    /** Changes of properties: refused. */
    record AlterFunction(ObjectKind kind, ObjectReference function, List<FunctionOption> options)
            implements FunctionStatement {
        public AlterFunction {
            options = List.copyOf(options);
        }
    }

    /** Direction of a parameter; TABLE for a column of RETURNS TABLE. */
    enum Mode {
        DEFAULT,
        IN,
        OUT,
        INOUT,
        VARIADIC,
        TABLE
    }

    /** One parameter, or one column of RETURNS TABLE. */
    record Parameter(
            Mode mode,
            @Nullable String name,
            TypeName type,
            @Nullable Expression defaultValue,
            int position) {}

    /** A body in SQL's own syntax; a body given as a string is an option. */
    sealed interface Body {
        /** {@code RETURN value}. */
        record Return(Expression value) implements Body {}

        /** {@code BEGIN ATOMIC statements END}. */
        record Atomic(List<Statement> statements) implements Body {
            public Atomic {
                statements = List.copyOf(statements);
            }
        }
    }

    /** A property, in the order written. */
    sealed interface FunctionOption {
        /** Of its first word, in characters from 1. */
        int position();

        /** {@code LANGUAGE language}, folded. */
        record Language(String language, int position) implements FunctionOption {}

        /** {@code immutable}, {@code stable} or {@code volatile}. */
        record Volatility(String word, int position) implements FunctionOption {}

        /** {@code STRICT}, or {@code CALLED ON NULL INPUT} when false. */
        record Strict(boolean strict, int position) implements FunctionOption {}

        /** {@code SECURITY DEFINER}, or {@code SECURITY INVOKER} when false. */
        record SecurityDefiner(boolean definer, int position) implements FunctionOption {}

        /** {@code LEAKPROOF}, or {@code NOT LEAKPROOF} when false. */
        record Leakproof(boolean leakproof, int position) implements FunctionOption {}

        /** {@code WINDOW}. */
        record Window(int position) implements FunctionOption {}

        /** {@code COST value}. */
        record Cost(Constant value, int position) implements FunctionOption {}

        /** {@code ROWS value}. */
        record Rows(Constant value, int position) implements FunctionOption {}

        /** {@code SUPPORT function}. */
        record Support(QualifiedName function, int position) implements FunctionOption {}

        /** The word after PARALLEL, folded. */
        record Parallel(String word, int position) implements FunctionOption {}

        /** {@code SET …} or {@code RESET …}. */
        record Setting(SessionStatement statement, int position) implements FunctionOption {}

        /** {@code TRANSFORM FOR TYPE type, …}. */
        record Transform(List<TypeName> types, int position) implements FunctionOption {
            public Transform {
                types = List.copyOf(types);
            }
        }

        /**
         * {@code AS 'body'} or {@code AS 'file', 'symbol'}.
         *
         * @param place of the first string; null when it is written with escapes
         */
        record As(List<Bytes> strings, @Nullable LiteralPlace place, int position)
                implements FunctionOption {
            public As {
                strings = List.copyOf(strings);
            }
        }
    }
}
