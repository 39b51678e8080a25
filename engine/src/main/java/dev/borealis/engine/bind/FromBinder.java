package dev.borealis.engine.bind;

import dev.borealis.engine.bind.Scope.Item;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.TableExpression;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindNameErrors;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.NameErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** FROM: relations, sub-queries, functions, joins. */
final class FromBinder {
    private final Binding binding;
    private final JoinBinder joins;
    private final TableFunctionBinder functions;

    FromBinder(Binding binding) {
        this.binding = binding;
        this.joins = new JoinBinder(binding, this);
        this.functions = new TableFunctionBinder(binding);
    }

    /**
     * What one item of FROM came to.
     *
     * @param names what can be referred to by name
     * @param columns what it gives as one side of a join
     */
    record Result(FromItem item, List<Item> names, List<Scope.Column> columns) {}

    /** Binds the list and leaves everything in it visible in the scope. */
    List<FromItem> bind(List<TableExpression> list, Scope scope) {
        var items = new ArrayList<FromItem>();
        var own = new ArrayList<Item>();
        List<Item> before = List.copyOf(scope.items);
        for (TableExpression expression : list) {
            Result result = bind(expression, scope);
            checkConflicts(before, result.names());
            checkConflicts(own, result.names());
            own.addAll(result.names());
            items.add(result.item());
            scope.items = new ArrayList<>(before);
            own.forEach(item -> scope.items.add(item.lateral(true, true)));
        }
        scope.items = new ArrayList<>();
        before.forEach(item -> scope.items.add(item.lateral(false, true)));
        own.forEach(item -> scope.items.add(item.lateral(false, true)));
        return items;
    }

    Result bind(TableExpression expression, Scope scope) {
        binding.state.enter();
        try {
            return switch (expression) {
                case TableExpression.Relation relation -> relation(relation, scope);
                case TableExpression.Subquery subquery -> subquery(subquery, scope);
                case TableExpression.Functions function -> {
                    RangeEntry.Functions entry = functions.bind(function, scope);
                    String name =
                            function.alias() != null ? function.alias().name() : entry.alias();
                    yield entry(entry, name, 0, functions.whole(entry, scope), scope);
                }
                case TableExpression.Join join -> joins.bind(join, scope);
                case TableExpression.XmlTable _ ->
                        throw BindQueryErrors.notYetImplemented("XMLTABLE");
            };
        } finally {
            binding.state.leave();
        }
    }

    static void checkConflicts(List<Item> left, List<Item> right) {
        for (Item one : right) {
            if (one.name() == null || !one.nameVisible()) {
                continue;
            }
            for (Item other : left) {
                boolean distinctTables =
                        one.relation() != 0
                                && other.relation() != 0
                                && one.relation() != other.relation();
                if (other.nameVisible() && one.name().equals(other.name()) && !distinctTables) {
                    throw BindNameErrors.duplicateAlias(one.name());
                }
            }
        }
    }

    // --- relations and common table expressions ---

    private Result relation(TableExpression.Relation expression, Scope scope) {
        if (expression.sample() != null) {
            throw BindQueryErrors.tableSample();
        }
        if (expression.name().parts().size() == 1) {
            Result common = commonTable(expression, scope);
            if (common != null) {
                return common;
            }
        }
        Relation relation = binding.names.findRelation(expression.name());
        if (relation == null) {
            throw missing(expression, scope);
        }
        RangeEntry.Relation entry = entry(relation, expression.alias(), expression.position());
        binding.state.privileges().need(entry, 'r');
        int oid = expression.alias() == null ? relation.oid() : 0;
        int range = scope.ranges.size();
        return entry(
                entry,
                entry.alias(),
                oid,
                new Scalar.Column(rowType(relation), 0, range, 0),
                scope);
    }

    private RuntimeException missing(TableExpression.Relation expression, Scope scope) {
        String name = expression.name().last();
        boolean future = false;
        for (Scope level = scope; level != null; level = level.parent()) {
            future |= level.futureCommonTables.contains(name);
        }
        var error =
                NameErrors.relationDoesNotExist(expression.name().dotted())
                        .withPosition(expression.position());
        return future && expression.name().parts().size() == 1
                ? error.withDetail(
                                "There is a WITH item named \""
                                        + name
                                        + "\", but it cannot be referenced from this part of the query.")
                        .withHint(
                                "Use WITH RECURSIVE, or re-order the WITH items to remove forward references.")
                : error;
    }

