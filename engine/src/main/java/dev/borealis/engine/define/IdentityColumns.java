package dev.borealis.engine.define;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.sql.ast.Constraint;
import dev.borealis.types.Oid;
import dev.borealis.types.error.SequenceErrors;

import java.util.List;

/** Identity columns and the sequences behind them. */
final class IdentityColumns {
    private IdentityColumns() {}

    /** Makes the sequence, and gives the column as identity. */
    static ColumnDefinition add(
            Edit edit, TableDraft table, ColumnDefinition column, Constraint.Identity identity) {
        if (column.type().oid() != Oid.INT8) {
            throw SequenceErrors.sequenceType(
                    column.type().withoutTypmod().display(edit.names()), "identity column");
        }
        SequenceOptions options = SequenceOptions.read(edit, identity.options(), "identity column");
        options.requireCache("identity column");
        SequenceDefiner.checkCount(edit);
        String name =
                options.name() != null
                        ? options.name().last()
                        : ObjectNames.relation(
                                edit.catalog(),
                                table.schema,
                                table.name,
                                column.name(),
                                "seq",
                                table.takenNames);
        table.takenNames.add(name);
        int oid = edit.nextOid();
        var base =
                new Relation.Sequence(
                        oid,
                        table.schema,
                        name,
                        table.owner,
                        1,
                        1,
                        1,
                        Long.MAX_VALUE,
                        1,
                        false,
                        table.oid,
                        column.number(),
                        true,
                        List.of());
        edit.editor.put(options.apply(base, true, "identity column"));
        return Columns.identity(
                column,
                identity.always()
                        ? ColumnDefinition.Identity.ALWAYS
                        : ColumnDefinition.Identity.BY_DEFAULT,
                oid);
    }
}
