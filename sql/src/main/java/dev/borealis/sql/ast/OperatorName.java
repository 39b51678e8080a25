package dev.borealis.sql.ast;

import java.util.List;

/**
 * An operator as written.
 *
 * @param schemas the qualification in {@code OPERATOR(schema.+)}, outermost first, mostly empty
 * @param symbol such as {@code +}; {@code !=} is {@code <>}
 */
public record OperatorName(List<String> schemas, String symbol) {
    public OperatorName {
        schemas = List.copyOf(schemas);
    }

    /** Without a schema. */
    public static OperatorName of(String symbol) {
        return new OperatorName(List.of(), symbol);
    }
}