    /** A relation as a range, with column aliases applied. */
    RangeEntry.Relation entry(
            Relation relation, TableExpression.@Nullable Alias alias, int position) {
        var names = new ArrayList<String>();
        var types = new ArrayList<SqlType>();
        switch (relation) {
            case Relation.Table table -> {
                for (ColumnDefinition column : table.columns()) {
                    names.add(column.name());
                    types.add(column.type());
                }
            }
            case Relation.View view -> view.columns().forEach(column -> add(column, names, types));
            case Relation.SystemRelation system -> {
                system.columns().forEach(column -> add(column, names, types));
                if (system.hasTableOid()) {
                    names.add("tableoid");
                    types.add(SqlType.OID);
                }
            }
            case Relation.Sequence _ -> {
                names.addAll(List.of("last_value", "log_cnt", "is_called"));
                types.addAll(List.of(SqlType.INT8, SqlType.INT8, SqlType.BOOL));
            }
            case Relation.Index index ->
                    throw BindNameErrors.cannotOpenIndex(index.name()).withPosition(position);
        }
        String name = alias == null ? relation.name() : alias.name();
        var plain = new RangeEntry.Relation(relation.oid(), name, names, types);
        if (alias == null || alias.columns().isEmpty()) {
            return plain;
        }
        List<Integer> live = liveColumns(plain);
        checkAliasCount(alias, live.size(), position);
        for (int i = 0; i < alias.columns().size(); i++) {
            names.set(live.get(i) - 1, alias.columns().get(i));
        }
        return new RangeEntry.Relation(relation.oid(), name, names, types);
    }

    private static void add(Relation.ViewColumn column, List<String> names, List<SqlType> types) {
        names.add(column.name());
        types.add(column.type());
    }

    static void checkAliasCount(TableExpression.Alias alias, int available, int position) {
        if (alias.columns().size() > available) {
            throw BindNameErrors.tooManyAliases(alias.name(), available, alias.columns().size());
        }
    }

    /** Numbers of the columns that were not dropped, in order. */
    List<Integer> liveColumns(RangeEntry.Relation entry) {
        var live = new ArrayList<Integer>();
        if (binding.context.catalog().relation(entry.oid()) instanceof Relation.Table table) {
            table.liveColumns().forEach(column -> live.add(column.number()));
        } else if (binding.context.catalog().relation(entry.oid())
                instanceof Relation.SystemRelation system) {
            for (int i = 1; i <= system.columns().size(); i++) {
                live.add(i);
            }
        } else {
            for (int i = 1; i <= entry.columnNames().size(); i++) {
                live.add(i);
            }
        }
        return live;
    }

    static SqlType rowType(Relation relation) {
        return switch (relation) {
            case Relation.Table table -> SqlType.of(table.rowType());
            case Relation.View view -> SqlType.of(view.rowType());
            case Relation.SystemRelation _, Relation.Sequence _, Relation.Index _ ->
                    SqlType.of(Oid.RECORD);
        };
    }

    private @Nullable Result commonTable(TableExpression.Relation expression, Scope scope) {
        String name = expression.name().last();
        int levels = 0;
        for (Scope level = scope; level != null; level = level.parent(), levels++) {
            for (Scope.CommonTableItem item : level.commonTables) {
                if (item.name.equals(name)) {
                    return commonTable(expression, item, levels, scope);
                }
            }
            if (level.waitingCommonTables.containsKey(name)) {
                binding.with.bindWaiting(name, level);
                Scope.CommonTableItem bound = level.commonTable(name);
                return commonTable(expression, bound, levels, scope);
            }
        }
        return null;
    }

    private Result commonTable(
            TableExpression.Relation expression,
            Scope.CommonTableItem item,
            int levels,
            Scope scope) {
        item.references++;
        if (item.withoutResult) {
            throw BindQueryErrors.withoutReturning(item.name).withPosition(expression.position());
        }
        binding.with.checkReference(item, expression.position());
        Scope.RecursionLimit limit = scope.recursionLimit;
        if (item.self && limit != null) {
            throw BindQueryErrors.recursiveWithin(item.name, limit.place)
                    .withPosition(expression.position());
        }
        var alias = expression.alias();
        List<String> names = new ArrayList<>(item.columnNames);
        if (alias != null) {
            checkAliasCount(alias, names.size(), expression.position());
            for (int i = 0; i < alias.columns().size(); i++) {
                names.set(i, alias.columns().get(i));
            }
        }
        String shown = alias == null ? item.name : alias.name();
        var entry =
                new RangeEntry.CommonTableReference(
                        levels, item.index, item.self, shown, names, item.columnTypes);
        Result result = entry(entry, shown, 0, null, scope);
        return item.hiddenColumns == 0 ? result : hiding(item.hiddenColumns, result, scope);
    }

