package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.TypeDefinition;
import dev.borealis.engine.function.CastSignature.Context;
import dev.borealis.engine.tree.Modification.Assignment;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.CallForm;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Values for columns: conversions on assignment, defaults, generated columns. */
final class ColumnValues {
    /** pg_proc OID of nextval(regclass). */
    private static final int NEXTVAL = 1574;

    private final Binding binding;

    ColumnValues(Binding binding) {
        this.binding = binding;
    }

    /** Converts a value for a column; 42804 when it cannot be. @param name of the column as the statement knows it */
    Scalar convert(Value value, SqlType type, String name) {
        Scalar converted =
                binding.coercions.convert(value, type, Context.ASSIGNMENT, CallForm.IMPLICIT_CAST);
        if (converted == null) {
            throw binding.expressions.wrongColumnType(name, type, value);
        }
        return converted;
    }

    /** What a column gets when nothing is given. @param ofView the default value of the view it is reached through */
    Scalar defaultOf(ColumnDefinition column, @Nullable Scalar ofView) {
        return ofView == null ? defaultOf(column) : ofView;
    }

    /** What a column of a table gets when nothing is given. */
    private Scalar defaultOf(ColumnDefinition column) {
        if (column.identity() != ColumnDefinition.Identity.NONE) {
            Scalar next =
                    new Scalar.FunctionCall(
                            SqlType.INT8,
                            NEXTVAL,
                            0,
                            List.of(
                                    new Scalar.Constant(
                                            SqlType.of(Oid.REGCLASS),
                                            Oid.unsigned(column.identitySequence()))),
                            false,
                            CallForm.CALL);
            return convert(new Value(next, 0), column.type(), column.name());
        }
        if (column.defaultValue() != null && !column.generated()) {
            return column.defaultValue();
        }
        if (binding.context.catalog().type(column.type().oid())
                instanceof TypeDefinition.Domain domain) {
            Scalar domainDefault = domain.defaultValue();
            Value given =
                    new Value(
                            domainDefault == null
                                    ? new Scalar.Constant(
                                            binding.types.base(column.type()).withoutTypmod(), null)
                                    : domainDefault,
                            0);
            return convert(given, column.type(), column.name());
        }
        return new Scalar.Constant(column.type(), null);
    }

    /** The stored generated columns of a table, over range 0 = the new row. */
    static List<Assignment> generated(Relation.Table table) {
        var generated = new ArrayList<Assignment>();
        for (ColumnDefinition column : table.liveColumns()) {
            if (column.generated() && column.defaultValue() != null) {
                generated.add(new Assignment(column.number(), column.defaultValue()));
            }
        }
        return generated;
    }
}
