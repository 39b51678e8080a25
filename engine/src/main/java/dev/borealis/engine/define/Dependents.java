package dev.borealis.engine.define;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.ExtendedStatistics;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.TypeDefinition;
import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.define.Dropper.Thing;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.TreeReferences;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Who depends on whom, read off the definitions and the trees in them. */
final class Dependents {
    private final Catalog catalog;

    /** Each expression or query of the catalog with what is dropped when something it names goes. */
    private final Map<Thing, List<TreeReferences>> trees = new HashMap<>();

    Dependents(Edit edit) {
        this.catalog = edit.catalog();
        for (Relation relation : catalog.relations()) {
            switch (relation) {
                case Relation.Table table -> addTable(table);
                case Relation.View view -> {
                    add(new Thing.OfRelation(view.oid()), TreeReferences.of(view.query()));
                    addView(view);
                }
                case Relation.Index index -> addIndex(index);
                case Relation.Sequence _, Relation.SystemRelation _ -> {}
            }
        }
        for (UserFunction function : catalog.functions()) {
            if (!function.body().isEmpty()) {
                add(
                        new Thing.OfFunction(function.signature().oid()),
                        TreeReferences.of(function.body()));
            }
        }
        for (TypeDefinition type : catalog.types()) {
            if (type instanceof TypeDefinition.Domain domain) {
                if (domain.defaultValue() != null) {
                    add(new Thing.OfType(domain.oid()), TreeReferences.of(domain.defaultValue()));
                }
                domain.checks()
                        .forEach(
                                check ->
                                        add(
                                                new Thing.OfType(domain.oid()),
                                                TreeReferences.of(check.expression())));
            }
        }
    }

    private void add(Thing user, TreeReferences references) {
        trees.computeIfAbsent(user, _ -> new ArrayList<>()).add(references);
    }

    private void addView(Relation.View view) {
        for (int i = 0; i < view.columns().size(); i++) {
            Scalar value = view.columns().get(i).defaultValue();
            if (value != null) {
                add(new Thing.OfDefault(view.oid(), i + 1), TreeReferences.of(value));
            }
        }
    }

    private void addTable(Relation.Table table) {
        for (ColumnDefinition column : table.columns()) {
            if (column.defaultValue() != null) {
                Thing user =
                        column.generated()
                                ? new Thing.OfColumn(table.oid(), column.number())
                                : new Thing.OfDefault(table.oid(), column.number());
                add(user, TreeReferences.of(column.defaultValue(), table.oid()));
            }
        }
        for (ConstraintDefinition constraint : table.constraints()) {
            if (constraint instanceof ConstraintDefinition.Check check) {
                add(
                        new Thing.OfConstraint(table.oid(), check.oid()),
                        TreeReferences.of(check.expression(), table.oid()));
            }
        }
    }

    private void addIndex(Relation.Index index) {
        Thing user = new Thing.OfRelation(index.oid());
        for (Relation.IndexKey key : index.keys()) {
            if (key.expression() != null) {
                add(user, TreeReferences.of(key.expression(), index.table()));
            }
        }
        if (index.predicate() != null) {
            add(user, TreeReferences.of(index.predicate(), index.table()));
        }
    }

    ExtendedStatistics statistics(int oid) {
        for (ExtendedStatistics statistics : catalog.extendedStatistics()) {
            if (statistics.oid() == oid) {
                return statistics;
            }
        }
        throw new IllegalStateException("no statistics object " + oid);
    }

