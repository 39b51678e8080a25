package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.tree.CommonTable;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.QueryStatement;

import java.util.ArrayList;
import java.util.List;

/** Select lists and RETURNING. */
final class TargetList {
    private final Binding binding;

    TargetList(Binding binding) {
        this.binding = binding;
    }

    /** An output column while its query is being bound. */
    static final class Entry {
        Scalar value;
        final String name;
        boolean hidden;
        final int position;

        Entry(Scalar value, String name, boolean hidden, int position) {
            this.value = value;
            this.name = name;
            this.hidden = hidden;
            this.position = position;
        }

        Value value() {
            return new Value(value, position);
        }
    }

    List<Entry> bind(List<QueryStatement.Target> targets, Scope scope, Clause clause) {
        var entries = new ArrayList<Entry>();
        for (QueryStatement.Target target : targets) {
            List<ColumnReferences.Named> star =
                    scope.in(clause, () -> binding.columns.star(target.expression(), scope));
            if (star != null) {
                for (ColumnReferences.Named named : star) {
                    entries.add(
                            new Entry(
                                    named.value().scalar(),
                                    named.name(),
                                    false,
                                    named.value().position()));
                }
                continue;
            }
            Value value =
                    scope.in(clause, () -> binding.expressions.bind(target.expression(), scope));
            String name =
                    target.label() != null ? target.label() : ColumnNames.of(target.expression());
            entries.add(new Entry(value.scalar(), name, false, value.position()));
        }
        return entries;
    }

    /** Gives literals that are still without a type the type text. */
    void settle(List<Entry> entries) {
        for (Entry entry : entries) {
            entry.value = binding.coercions.settleUnknown(entry.value());
        }
    }

    List<Query.Target> finish(List<Entry> entries, Scope scope) {
        var targets = new ArrayList<Query.Target>();
        for (Entry entry : entries) {
            Origin origin = origin(entry.value, scope);
            targets.add(
                    new Query.Target(
                            entry.value,
                            entry.name,
                            entry.hidden,
                            origin.relation(),
                            origin.column()));
        }
        return targets;
    }

    record Origin(int relation, int column) {
        static final Origin NONE = new Origin(0, 0);
    }

    /** The table column that a value comes straight from. */
    private Origin origin(Scalar value, Scope scope) {
        if (!(value instanceof Scalar.Column column)) {
            return Origin.NONE;
        }
        Scope level = scope.up(column.levelsUp());
        return switch (level.ranges.get(column.range())) {
            case RangeEntry.Relation relation -> {
                Relation found = binding.context.catalog().relation(relation.oid());
                yield found == null ? Origin.NONE : new Origin(relation.oid(), column.column());
            }
            case RangeEntry.Subquery subquery -> {
                var visible = subquery.query().targets().stream().filter(t -> !t.hidden()).toList();
                if (column.column() < 1 || column.column() > visible.size()) {
                    yield Origin.NONE;
                }
                Query.Target target = visible.get(column.column() - 1);
                yield new Origin(target.originRelation(), target.originColumn());
            }
            case RangeEntry.CommonTableReference reference ->
                    commonTable(level, reference, column.column());
            case RangeEntry.Functions _, RangeEntry.Values _, RangeEntry.SetResult _ -> Origin.NONE;
        };
    }

    private static Origin commonTable(
            Scope level, RangeEntry.CommonTableReference reference, int column) {
        Scope owner = level.up(reference.levelsUp());
        CommonTable table = reference.self() ? null : owner.with(reference.index());
        if (table == null) {
            return Origin.NONE;
        }
        List<Query.Target> visible =
                switch (table.statement()) {
                    case Query query -> query.targets().stream().filter(t -> !t.hidden()).toList();
                    case Modification modification -> modification.returning();
                };
        if (column < 1 || column > visible.size()) {
            return Origin.NONE;
        }
        Query.Target target = visible.get(column - 1);
        return new Origin(target.originRelation(), target.originColumn());
    }
}
