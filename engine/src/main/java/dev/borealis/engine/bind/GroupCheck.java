package dev.borealis.engine.bind;

import dev.borealis.engine.bind.TargetList.Entry;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.TreeMapper;
import dev.borealis.types.Oid;
import dev.borealis.types.error.BindQueryErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Checks that a grouped query uses ungrouped columns only inside aggregates, and numbers the keys of GROUPING. */
final class GroupCheck {
    private final Binding binding;
    private final Parts parts;
    private final Scope scope;
    private final List<Scalar> keys;

    /** Columns of keys that every grouping set has: these may determine others. */
    private final List<Scalar> commonKeys;

    GroupCheck(Binding binding, Parts parts, Scope scope) {
        this.binding = binding;
        this.parts = parts;
        this.scope = scope;
        this.keys = parts.groups().keys();
        this.commonKeys = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            int key = i;
            if (parts.groups().sets().stream().allMatch(set -> set.contains(key))) {
                commonKeys.add(keys.get(i));
            }
        }
    }

    record Parts(
            List<Entry> targets,
            @Nullable Scalar having,
            GroupBinder.Groups groups,
            List<Query.Window> windows) {}

    record Finished(
            List<Scalar> keys,
            List<List<Integer>> sets,
            @Nullable Scalar having,
            List<Query.Window> windows) {}

    Finished run() {
        boolean grouped = parts.groups().present() || scope.hasAggregates || parts.having() != null;
        if (!grouped) {
            return new Finished(List.of(), List.of(), null, parts.windows());
        }
        boolean recursive =
                scope.ranges.stream()
                        .anyMatch(
                                range ->
                                        range instanceof RangeEntry.CommonTableReference reference
                                                && reference.self());
        if (recursive && scope.hasAggregates) {
            throw BindQueryErrors.recursiveAggregate().withPosition(scope.firstAggregate);
        }
        var checker = new Checker();
        for (Entry target : parts.targets()) {
            target.value = checker.scalar(target.value, 0);
        }
        Scalar having = parts.having() == null ? null : checker.scalar(parts.having(), 0);
        var windows = new ArrayList<Query.Window>();
        for (Query.Window window : parts.windows()) {
            windows.add(
                    new Query.Window(
                            window.name(),
                            window.partitionBy().stream()
                                    .map(key -> checker.scalar(key, 0))
                                    .toList(),
                            window.orderBy().stream()
                                    .map(
                                            key ->
                                                    new Scalar.Ordering(
                                                            checker.scalar(key.value(), 0),
                                                            key.descending(),
                                                            key.nullsFirst(),
                                                            key.operator()))
                                    .toList(),
                            window.mode(),
                            window.start(),
                            window.end(),
                            window.exclusion(),
                            window.frameIsDefault()));
        }
        List<List<Integer>> sets =
                parts.groups().present() ? parts.groups().sets() : List.of(List.of());
        return new Finished(keys, sets, having, windows);
    }

    private final class Checker extends TreeMapper {
        /** Of an ordered-set aggregate: its row does not count, only its group does. */
        private boolean inDirectArguments;

        @Override
        public Scalar scalar(Scalar scalar, int level) {
            if (level == 0 && keys.contains(scalar)) {
                return scalar;
            }
            if (scalar instanceof Scalar.AggregateCall call && call.levelsUp() >= level) {
                if (call.levelsUp() == level) {
                    boolean before = inDirectArguments;
                    inDirectArguments = true;
                    call.directArguments().forEach(argument -> scalar(argument, level));
                    inDirectArguments = before;
                }
                return call;
            }
            if (scalar instanceof Scalar.FunctionCall call
                    && call.function() == Oid.NONE
                    && level == 0) {
                return grouping(call);
            }
            if (scalar instanceof Scalar.Column column && column.levelsUp() == level) {
                check(column, level, inDirectArguments);
                return column;
            }
            return super.scalar(scalar, level);
        }
    }

    private Scalar grouping(Scalar.FunctionCall call) {
        var indexes = new ArrayList<Integer>();
        for (Scalar argument : call.arguments()) {
            int key = keys.indexOf(argument);
            if (key < 0) {
                throw BindQueryErrors.groupingArguments()
                        .withPosition(Math.max(binding.state.position(argument), 0));
            }
            indexes.add(key);
        }
        return new Scalar.Grouping(indexes);
    }

    private void check(Scalar.Column column, int level, boolean inDirectArguments) {
        for (Scalar key : keys) {
            if (key instanceof Scalar.Column other
                    && other.levelsUp() == 0
                    && other.range() == column.range()
                    && other.column() == column.column()) {
                return;
            }
        }
        RangeEntry entry = scope.ranges.get(column.range());
        if (entry instanceof RangeEntry.Relation relation
                && isDetermined(relation, column.range())) {
            return;
        }
        String shown = entry.alias() + "." + name(entry, column.column());
        int position = binding.state.position(column);
        throw (level > 0
                        ? BindQueryErrors.ungroupedInSubquery(shown)
                        : inDirectArguments
                                ? BindQueryErrors.mustBeGroupedInDirectArgument(shown)
                                : BindQueryErrors.mustBeGrouped(shown))
                .withPosition(position);
    }

    private static String name(RangeEntry entry, int column) {
        if (column == 0) {
            return "*";
        }
        return column == NameLookup.TABLEOID ? "tableoid" : entry.columnNames().get(column - 1);
    }

    /** Whether the whole primary key of a table is among the keys. */
    private boolean isDetermined(RangeEntry.Relation entry, int range) {
        if (!(binding.context.catalog().relation(entry.oid()) instanceof Relation.Table table)) {
            return false;
        }
        for (ConstraintDefinition constraint : table.constraints()) {
            if (constraint instanceof ConstraintDefinition.Unique unique && unique.primary()) {
                return unique.columns().stream().allMatch(column -> isKey(range, column));
            }
        }
        return false;
    }

    private boolean isKey(int range, int column) {
        return commonKeys.stream()
                .anyMatch(
                        key ->
                                key instanceof Scalar.Column other
                                        && other.levelsUp() == 0
                                        && other.range() == range
                                        && other.column() == column);
    }
}