    /** What goes silently with a thing. */
    List<Thing> ownedBy(Thing thing) {
        var owned = new ArrayList<Thing>();
        switch (thing) {
            case Thing.OfRelation(int oid) -> {
                if (catalog.relation(oid) instanceof Relation.Table table) {
                    table.indexes().forEach(index -> owned.add(new Thing.OfRelation(index)));
                    for (Relation relation : catalog.relations()) {
                        if (relation instanceof Relation.Sequence sequence
                                && sequence.ownerTable() == oid) {
                            owned.add(new Thing.OfRelation(sequence.oid()));
                        }
                    }
                    for (ExtendedStatistics statistics : catalog.extendedStatistics()) {
                        if (statistics.table() == oid) {
                            owned.add(new Thing.OfStatistics(statistics.oid()));
                        }
                    }
                }
            }
            case Thing.OfColumn(int table, int column) ->
                    ownedByColumn(catalog.table(table), column, owned);
            case Thing.OfConstraint(int table, int oid) -> {
                for (ConstraintDefinition constraint : catalog.table(table).constraints()) {
                    if (constraint.oid() == oid
                            && constraint instanceof ConstraintDefinition.Unique unique) {
                        owned.add(new Thing.OfRelation(unique.index()));
                    }
                }
            }
            case Thing.OfDefault _,
                    Thing.OfType _,
                    Thing.OfFunction _,
                    Thing.OfSchema _,
                    Thing.OfStatistics _ -> {}
        }
        return owned;
    }

    private void ownedByColumn(Relation.Table table, int column, List<Thing> owned) {
        var of = new TreeReferences.ColumnOf(table.oid(), column);
        for (int oid : table.indexes()) {
            Relation.Index index = catalog.index(oid);
            boolean uses =
                    index.keys().stream().anyMatch(key -> key.column() == column)
                            || !index.primary() && index.included().contains(column)
                            || names(
                                    new Thing.OfRelation(oid),
                                    references -> references.columns().contains(of));
            if (uses) {
                owned.add(new Thing.OfRelation(oid));
            }
        }
        for (ConstraintDefinition constraint : table.constraints()) {
            var thing = new Thing.OfConstraint(table.oid(), constraint.oid());
            boolean uses =
                    switch (constraint) {
                        case ConstraintDefinition.Check _ ->
                                names(thing, references -> references.columns().contains(of));
                        case ConstraintDefinition.Unique unique ->
                                unique.columns().contains(column);
                        case ConstraintDefinition.ForeignKey key -> key.columns().contains(column);
                    };
            if (uses) {
                owned.add(thing);
            }
        }
        for (Relation relation : catalog.relations()) {
            if (relation instanceof Relation.Sequence sequence
                    && sequence.ownerTable() == table.oid()
                    && sequence.ownerColumn() == column) {
                owned.add(new Thing.OfRelation(sequence.oid()));
            }
        }
        for (ExtendedStatistics statistics : catalog.extendedStatistics()) {
            if (statistics.table() == table.oid() && statistics.columns().contains(column)) {
                owned.add(new Thing.OfStatistics(statistics.oid()));
            }
        }
    }

    private boolean names(Thing user, Predicate<TreeReferences> test) {
        return trees.getOrDefault(user, List.of()).stream().anyMatch(test);
    }

    /** What uses a thing and does not belong to it. */
    List<Thing> users(Thing thing) {
        var users = new ArrayList<Thing>();
        switch (thing) {
            case Thing.OfRelation(int oid) -> {
                Relation relation = catalog.relation(oid);
                if (relation instanceof Relation.Table table) {
                    foreignKeysTo(table, users);
                    usersOfType(table.rowType(), users);
                } else if (relation instanceof Relation.Index index) {
                    foreignKeysThrough(index, users);
                } else if (relation instanceof Relation.View view) {
                    usersOfType(view.rowType(), users);
                }
                addNaming(references -> references.relations().contains(oid), users);
            }
            case Thing.OfColumn(int table, int column) -> {
                foreignKeysToColumn(catalog.table(table), column, users);
                var of = new TreeReferences.ColumnOf(table, column);
                addNaming(references -> references.columns().contains(of), users);
            }
            case Thing.OfType(int oid) -> usersOfType(oid, users);
            case Thing.OfFunction(int oid) ->
                    addNaming(references -> references.functions().contains(oid), users);
            case Thing.OfSchema(int oid) -> inSchema(oid, users);
            case Thing.OfDefault _, Thing.OfConstraint _, Thing.OfStatistics _ -> {}
        }
        users.remove(thing);
        return users;
    }

    private void addNaming(Predicate<TreeReferences> test, List<Thing> users) {
        trees.forEach(
                (user, all) -> {
                    if (all.stream().anyMatch(test)) {
                        users.add(user);
                    }
                });
        users.sort(java.util.Comparator.comparingInt(Thing::oid));
    }

