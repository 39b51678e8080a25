package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.tree.CommonTable;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of the ranges and columns of one query level while it is printed: today's names from the catalog, made unique
 * against the levels outside.
 */
final class PrintScope {
    final @Nullable PrintScope parent;
    final List<String> ranges = new ArrayList<>();
    final List<List<String>> columns = new ArrayList<>();
    final List<CommonTable> with;
    final @Nullable Query query;

    /** Whether columns are printed with the name of their range. */
    boolean qualified;

    private PrintScope(@Nullable PrintScope parent, List<CommonTable> with, @Nullable Query query) {
        this.parent = parent;
        this.with = with;
        this.query = query;
    }

    static PrintScope of(Query query, @Nullable PrintScope parent, Catalog catalog) {
        var scope = new PrintScope(parent, query.with(), query);
        Set<String> used = new HashSet<>();
        for (PrintScope outer = parent; outer != null; outer = outer.parent) {
            used.addAll(outer.ranges);
        }
        for (RangeEntry entry : query.ranges()) {
            String name = entry.alias();
            String unique = name;
            for (int i = 1; used.contains(unique); i++) {
                unique = name + "_" + i;
            }
            used.add(unique);
            scope.ranges.add(unique);
            scope.columns.add(columnNames(entry, catalog));
        }
        scope.qualified = query.ranges().size() > 1 || parent != null;
        return scope;
    }

    /** One row of a relation: columns by their bare names. */
    static PrintScope row(String name, List<String> columns) {
        var scope = new PrintScope(null, List.of(), null);
        scope.ranges.add(name);
        scope.columns.add(columns);
        return scope;
    }

    /** Of relations by column number − 1, of others by position; aliases given in the statement win. */
    static List<String> columnNames(RangeEntry entry, Catalog catalog) {
        if (!(entry instanceof RangeEntry.Relation relation)) {
            return entry.columnNames();
        }
        return switch (catalog.relation(relation.oid())) {
            case Relation.Table table ->
                    table.columns().stream().map(ColumnDefinition::name).toList();
            case Relation.View view ->
                    view.columns().stream().map(Relation.ViewColumn::name).toList();
            case null -> relation.columnNames();
            case Relation.Index _, Relation.Sequence _, Relation.SystemRelation _ ->
                    relation.columnNames();
        };
    }

    PrintScope up(int levels) {
        PrintScope here = this;
        for (int i = 0; i < levels; i++) {
            if (here.parent == null) {
                throw new IllegalStateException("no query " + levels + " levels up");
            }
            here = here.parent;
        }
        return here;
    }
}
