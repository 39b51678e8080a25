package dev.borealis.sql.ast;

/** One step from a value into it, as it may follow the column in an assignment: {@code col.field[1]}. */
public sealed interface Step permits ArrayStep, Step.Field, Step.AllFields {
    /** {@code .name}. */
    record Field(String name) implements Step {}

    /** {@code .*}. */
    record AllFields() implements Step {}
}
