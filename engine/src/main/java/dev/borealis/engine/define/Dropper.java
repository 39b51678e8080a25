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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Removes objects with what hangs on them. What belongs to an object (its indexes, its sequences) goes silently; what
 * uses it stops the drop (2BP01), or goes too with CASCADE and a NOTICE.
 */
final class Dropper {
    /** Of the DETAIL that names what else goes. Source: PostgreSQL. */
    private static final int MAX_LINES = 100;

    private final Edit edit;
    private final boolean cascade;
    private final Dependents dependents;

    /** Everything to be removed; the value says on what it depends, nothing of what was asked for or belongs to it. */
    private final Map<Thing, String> found = new HashMap<>();

    private final Set<Thing> entered = new HashSet<>();

    /** The same in the order of removal: what depends on a thing goes before it. */
    private final List<Thing> order = new ArrayList<>();

    /** Something that can be dropped. */
    sealed interface Thing {
        /** Of the thing, or of the table whose part it is: the order in which things were made. */
        int oid();

        record OfRelation(int oid) implements Thing {}

        record OfColumn(int table, int column) implements Thing {
            @Override
            public int oid() {
                return table;
            }
        }

        record OfDefault(int table, int column) implements Thing {
            @Override
            public int oid() {
                return table;
            }
        }

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
        things.forEach(this::gather);
        List<Thing> cascaded =
                order.reversed().stream().filter(thing -> !found.get(thing).isEmpty()).toList();
        if (!cascaded.isEmpty() && !cascade) {
            throw (things.size() == 1
                            ? DefinitionErrors.dependentObjects(describe(things.getFirst()))
                            : DefinitionErrors.dependentObjects())
                    .withDetail(
                            lines(
                                    cascaded,
                                    thing -> describe(thing) + " depends on " + found.get(thing)))
                    .withHint("Use DROP ... CASCADE to drop the dependent objects too.");
        }
        if (cascaded.size() == 1) {
            edit.notice(
                    DefinitionErrors.cascades("drop cascades to " + describe(cascaded.getFirst())));
        } else if (cascaded.size() > 1) {
            edit.notice(
                    DefinitionErrors.cascades(
                                    "drop cascades to " + cascaded.size() + " other objects")
                            .withDetail(
                                    lines(
                                            cascaded,
                                            thing -> "drop cascades to " + describe(thing))));
        }
        order.forEach(this::remove);
    }

    /** As many lines as PostgreSQL tells a client. */
    private static String lines(List<Thing> things, Function<Thing, String> line) {
        var lines = new ArrayList<>(things.stream().limit(MAX_LINES).map(line).toList());
        int more = things.size() - lines.size();
        if (more > 0) {
            lines.add(
                    "and "
                            + more
                            + (more == 1 ? " other object" : " other objects")
                            + " (see server log for list)");
        }
        return String.join("\n", lines);
    }

    /** Something that goes with another thing: because it belongs to it, or because it uses it. */
    private record Child(Thing thing, boolean owned) {}

    /** A thing whose children are being looked at. */
    private record Open(Thing thing, Iterator<Child> children) {}

    /** Depth first, as PostgreSQL does: that is the order in which things are named, and gone. */
    private void gather(Thing root) {
        var open = new ArrayDeque<Open>();
        enter(root, open);
        while (!open.isEmpty()) {
            Open last = open.getLast();
            if (!last.children.hasNext()) {
                order.add(last.thing);
                open.removeLast();
                continue;
            }
            Child child = last.children.next();
            boolean goesAnyway =
                    child.owned
                            || found.containsKey(child.thing)
                            || dependents.ownersOf(child.thing).stream()
                                    .noneMatch(found::containsKey);
            if (goesAnyway) {
                found.putIfAbsent(child.thing, child.owned ? "" : describe(last.thing));
                enter(child.thing, open);
            }
        }
    }

    /** Children that were made last come first. */
    private void enter(Thing thing, ArrayDeque<Open> open) {
        if (!entered.add(thing)) {
            return;
        }
        var children = new ArrayList<Child>();
        dependents.ownedBy(thing).forEach(owned -> children.add(new Child(owned, true)));
        dependents.users(thing).forEach(user -> children.add(new Child(user, false)));
        children.sort(Comparator.comparingInt((Child child) -> child.thing.oid()).reversed());
        open.addLast(new Open(thing, children.iterator()));
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
