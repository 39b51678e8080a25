package dev.borealis.engine.plan;

import dev.borealis.engine.bind.BindContext;
import dev.borealis.engine.bind.Binder;
import dev.borealis.engine.bind.LiteralSlots;
import dev.borealis.engine.bind.ParameterTypes;
import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Plans INSERT, UPDATE and DELETE, and collects what changes of their table and of tables reached by cascades need. */
final class ModificationPlanner {
    private final Planner planner;
    private final Catalog catalog;
    private final Map<Integer, TargetTable> targets = new HashMap<>();

    ModificationPlanner(Planner planner) {
        this.planner = planner;
        catalog = planner.catalog();
    }

    ModifyPlan plan(@Nullable Level parent, Modification written) {
        Modification modification = CommonTables.inline(written, planner.compiler().environment());
        var level = new Level(parent, planner, modification.ranges());
        planner.commonTables.plan(level, modification.with(), modification);
        Relation.Table table = catalog.table(modification.relation());
        level.useAll(0);
        level.useRowKey(0);
        noteUses(level, modification);
        Sites sites = planner.compiler().environment().sites();
        TargetTable target = sites.unnoted(() -> target(table, level));
        if (!(modification instanceof Modification.Delete)) {
            noteCallsInChecks(table, sites);
        }
        return switch (modification) {
            case Modification.Insert insert -> insert(level, insert, target);
            case Modification.Update update -> update(level, update, target);
            case Modification.Delete delete -> delete(level, delete, target);
        };
    }

    private void noteCallsInChecks(Relation.Table table, Sites sites) {
        for (ConstraintDefinition constraint : table.constraints()) {
            if (constraint instanceof ConstraintDefinition.Check check) {
                Trees.contains(
                        check.expression(),
                        node -> {
                            if (node instanceof Scalar.FunctionCall call
                                    && catalog.function(call.function()) != null) {
                                sites.noteUserFunction(call.function());
                            }
                            return false;
                        });
            }
        }
    }

    private static void noteUses(Level level, Modification modification) {
        for (int range = 1; range < level.ranges.size(); range++) {
            level.useAll(range);
        }
        Objects.requireNonNull(modification);
    }

    private ModifyPlan insert(Level level, Modification.Insert insert, TargetTable target) {
        QueryPlan query = planner.plan(level, insert.source());
        Plan source =
                new Plan.SubqueryScan(1, "", query, null, query.root().rows(), query.root().cost());
        Modification.OnConflict clause = insert.onConflict();
        ModifyPlan.OnConflict onConflict = null;
        if (clause != null) {
            var arbiters = new ArrayList<Integer>();
            for (int oid : clause.arbiters()) {
                arbiters.add(position(target.storage, oid));
            }
            Scalar where = clause.where();
            List<Modification.Assignment> assignments = clause.assignments();
            onConflict =
                    new ModifyPlan.OnConflict(
                            arbiters,
                            assignments == null ? null : assigned(level, assignments),
                            assigned(level, clause.generated()),
                            where == null ? null : level.compile(where));
        }
        return finish(
                level,
                ModifyPlan.Kind.INSERT,
                target,
                source,
                assigned(level, insert.values()),
                assigned(level, insert.generated()),
                onConflict,
                insert.viewChecks(),
                insert.returning());
    }

    private static int position(TableStorage storage, int index) {
        if (storage.table.primaryKey() == index) {
            return -1;
        }
        for (int i = 0; i < storage.indexes.size(); i++) {
            if (storage.indexes.get(i).index().oid() == index) {
                return i;
            }
        }
        throw new IllegalStateException(
                "index " + index + " is not of table " + storage.table.name());
    }

    private ModifyPlan update(Level level, Modification.Update update, TargetTable target) {
        Plan source = source(level, update.from(), update.where());
        return finish(
                level,
                ModifyPlan.Kind.UPDATE,
                target,
                source,
                assigned(level, update.assignments()),
                assigned(level, update.generated()),
                null,
                update.viewChecks(),
                update.returning());
    }

