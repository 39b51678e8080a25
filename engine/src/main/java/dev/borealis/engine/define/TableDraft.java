package dev.borealis.engine.define;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Privilege;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A table being made or changed: the fields of {@link Relation.Table}, free to change until {@link #save}. */
final class TableDraft {
    final int oid;
    int schema;
    String name;
    int owner;
    final List<ColumnDefinition> columns;
    int primaryKey;
    final List<Integer> indexes;
    final List<ConstraintDefinition> constraints;
    final List<Integer> referencedBy;
    List<Privilege> privileges;
    final int rowType;

    /** Names given in this statement that the catalog does not show yet. */
    final Set<String> takenNames = new HashSet<>();

    TableDraft(
            int oid, int schema, String name, int owner, int rowType, List<Privilege> privileges) {
        this.oid = oid;
        this.schema = schema;
        this.name = name;
        this.owner = owner;
        this.columns = new ArrayList<>();
        this.indexes = new ArrayList<>();
        this.constraints = new ArrayList<>();
        this.referencedBy = new ArrayList<>();
        this.privileges = privileges;
        this.rowType = rowType;
    }

    TableDraft(Relation.Table table) {
        this.oid = table.oid();
        this.schema = table.schema();
        this.name = table.name();
        this.owner = table.owner();
        this.columns = new ArrayList<>(table.columns());
        this.primaryKey = table.primaryKey();
        this.indexes = new ArrayList<>(table.indexes());
        this.constraints = new ArrayList<>(table.constraints());
        this.referencedBy = new ArrayList<>(table.referencedBy());
        this.privileges = table.privileges();
        this.rowType = table.rowType();
    }

    Relation.Table table() {
        return new Relation.Table(
                oid,
                schema,
                name,
                owner,
                columns,
                primaryKey,
                indexes,
                constraints,
                referencedBy,
                privileges,
                rowType);
    }

    void save(Edit edit) {
        edit.editor.put(table());
    }

    /** The live column of that name, or null. */
    @Nullable ColumnDefinition find(String column) {
        for (ColumnDefinition candidate : columns) {
            if (!candidate.dropped() && candidate.name().equals(column)) {
                return candidate;
            }
        }
        return null;
    }

    ColumnDefinition column(int number) {
        return columns.get(number - 1);
    }

    void set(ColumnDefinition column) {
        columns.set(column.number() - 1, column);
    }

    SqlType typeOf(int column) {
        return column(column).type();
    }

    @Nullable ConstraintDefinition constraint(String wanted) {
        for (ConstraintDefinition constraint : constraints) {
            if (constraint.name().equals(wanted)) {
                return constraint;
            }
        }
        return null;
    }
}
