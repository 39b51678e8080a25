package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An object named in DROP, ALTER, COMMENT or GRANT.
 *
 * @param name for a column {@code table.column}; for CONSTRAINT, TRIGGER, RULE and POLICY its own name
 * @param arguments of a function, null when no list was written
 * @param on the table (or domain) of a constraint, trigger, rule or policy
 */
public record ObjectReference(
        QualifiedName name,
        @Nullable List<FunctionStatement.Parameter> arguments,
        @Nullable QualifiedName on) {
    public ObjectReference {
        arguments = arguments == null ? null : List.copyOf(arguments);
    }

    /** Of a name alone. */
    public static ObjectReference of(QualifiedName name) {
        return new ObjectReference(name, null, null);
    }
}