    private ModifyPlan delete(Level level, Modification.Delete delete, TargetTable target) {
        Plan source = source(level, delete.from(), delete.where());
        return finish(
                level,
                ModifyPlan.Kind.DELETE,
                target,
                source,
                List.of(),
                List.of(),
                null,
                List.of(),
                delete.returning());
    }

    private Plan source(Level level, List<FromItem> from, @Nullable Scalar where) {
        var all = new ArrayList<FromItem>();
        boolean named = from.stream().anyMatch(item -> JoinPlanner.ranges(item).get(0));
        if (!named) {
            all.add(new FromItem.Range(0));
        }
        all.addAll(from);
        return new JoinPlanner(level, null).plan(all, Trees.conjuncts(where));
    }

    private static List<ModifyPlan.Assigned> assigned(
            Level level, List<Modification.Assignment> assignments) {
        var assigned = new ArrayList<ModifyPlan.Assigned>();
        for (Modification.Assignment assignment : assignments) {
            assigned.add(
                    new ModifyPlan.Assigned(
                            assignment.column() - 1, level.compile(assignment.value())));
        }
        return assigned;
    }

    private static ModifyPlan finish(
            Level level,
            ModifyPlan.Kind kind,
            TargetTable target,
            Plan source,
            List<ModifyPlan.Assigned> assignments,
            List<ModifyPlan.Assigned> generated,
            ModifyPlan.@Nullable OnConflict onConflict,
            List<Modification.ViewCheck> viewChecks,
            List<Query.Target> returning) {
        List<ModifyPlan.ViewCheck> checks =
                viewChecks.stream()
                        .map(
                                check ->
                                        new ModifyPlan.ViewCheck(
                                                check.view(), level.compile(check.condition())))
                        .toList();
        List<Expression> code =
                level.compileAll(returning.stream().map(Query.Target::value).toList());
        List<Carrier> carriers = code.stream().map(Expression::carrier).toList();
        int outputRange = level.newRange();
        return new ModifyPlan(
                kind,
                target,
                source,
                assignments,
                generated,
                onConflict,
                checks,
                code,
                returning,
                carriers,
                level.rangeCount(),
                outputRange,
                level.plannedCtes(),
                level.ranges);
    }

    // --- the tables ---

    private TargetTable target(Relation.Table table, Level level) {
        TargetTable known = targets.get(table.oid());
        if (known != null) {
            return known;
        }
        TableStorage storage = planner.storage(table);
        int columns = table.columns().size();
        boolean[] notNull = new boolean[columns];
        @Nullable Expression[] defaults = new Expression[columns];
        @Nullable Expression[] generated = new Expression[columns];
        for (int i = 0; i < columns; i++) {
            ColumnDefinition column = table.columns().get(i);
            if (column.dropped()) {
                continue;
            }
            notNull[i] = column.notNull();
            Scalar value = column.defaultValue();
            if (value != null) {
                (column.generated() ? generated : defaults)[i] = level.compile(value);
            }
        }
        var checks = new ArrayList<TargetTable.Check>();
        for (ConstraintDefinition constraint : table.constraints()) {
            if (constraint instanceof ConstraintDefinition.Check check) {
                checks.add(new TargetTable.Check(check.name(), level.compile(check.expression())));
            }
        }
        // PostgreSQL checks them by name
        checks.sort(java.util.Comparator.comparing(TargetTable.Check::name));
        SchemaDefinition schema = catalog.schema(table.schema());
        var target =
                new TargetTable(
                        storage,
                        schema == null ? "" : schema.name(),
                        notNull,
                        defaults,
                        generated,
                        checks);
        targets.put(table.oid(), target);
        for (ConstraintDefinition constraint : table.constraints()) {
            if (constraint instanceof ConstraintDefinition.ForeignKey key) {
                target.addReference(
                        reference(
                                key,
                                target,
                                target(catalog.table(key.referencedTable()), level),
                                level));
            }
        }
        for (int oid : table.referencedBy()) {
            TargetTable child = target(catalog.table(oid), level);
            for (ConstraintDefinition constraint : child.storage.table.constraints()) {
                if (constraint instanceof ConstraintDefinition.ForeignKey key
                        && key.referencedTable() == table.oid()) {
                    target.addReferencing(reference(key, child, target, level));
                }
            }
        }
        return target;
    }