    /** The same where {@code *} leaves out the last columns. */
    private static Result hiding(int count, Result result, Scope scope) {
        var columns = new ArrayList<>(result.columns());
        for (int i = columns.size() - count; i < columns.size(); i++) {
            Scope.Column column = columns.get(i);
            columns.set(i, new Scope.Column(column.name(), column.value(), true));
        }
        Scope.Item whole = result.names().getFirst();
        var item =
                new Scope.Item(
                        whole.name(),
                        whole.relation(),
                        whole.range(),
                        columns,
                        whole.whole(),
                        whole.nameVisible(),
                        whole.columnsVisible(),
                        whole.lateralOnly(),
                        whole.lateralAllowed());
        scope.all.set(scope.all.indexOf(whole), item);
        return new Result(result.item(), List.of(item), columns);
    }

    // --- sub-queries ---

    private Result subquery(TableExpression.Subquery expression, Scope scope) {
        boolean before = scope.lateralActive;
        scope.lateralActive = expression.lateral();
        Query query;
        try {
            query =
                    scope.in(
                            Clause.FROM_SUBQUERY,
                            () -> binding.queries.bind(expression.query(), new Scope(scope), true));
        } finally {
            scope.lateralActive = before;
        }
        var alias = expression.alias();
        var names = new ArrayList<String>();
        query.targets().stream()
                .filter(t -> !t.hidden())
                .forEach(target -> names.add(target.name()));
        if (alias != null) {
            checkAliasCount(alias, names.size(), expression.position());
            for (int i = 0; i < alias.columns().size(); i++) {
                names.set(i, alias.columns().get(i));
            }
        }
        var entry =
                new RangeEntry.Subquery(
                        query,
                        expression.lateral(),
                        0,
                        alias == null ? "unnamed_subquery" : alias.name(),
                        names);
        return entry(entry, alias == null ? null : alias.name(), 0, null, scope);
    }

    // --- ranges as items of a scope ---

    /** Adds a range and makes the item by which it is referred to. */
    Result entry(
            RangeEntry entry,
            @Nullable String name,
            int relation,
            @Nullable Scalar whole,
            Scope scope) {
        int range = scope.add(entry);
        List<Scope.Column> columns = columns(entry, range);
        Scalar row = whole == null ? new Scalar.Column(SqlType.of(Oid.RECORD), 0, range, 0) : whole;
        var item = new Item(name, relation, range, columns, row, name != null, true, false, true);
        scope.all.add(item);
        return new Result(new FromItem.Range(range), List.of(item), columns);
    }

    List<Scope.Column> columns(RangeEntry entry, int range) {
        var columns = new ArrayList<Scope.Column>();
        List<SqlType> types = typesOf(entry);
        if (entry instanceof RangeEntry.Relation relation) {
            for (int number : liveColumns(relation)) {
                columns.add(
                        new Scope.Column(
                                relation.columnNames().get(number - 1),
                                new Scalar.Column(types.get(number - 1), 0, range, number),
                                false));
            }
            int last = relation.columnNames().size();
            if (binding.context.catalog().relation(relation.oid())
                            instanceof Relation.SystemRelation system
                    && system.hasTableOid()) {
                columns.add(
                        new Scope.Column(
                                "tableoid", new Scalar.Column(SqlType.OID, 0, range, last), true));
            }
            return columns;
        }
        for (int i = 0; i < types.size(); i++) {
            columns.add(
                    new Scope.Column(
                            entry.columnNames().get(i),
                            new Scalar.Column(types.get(i), 0, range, i + 1),
                            false));
        }
        return columns;
    }

    /** Types of a range's columns, by position (of relations by column number − 1). */
    static List<SqlType> typesOf(RangeEntry entry) {
        return switch (entry) {
            case RangeEntry.Relation relation -> relation.columnTypes();
            case RangeEntry.Subquery subquery ->
                    subquery.query().targets().stream()
                            .filter(target -> !target.hidden())
                            .map(target -> target.value().type())
                            .toList();
            case RangeEntry.Functions functions -> functions.columnTypes();
            case RangeEntry.Values values -> values.columnTypes();
            case RangeEntry.CommonTableReference reference -> reference.columnTypes();
            case RangeEntry.SetResult result -> result.columnTypes();
        };
    }

    /** Fields of a range's whole row. */
    List<NameResolver.Field> fieldsOf(RangeEntry entry) {
        return columns(entry, 0).stream()
                .filter(column -> !column.hidden())
                .map(column -> new NameResolver.Field(column.name(), column.value().type()))
                .toList();
    }

    /** The target of a change of rows as range 0. */
    Item target(
            Relation relation, TableExpression.@Nullable Alias alias, int position, Scope scope) {
        RangeEntry.Relation entry = entry(relation, alias, position);
        int oid = alias == null ? relation.oid() : 0;
        Scalar whole = new Scalar.Column(rowType(relation), 0, scope.ranges.size(), 0);
        Result result = entry(entry, entry.alias(), oid, whole, scope);
        return Objects.requireNonNull(result.names().getFirst());
    }
}
