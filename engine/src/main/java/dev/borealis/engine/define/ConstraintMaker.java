package dev.borealis.engine.define;

import dev.borealis.engine.bind.Binder;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.function.CastSignature;
import dev.borealis.engine.function.OperatorSignature;
import dev.borealis.engine.function.Ordering;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.TreeReferences;
import dev.borealis.sql.ast.Constraint;
import dev.borealis.types.Limits;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeNames;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.ObjectLimitErrors;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds constraints to a table draft: checks, keys with their indexes, foreign keys. */
final class ConstraintMaker {
    private final Edit edit;
    private final TableDraft table;

    ConstraintMaker(Edit edit, TableDraft table) {
        this.edit = edit;
        this.table = table;
    }

    /** @param validated whether the rows are known to satisfy it: the table is new */
    void addCheck(Constraint.Check check, boolean validated) {
        refuseDeferrable(check.attributes(), "CHECK");
        Scalar bound = edit.binder().expression(check.condition(), Binder.Use.CHECK, table);
        String name = check.name();
        if (name != null) {
            if (table.constraint(name) != null) {
                throw validated
                        ? DefinitionErrors.duplicateCheck(name)
                        : DefinitionErrors.duplicateConstraint(name, table.name);
            }
        } else {
            Set<Integer> columns =
                    TreeReferences.of(bound, table.oid).columns().stream()
                            .map(TreeReferences.ColumnOf::column)
                            .collect(Collectors.toSet());
            String of = columns.size() == 1 ? table.column(columns.iterator().next()).name() : null;
            name = constraintName(of, "check");
        }
        table.constraints.add(
                new ConstraintDefinition.Check(
                        edit.nextOid(), name, bound, validated, check.attributes().noInherit()));
    }

    private String constraintName(@Nullable String second, String label) {
        Set<String> taken = new HashSet<>(table.takenNames);
        table.constraints.forEach(constraint -> taken.add(constraint.name()));
        return ObjectNames.constraint(
                edit.catalog(), table.schema, table.name, second, label, taken);
    }

    static void refuseDeferrable(Constraint.Attributes attributes, String kind) {
        if (Boolean.TRUE.equals(attributes.deferrable())
                || Boolean.TRUE.equals(attributes.initiallyDeferred())) {
            throw DefinitionErrors.notDeferrable(kind);
        }
    }

    /** Adds PRIMARY KEY or UNIQUE to a new table. */
    void addKey(
            boolean primary,
            @Nullable String givenName,
            List<String> columns,
            List<String> include,
            boolean nullsNotDistinct,
            Constraint.Attributes attributes,
            int position) {
        refuseDeferrable(attributes, primary ? "PRIMARY KEY" : "UNIQUE");
        if (primary && table.primaryKey != 0) {
            throw DefinitionErrors.multiplePrimaryKeys(table.name).withPosition(position);
        }
        List<Integer> numbers = new ArrayList<>();
        List<Relation.IndexKey> keys = new ArrayList<>();
        List<SqlType> types = new ArrayList<>();
        for (String column : columns) {
            ColumnDefinition found = keyColumn(column, position);
            if (numbers.contains(found.number())) {
                throw DefinitionErrors.columnTwiceInKey(column, primary ? "primary key" : "unique")
                        .withPosition(position);
            }
            if (primary && !found.notNull()) {
                found = Columns.notNull(found, true);
                table.set(found);
            }
            numbers.add(found.number());
            types.add(found.type());
            keys.add(new Relation.IndexKey(found.number(), null, found.type(), false));
        }
        ColumnTypes.checkKey(edit, types);
        List<Integer> included = new ArrayList<>();
        for (String column : include) {
            included.add(keyColumn(column, position).number());
        }
        if (!primary && givenName == null && hasSameUnique(numbers, nullsNotDistinct, included)) {
            return;
        }
        if (table.indexes.size() >= Limits.INDEXES_PER_TABLE) {
            throw ObjectLimitErrors.tooManyIndexes(Limits.INDEXES_PER_TABLE);
        }
        String name = givenName;
        if (name == null) {
            name =
                    ObjectNames.relation(
                            edit.catalog(),
                            table.schema,
                            table.name,
                            primary ? null : ObjectNames.addition(columns),
                            primary ? "pkey" : "key",
                            table.takenNames);
        } else if (table.constraint(name) != null
                && !(table.constraint(name) instanceof ConstraintDefinition.Unique)) {
            throw DefinitionErrors.duplicateConstraint(name, table.name);
        } else if (edit.catalog().relation(table.schema, name) != null
                || table.takenNames.contains(name)) {
            throw DefinitionErrors.duplicateRelation(name);
        }
        table.takenNames.add(name);
        int index = edit.nextOid();
        edit.editor.put(
                new Relation.Index(
                        index,
                        table.schema,
                        name,
                        table.owner,
                        table.oid,
                        true,
                        primary,
                        nullsNotDistinct,
                        keys,
                        included,
                        null,
                        Relation.IndexState.VALID));
        table.indexes.add(index);
        if (primary) {
            table.primaryKey = index;
        }
        table.constraints.add(
                new ConstraintDefinition.Unique(edit.nextOid(), name, index, primary, numbers));
    }

