package dev.borealis.engine.define;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.ExtendedStatistics;
import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.catalog.TypeDefinition;
import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.SessionErrors;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes objects with what hangs on them. What belongs to an object (its indexes, its sequences) goes silently; what
 * uses it stops the drop (2BP01), or goes too with CASCADE and a NOTICE.
 */
final class Dropper {
    private final Edit edit;
    private final boolean cascade;
    private final Dependents dependents;

    /** Everything to be removed, in the order found; the value says on what it depends, null for what was asked for. */
    private final Map<Thing, String> found = new LinkedHashMap<>();

    /** Something that can be dropped. */
    sealed interface Thing {
        record OfRelation(int oid) implements Thing {}

        record OfColumn(int table, int column) implements Thing {}

        record OfDefault(int table, int column) implements Thing {}

        record OfConstraint(int table, int oid) implements Thing {}

        record OfType(int oid) implements Thing {}

        record OfFunction(int oid) implements Thing {}

        record OfSchema(int oid) implements Thing {}

        record OfStatistics(int oid) implements Thing {}
    }

    Dropper(Edit edit, boolean cascade) {
        this.edit = edit;
        this.cascade = cascade;
        this.dependents = new Dependents(edit);
    }

    /** Drops all of them together: one that another one needs is no obstacle. */
    void drop(List<? extends Thing> things) {
        things.forEach(thing -> found.put(thing, ""));
        List<String> lines = new ArrayList<>();
        List<String> cascaded = new ArrayList<>();
        for (Thing root : things) {
            var open = new ArrayDeque<Thing>(List.of(root));
            boolean blocked = false;
            while (!open.isEmpty()) {
                Thing thing = open.poll();
                for (Thing owned : dependents.ownedBy(thing)) {
                    if (found.putIfAbsent(owned, "") == null) {
                        open.add(owned);
                    }
                }
                for (Thing user : dependents.users(thing)) {
                    if (found.containsKey(user)
                            || dependents.ownersOf(user).stream().anyMatch(found::containsKey)) {
                        continue;
                    }
                    found.put(user, describe(thing));
                    lines.add(describe(user) + " depends on " + describe(thing));
                    cascaded.add("drop cascades to " + describe(user));
                    blocked = true;
                    open.add(user);
                }
            }
            if (blocked && !cascade) {
                throw DefinitionErrors.dependentObjects(describe(root))
                        .withDetail(String.join("\n", lines))
                        .withHint("Use DROP ... CASCADE to drop the dependent objects too.");
            }
        }
        if (cascaded.size() == 1) {
            edit.notice(DefinitionErrors.cascades(cascaded.getFirst()));
        } else if (cascaded.size() > 1) {
            edit.notice(
                    DefinitionErrors.cascades(
                                    "drop cascades to " + cascaded.size() + " other objects")
                            .withDetail(String.join("\n", cascaded)));
        }
        List.copyOf(found.keySet()).reversed().forEach(this::remove);
    }

    /** As messages name it: {@code column a of table t}; columns and constraints are never quoted there, relations are. */
    String describe(Thing thing) {
        return switch (thing) {
            case Thing.OfRelation(int oid) -> {
                Relation relation = relation(oid);
                yield Edit.kindWord(relation) + " " + edit.display(relation);
            }
            case Thing.OfColumn(int table, int column) -> columnOf(table, column);
            case Thing.OfDefault(int table, int column) ->
                    "default value for " + columnOf(table, column);
            case Thing.OfConstraint(int table, int oid) ->
                    "constraint "
                            + constraint(table, oid).name()
                            + " on table "
                            + edit.display(relation(table));
            case Thing.OfType(int oid) -> "type " + edit.names().type(oid).displayName();
            case Thing.OfFunction(int oid) ->
                    "function " + Signatures.display(edit, function(oid).signature());
            case Thing.OfSchema(int oid) -> "schema " + edit.schemaName(oid);
            case Thing.OfStatistics(int oid) ->
                    "statistics object " + dependents.statistics(oid).name();
        };
    }

    private String columnOf(int table, int column) {
        return switch (relation(table)) {
            case Relation.View view ->
                    "column "
                            + view.columns().get(column - 1).name()
                            + " of view "
                            + edit.display(view);
            case Relation other ->
                    "column "
                            + edit.catalog().table(table).column(column).name()
                            + " of table "
                            + edit.display(other);
        };
    }

    private Relation relation(int oid) {
        return java.util.Objects.requireNonNull(edit.catalog().relation(oid));
    }

    private UserFunction function(int oid) {
        return java.util.Objects.requireNonNull(edit.catalog().function(oid));
    }

    private ConstraintDefinition constraint(int table, int oid) {
        for (ConstraintDefinition constraint : edit.catalog().table(table).constraints()) {
            if (constraint.oid() == oid) {
                return constraint;
            }
        }
        throw new IllegalStateException("no constraint " + oid);
    }