    private TargetTable.Reference reference(
            ConstraintDefinition.ForeignKey key,
            TargetTable child,
            TargetTable parent,
            Level level) {
        IndexStorage parentIndex = null;
        int[] parentKeys = parent.storage.keyColumns;
        if (key.referencedIndex() != parent.storage.table.primaryKey()) {
            parentIndex =
                    parent.storage.indexes.get(position(parent.storage, key.referencedIndex()));
            parentKeys =
                    parentIndex.index().keys().stream()
                            .mapToInt(Relation.IndexKey::column)
                            .toArray();
        }
        int[] parentOrder = new int[parentKeys.length];
        for (int i = 0; i < parentKeys.length; i++) {
            parentOrder[i] = key.referencedColumns().indexOf(parentKeys[i]);
        }
        IndexStorage childIndex = null;
        boolean childPrimary = false;
        int[] childOrder = leading(child.storage.keyColumns, key.columns());
        if (childOrder.length > 0) {
            childPrimary = true;
        } else {
            for (IndexStorage index : child.storage.indexes) {
                if (index.isReadable() && index.index().predicate() == null) {
                    int[] order =
                            leading(
                                    index.index().keys().stream()
                                            .mapToInt(Relation.IndexKey::column)
                                            .toArray(),
                                    key.columns());
                    if (order.length > 0) {
                        childIndex = index;
                        childOrder = order;
                        break;
                    }
                }
            }
        }
        return new TargetTable.Reference(
                key,
                child,
                parent,
                parentIndex,
                parentOrder,
                childIndex,
                childPrimary,
                childOrder,
                cascaded(key, child.storage.table, parent.storage.table, level));
    }

    /** The conversions of ON UPDATE CASCADE, as an UPDATE of the child would make them. */
    private @Nullable Expression[] cascaded(
            ConstraintDefinition.ForeignKey key,
            Relation.Table child,
            Relation.Table parent,
            Level level) {
        @Nullable Expression[] cascaded = new Expression[key.columns().size()];
        for (int i = 0; i < cascaded.length; i++) {
            SqlType to = child.column(key.columns().get(i)).type();
            int column = key.referencedColumns().get(i);
            SqlType from = parent.column(column).type();
            if (key.onUpdate() == ConstraintDefinition.Action.CASCADE && !from.equals(to)) {
                var value = new Scalar.Column(from, 0, 0, column);
                cascaded[i] = level.compile(Binder.assigned(value, to, bindContext()));
            }
        }
        return cascaded;
    }

    private BindContext bindContext() {
        Environment environment = planner.compiler().environment();
        return new BindContext(
                catalog,
                environment.functions(),
                environment.names(),
                List.of(),
                Oid.NONE,
                "",
                TypeContext.DEFAULT,
                BindContext.LiteralReader.FORMATS,
                ParameterTypes.none(),
                LiteralSlots.NONE,
                _ -> {});
    }

    /** Which foreign-key column each leading index column is; empty unless the index begins with all of them. */
    private static int[] leading(int[] indexColumns, List<Integer> columns) {
        if (indexColumns.length < columns.size()) {
            return new int[0];
        }
        int[] order = new int[columns.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = columns.indexOf(indexColumns[i]);
            if (order[i] < 0) {
                return new int[0];
            }
        }
        return order;
    }
}