    private void foreignKeysTo(Relation.Table table, List<Thing> users) {
        for (int other : table.referencedBy()) {
            if (other != table.oid()) {
                for (ConstraintDefinition constraint : catalog.table(other).constraints()) {
                    if (constraint instanceof ConstraintDefinition.ForeignKey key
                            && key.referencedTable() == table.oid()) {
                        users.add(new Thing.OfConstraint(other, key.oid()));
                    }
                }
            }
        }
    }

    private void foreignKeysToColumn(Relation.Table table, int column, List<Thing> users) {
        for (int other : table.referencedBy()) {
            for (ConstraintDefinition constraint : catalog.table(other).constraints()) {
                if (constraint instanceof ConstraintDefinition.ForeignKey key
                        && key.referencedTable() == table.oid()
                        && key.referencedColumns().contains(column)) {
                    users.add(new Thing.OfConstraint(other, key.oid()));
                }
            }
        }
    }

    private void foreignKeysThrough(Relation.Index index, List<Thing> users) {
        if (!(catalog.relation(index.table()) instanceof Relation.Table table)) {
            return;
        }
        for (int other : table.referencedBy()) {
            for (ConstraintDefinition constraint : catalog.table(other).constraints()) {
                if (constraint instanceof ConstraintDefinition.ForeignKey key
                        && key.referencedIndex() == index.oid()) {
                    users.add(new Thing.OfConstraint(other, key.oid()));
                }
            }
        }
    }

    private void usersOfType(int type, List<Thing> users) {
        for (Relation relation : catalog.relations()) {
            if (relation instanceof Relation.Table table) {
                for (ColumnDefinition column : table.liveColumns()) {
                    if (column.type().oid() == type) {
                        users.add(new Thing.OfColumn(table.oid(), column.number()));
                    }
                }
            }
        }
        for (TypeDefinition other : catalog.types()) {
            if (other instanceof TypeDefinition.Domain domain && domain.base().oid() == type) {
                users.add(new Thing.OfType(domain.oid()));
            }
        }
        for (UserFunction function : catalog.functions()) {
            if (function.signature().resultType() == type
                    || function.signature().argumentTypes().contains(type)) {
                users.add(new Thing.OfFunction(function.signature().oid()));
            }
        }
        trees.forEach(
                (user, all) -> {
                    boolean isOwn = user instanceof Thing.OfType(int own) && own == type;
                    if (!isOwn
                            && user instanceof Thing.OfRelation
                            && all.stream().anyMatch(one -> one.types().contains(type))) {
                        users.add(user);
                    }
                });
    }

    private void inSchema(int schema, List<Thing> users) {
        for (Relation relation : catalog.relations()) {
            if (relation.schema() == schema && !(relation instanceof Relation.Index)) {
                boolean owned =
                        relation instanceof Relation.Sequence sequence
                                && sequence.ownerTable() != 0;
                if (!owned) {
                    users.add(new Thing.OfRelation(relation.oid()));
                }
            }
        }
        for (TypeDefinition type : catalog.types()) {
            if (type.schema() == schema && type instanceof TypeDefinition.Domain) {
                users.add(new Thing.OfType(type.oid()));
            }
        }
        for (UserFunction function : catalog.functions()) {
            if (function.schema() == schema) {
                users.add(new Thing.OfFunction(function.signature().oid()));
            }
        }
        users.sort(java.util.Comparator.comparingInt(Thing::oid));
    }

    /** What a thing is part of: when that goes, the thing needs no mention. */
    List<Thing> ownersOf(Thing thing) {
        return switch (thing) {
            case Thing.OfColumn(int table, int _) -> List.of(new Thing.OfRelation(table));
            case Thing.OfDefault(int table, int column) ->
                    List.of(new Thing.OfColumn(table, column), new Thing.OfRelation(table));
            case Thing.OfConstraint(int table, int _) -> List.of(new Thing.OfRelation(table));
            case Thing.OfRelation(int oid) ->
                    catalog.relation(oid) instanceof Relation.Index index
                            ? List.of(new Thing.OfRelation(index.table()))
                            : List.of();
            case Thing.OfType _, Thing.OfFunction _, Thing.OfSchema _, Thing.OfStatistics _ ->
                    List.of();
        };
    }
}