    private void remove(Thing thing) {
        switch (thing) {
            case Thing.OfRelation(int oid) -> removeRelation(relation(oid));
            case Thing.OfColumn(int table, int column) -> {
                if (!found.containsKey(new Thing.OfRelation(table))) {
                    removeColumn(edit.catalog().table(table), column);
                }
            }
            case Thing.OfDefault(int table, int column) -> {
                if (edit.catalog().relation(table) instanceof Relation.Table of) {
                    var draft = new TableDraft(of);
                    draft.set(Columns.value(draft.column(column), null, false));
                    draft.save(edit);
                    edit.editor.fence(table);
                } else if (edit.catalog().relation(table) instanceof Relation.View view) {
                    edit.editor.put(
                            Relations.withDefault(view, view.columns().get(column - 1), null));
                }
            }
            case Thing.OfConstraint(int table, int oid) -> {
                if (edit.catalog().relation(table) instanceof Relation.Table of) {
                    removeConstraint(of, oid);
                }
            }
            case Thing.OfType(int oid) -> {
                if (edit.catalog().type(oid) instanceof TypeDefinition.Domain domain) {
                    edit.editor.remove(domain);
                    edit.editor.removeComments(SystemOids.CLASS_TYPE, oid);
                }
            }
            case Thing.OfFunction(int oid) -> {
                edit.editor.remove(function(oid));
                edit.editor.removeComments(SystemOids.CLASS_FUNCTION, oid);
            }
            case Thing.OfSchema(int oid) -> {
                SchemaDefinition schema =
                        java.util.Objects.requireNonNull(edit.catalog().schema(oid));
                edit.editor.remove(schema);
                edit.editor.removeComments(SystemOids.CLASS_SCHEMA, oid);
            }
            case Thing.OfStatistics(int oid) -> {
                ExtendedStatistics statistics = dependents.statistics(oid);
                edit.editor.remove(statistics);
            }
        }
    }

    private void removeRelation(Relation relation) {
        edit.editor.removeComments(SystemOids.CLASS_RELATION, relation.oid());
        switch (relation) {
            case Relation.Table table -> {
                for (ConstraintDefinition constraint : table.constraints()) {
                    if (constraint instanceof ConstraintDefinition.ForeignKey key) {
                        forgetReference(key.referencedTable(), table.oid(), 0);
                    }
                }
                edit.editor.remove(table);
                edit.editor.fence(table.oid());
                List<Integer> discard = new ArrayList<>(table.indexes());
                discard.add(table.oid());
                edit.submit(Job.Kind.DROP, table, 0, discard);
            }
            case Relation.Index index -> {
                edit.editor.remove(index);
                if (edit.catalog().relation(index.table()) instanceof Relation.Table table
                        && !found.containsKey(new Thing.OfRelation(table.oid()))) {
                    var draft = new TableDraft(table);
                    draft.indexes.remove((Integer) index.oid());
                    draft.save(edit);
                    edit.editor.fence(table.oid());
                    edit.submit(Job.Kind.DROP, index, 0, List.of(index.oid()));
                }
            }
            case Relation.View view -> edit.editor.remove(view);
            case Relation.Sequence sequence -> {
                edit.editor.remove(sequence);
                edit.editor.fence(sequence.oid());
            }
            case Relation.SystemRelation system ->
                    throw SessionErrors.permissionDenied("table", system.name());
        }
    }

    /** @param except constraint that is being removed from the table itself, 0 when the whole table goes */
    private void forgetReference(int referenced, int from, int except) {
        if (!(edit.catalog().relation(referenced) instanceof Relation.Table other)) {
            return;
        }
        edit.editor.fence(referenced);
        boolean still =
                except != 0
                        && edit.catalog().table(from).constraints().stream()
                                .anyMatch(
                                        constraint ->
                                                constraint.oid() != except
                                                        && constraint
                                                                instanceof
                                                                ConstraintDefinition.ForeignKey key
                                                        && key.referencedTable() == referenced);
        if (!still) {
            var draft = new TableDraft(other);
            draft.referencedBy.remove((Integer) from);
            draft.save(edit);
        }
    }

    private void removeConstraint(Relation.Table table, int oid) {
        ConstraintDefinition constraint = constraint(table.oid(), oid);
        if (constraint instanceof ConstraintDefinition.ForeignKey key) {
            forgetReference(key.referencedTable(), table.oid(), oid);
        }
        var draft = new TableDraft(edit.catalog().table(table.oid()));
        draft.constraints.removeIf(one -> one.oid() == oid);
        draft.save(edit);
        edit.editor.removeComments(SystemOids.CLASS_CONSTRAINT, oid);
        edit.editor.fence(table.oid());
    }

    private void removeColumn(Relation.Table table, int number) {
        var draft = new TableDraft(table);
        ColumnDefinition column = draft.column(number);
        draft.set(Columns.dropped(column, edit.catalog().baseType(column.type())));
        for (int oid : draft.indexes) {
            Relation.Index index = edit.catalog().index(oid);
            if (index.included().contains(number)) {
                // only the primary key's: others that include the column go with it
                edit.editor.put(Indexes.withoutIncluded(index, number));
            }
        }
        draft.save(edit);
        edit.editor.fence(table.oid());
    }
}