    private boolean hasSameUnique(
            List<Integer> numbers, boolean nullsNotDistinct, List<Integer> included) {
        for (ConstraintDefinition constraint : table.constraints) {
            if (constraint instanceof ConstraintDefinition.Unique unique
                    && unique.columns().equals(numbers)) {
                Relation.Index index = edit.catalog().index(unique.index());
                if (index.nullsNotDistinct() == nullsNotDistinct
                        && index.included().equals(included)) {
                    return true;
                }
            }
        }
        return false;
    }

    private ColumnDefinition keyColumn(String name, int position) {
        ColumnDefinition column = table.find(name);
        if (column == null) {
            throw DefinitionErrors.undefinedKeyColumn(name).withPosition(position);
        }
        return column;
    }

    /** @param columns of this table; of a column's own REFERENCES that column */
    void addForeignKey(Constraint.ForeignKey key, List<String> columns, boolean validated) {
        if (key.match() == Constraint.Match.PARTIAL) {
            throw DefinitionErrors.matchPartial();
        }
        Relation.Table referenced = referencedTable(key);
        List<Integer> own = new ArrayList<>();
        for (String column : columns) {
            own.add(foreignKeyColumn(table.table(), column));
        }
        List<Integer> others = new ArrayList<>();
        Relation.Index index;
        if (key.referencedColumns().isEmpty()) {
            if (referenced.primaryKey() == 0) {
                throw DefinitionErrors.noPrimaryKeyReferenced(referenced.name());
            }
            index = edit.catalog().index(referenced.primaryKey());
            index.keys().forEach(indexKey -> others.add(indexKey.column()));
        } else {
            for (String column : key.referencedColumns()) {
                others.add(foreignKeyColumn(referenced, column));
            }
            index = matchingIndex(referenced, others);
        }
        if (index == null) {
            throw DefinitionErrors.noMatchingUnique(referenced.name());
        }
        if (own.size() != others.size()) {
            throw DefinitionErrors.foreignKeyColumnCount();
        }
        String name = key.name();
        if (name != null && table.constraint(name) != null) {
            throw DefinitionErrors.duplicateConstraint(name, table.name);
        }
        if (name == null) {
            name = constraintName(ObjectNames.addition(columns), "fkey");
        }
        List<Integer> equality = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            equality.add(
                    equality(name, table.column(own.get(i)), referenced.column(others.get(i))));
        }
        List<Integer> setColumns = new ArrayList<>();
        for (String column : key.onDelete().columns()) {
            int number = foreignKeyColumn(table.table(), column);
            if (!own.contains(number)) {
                throw DefinitionErrors.setColumnNotInKey(column);
            }
            setColumns.add(number);
        }
        boolean deferred = Boolean.TRUE.equals(key.attributes().initiallyDeferred());
        table.constraints.add(
                new ConstraintDefinition.ForeignKey(
                        edit.nextOid(),
                        name,
                        own,
                        referenced.oid(),
                        others,
                        index.oid(),
                        equality,
                        key.match() == Constraint.Match.FULL,
                        action(key.onDelete()),
                        action(key.onUpdate()),
                        setColumns,
                        deferred || Boolean.TRUE.equals(key.attributes().deferrable()),
                        deferred,
                        validated));
        if (referenced.oid() == table.oid) {
            if (!table.referencedBy.contains(table.oid)) {
                table.referencedBy.add(table.oid);
            }
        } else {
            var other = new TableDraft(referenced);
            if (!other.referencedBy.contains(table.oid)) {
                other.referencedBy.add(table.oid);
                other.save(edit);
            }
            edit.editor.fence(referenced.oid());
        }
    }

    private Relation.Table referencedTable(Constraint.ForeignKey key) {
        Relation found = edit.relation(key.referenced());
        if (found.oid() == table.oid) {
            return table.table();
        }
        if (!(found instanceof Relation.Table referenced)) {
            throw DefinitionErrors.referencedNotTable(found.name());
        }
        var rights = new Rights(edit.catalog());
        if (!rights.has(edit.context.role(), referenced.owner(), referenced.privileges(), 'x')) {
            throw SessionErrors.permissionDenied("table", referenced.name());
        }
        return referenced;
    }

    private static int foreignKeyColumn(Relation.Table of, String name) {
        ColumnDefinition column = of.findColumn(name);
        if (column == null) {
            throw DefinitionErrors.undefinedForeignKeyColumn(name);
        }
        return column.number();
    }

    /** A valid unique index over exactly these columns, in any order, without predicate and expressions. */
    private Relation.@Nullable Index matchingIndex(
            Relation.Table referenced, List<Integer> columns) {
        Set<Integer> wanted = new HashSet<>(columns);
        if (wanted.size() != columns.size()) {
            return null;
        }
        for (int oid : referenced.indexes()) {
            Relation.Index index = edit.catalog().index(oid);
            Set<Integer> keys =
                    index.keys().stream()
                            .map(Relation.IndexKey::column)
                            .collect(Collectors.toSet());
            if (index.unique()
                    && index.state() == Relation.IndexState.VALID
                    && index.predicate() == null
                    && keys.equals(wanted)) {
                return index;
            }
        }
        return null;
    }

    /**
     * The = operator between a referenced and a referencing column: of the two types, or of the referenced type when the
     * other converts to it by itself.
     */
    private int equality(String constraint, ColumnDefinition own, ColumnDefinition referenced) {
        int left = edit.catalog().baseType(referenced.type()).oid();
        int right = edit.catalog().baseType(own.type()).oid();
        for (OperatorSignature operator : edit.registry.operators("=")) {
            if (operator.left() == left && operator.right() == right) {
                return operator.oid();
            }
        }
        Ordering ordering = edit.registry.defaultOrdering(left);
        if (ordering != null && (right == left || converts(right, ordering.type()))) {
            return ordering.equal();
        }
        throw DefinitionErrors.foreignKeyTypes(
                constraint,
                own.name(),
                referenced.name(),
                TypeNames.display(own.type().oid(), edit.names()),
                TypeNames.display(referenced.type().oid(), edit.names()));
    }

    private boolean converts(int from, int to) {
        CastSignature cast = edit.registry.cast(from, to);
        return from == to || cast != null && cast.context() == CastSignature.Context.IMPLICIT;
    }

    private static ConstraintDefinition.Action action(Constraint.Action action) {
        return switch (action.kind()) {
            case NO_ACTION -> ConstraintDefinition.Action.NO_ACTION;
            case RESTRICT -> ConstraintDefinition.Action.RESTRICT;
            case CASCADE -> ConstraintDefinition.Action.CASCADE;
            case SET_NULL -> ConstraintDefinition.Action.SET_NULL;
            case SET_DEFAULT -> ConstraintDefinition.Action.SET_DEFAULT;
        };
    }
}
