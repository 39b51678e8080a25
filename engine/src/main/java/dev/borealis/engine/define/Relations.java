package dev.borealis.engine.define;

import dev.borealis.engine.catalog.AccessList;
import dev.borealis.engine.catalog.Privilege;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.tree.Scalar;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Changed copies of relations. */
final class Relations {
    private Relations() {}

    static Relation.Stored changed(Relation relation, int schema, String name, int owner) {
        return switch (relation) {
            case Relation.Table table -> {
                var draft = new TableDraft(table);
                draft.schema = schema;
                draft.name = name;
                draft.owner = owner;
                draft.privileges = AccessList.ofNewOwner(table.privileges(), table.owner(), owner);
                yield draft.table();
            }
            case Relation.View view ->
                    new Relation.View(
                            view.oid(),
                            schema,
                            name,
                            owner,
                            view.columns(),
                            view.query(),
                            view.options(),
                            AccessList.ofNewOwner(view.privileges(), view.owner(), owner),
                            view.rowType());
            case Relation.Index index -> Indexes.named(Indexes.moved(index, schema, owner), name);
            case Relation.Sequence sequence ->
                    new Relation.Sequence(
                            sequence.oid(),
                            schema,
                            name,
                            owner,
                            sequence.start(),
                            sequence.increment(),
                            sequence.min(),
                            sequence.max(),
                            sequence.cache(),
                            sequence.cycle(),
                            sequence.ownerTable(),
                            sequence.ownerColumn(),
                            sequence.identity(),
                            AccessList.ofNewOwner(sequence.privileges(), sequence.owner(), owner));
            case Relation.SystemRelation _ -> throw new IllegalStateException("a system relation");
        };
    }

    static Relation.View withColumns(Relation.View view, List<Relation.ViewColumn> columns) {
        return new Relation.View(
                view.oid(),
                view.schema(),
                view.name(),
                view.owner(),
                columns,
                view.query(),
                view.options(),
                view.privileges(),
                view.rowType());
    }

    /** @param changed one of the view's columns */
    static Relation.View withDefault(
            Relation.View view, Relation.ViewColumn changed, @Nullable Scalar value) {
        return withColumns(
                view,
                view.columns().stream()
                        .map(
                                column ->
                                        column == changed
                                                ? new Relation.ViewColumn(
                                                        column.name(), column.type(), value)
                                                : column)
                        .toList());
    }

    static List<Privilege> privileges(Relation relation) {
        return switch (relation) {
            case Relation.Table table -> table.privileges();
            case Relation.View view -> view.privileges();
            case Relation.Sequence sequence -> sequence.privileges();
            case Relation.Index _, Relation.SystemRelation _ -> List.of();
        };
    }

    static Relation.Stored withPrivileges(Relation relation, List<Privilege> privileges) {
        return switch (relation) {
            case Relation.Table table -> {
                var draft = new TableDraft(table);
                draft.privileges = privileges;
                yield draft.table();
            }
            case Relation.View view ->
                    new Relation.View(
                            view.oid(),
                            view.schema(),
                            view.name(),
                            view.owner(),
                            view.columns(),
                            view.query(),
                            view.options(),
                            privileges,
                            view.rowType());
            case Relation.Sequence sequence ->
                    new Relation.Sequence(
                            sequence.oid(),
                            sequence.schema(),
                            sequence.name(),
                            sequence.owner(),
                            sequence.start(),
                            sequence.increment(),
                            sequence.min(),
                            sequence.max(),
                            sequence.cache(),
                            sequence.cycle(),
                            sequence.ownerTable(),
                            sequence.ownerColumn(),
                            sequence.identity(),
                            privileges);
            case Relation.Index _, Relation.SystemRelation _ ->
                    throw new IllegalStateException("has no privileges: " + relation.name());
        };
    }
}
