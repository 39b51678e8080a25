package dev.borealis.engine.bind;

import dev.borealis.engine.tree.CommonTable;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.WindowDefinition;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What one query level can see while it is being bound. Mutable; lives as long as the binding of that level. */
final class Scope {
    private final @Nullable Scope parent;

    /** Ranges of the query, as they come to be. */
    final List<RangeEntry> ranges = new ArrayList<>();

    /** What names can refer to at the moment. */
    List<Item> items = new ArrayList<>();

    /** Everything FROM named so far, visible or not: for hints. */
    final List<Item> all = new ArrayList<>();

    /** WITH items of this level that may be referred to. */
    final List<CommonTableItem> commonTables = new ArrayList<>();

    /** Those bound already, by their place in the list. */
    private final SortedMap<Integer, CommonTable> with = new TreeMap<>();

    /** Names of WITH items further on in the list: for a hint. */
    final List<String> futureCommonTables = new ArrayList<>();

    /** Items of a WITH RECURSIVE not bound yet, by name: a reference to one has it bound at once. */
    final Map<String, WithBinder.Written> waitingCommonTables = new LinkedHashMap<>();

    final List<Query.Window> windows = new ArrayList<>();
    final List<WindowDefinition> namedWindows = new ArrayList<>();

    /** Where a reference to a recursive item may not stand; null where it may. Handed down to inner levels. */
    @Nullable RecursionLimit recursionLimit;

    Clause clause = Clause.NONE;
    boolean lateralActive;
    boolean hasAggregates;

    /** Where the first aggregate was written. */
    int firstAggregate;

    boolean hasWindowCalls;
    boolean hasSetFunctions;

    /** Expressions of GROUP BY once they are known, for GROUPING(…). */
    @Nullable List<Scalar> groupKeys;

    /** FOR UPDATE and the like was asked of this level. */
    boolean locked;

    /** The common tables of this level, in the order in which they were written. */
    List<CommonTable> with() {
        return List.copyOf(with.values());
    }

    /** Null before it is bound. */
    @Nullable CommonTable with(int index) {
        return with.get(index);
    }

    /** An item that is there. */
    CommonTableItem commonTable(String name) {
        return commonTables.stream()
                .filter(item -> item.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    void with(int index, CommonTable table) {
        with.put(index, table);
    }

    Scope(@Nullable Scope parent) {
        this.parent = parent;
        recursionLimit = parent == null ? null : parent.recursionLimit;
    }

    /** Places in a recursive term where the term may not refer to itself. */
    enum RecursionLimit {
        SUBQUERY("a subquery"),
        OUTER_JOIN("an outer join"),
        EXCEPT("EXCEPT"),
        INTERSECT("INTERSECT");

        final String place;

        RecursionLimit(String place) {
            this.place = place;
        }
    }

    /** Runs something at such a place. */
    <T> T limited(@Nullable RecursionLimit limit, Supplier<T> work) {
        RecursionLimit before = recursionLimit;
        if (limit != null) {
            recursionLimit = limit;
        }
        try {
            return work.get();
        } finally {
            recursionLimit = before;
        }
    }

    @Nullable Scope parent() {
        return parent;
    }

    /** The scope so many levels up. */
    Scope up(int levels) {
        Scope here = this;
        for (int i = 0; i < levels; i++) {
            Scope next = here.parent;
            if (next == null) {
                throw new IllegalStateException("no query " + levels + " levels up");
            }
            here = next;
        }
        return here;
    }

    /** Runs something as part of a clause. */
    <T> T in(Clause inner, Supplier<T> work) {
        Clause before = clause;
        clause = inner;
        try {
            return work.get();
        } finally {
            clause = before;
        }
    }

    int add(RangeEntry range) {
        ranges.add(range);
        return ranges.size() - 1;
    }

    /**
     * A column that can be named. @param value over this level's ranges
     *
     * @param hidden found by name, not part of {@code *} (columns a USING join merged away)
     */
    record Column(String name, Scalar value, boolean hidden) {}

    /**
     * Something with a name and columns.
     *
     * @param name alias or table name; null for a join or sub-query without one
     * @param relation OID when it is a relation named without alias (so {@code schema.name.column} works), else 0
     * @param privilegesOf range whose relation's rights a reference needs, −1 for none
     * @param whole the value of the name itself
     */
    record Item(
            @Nullable String name,
            int relation,
            int range,
            List<Column> columns,
            @Nullable Scalar whole,
            boolean nameVisible,
            boolean columnsVisible,
            boolean lateralOnly,
            boolean lateralAllowed) {
        Item {
            columns = List.copyOf(columns);
        }

        Item visible(boolean byName, boolean columnsToo) {
            return new Item(
                    name,
                    relation,
                    range,
                    columns,
                    whole,
                    byName,
                    columnsToo,
                    lateralOnly,
                    lateralAllowed);
        }

        Item lateral(boolean only, boolean allowed) {
            return new Item(
                    name,
                    relation,
                    range,
                    columns,
                    whole,
                    nameVisible,
                    columnsVisible,
                    only,
                    allowed);
        }

        List<Column> starColumns() {
            return columns.stream().filter(column -> !column.hidden()).toList();
        }
    }

    /**
     * A WITH item.
     *
     * @param self set while its own recursive body is bound
     */
    static final class CommonTableItem {
        final String name;
        final int index;

        /** Where its name is written. */
        final int position;

        final boolean self;
        final List<String> columnNames;
        final List<dev.borealis.types.SqlType> columnTypes;
        int references;

        /** It changes rows and has no RETURNING. */
        final boolean withoutResult;

        /** How many of its last columns {@code *} leaves out. */
        int hiddenColumns;

        CommonTableItem(
                String name,
                int index,
                int position,
                boolean self,
                List<String> columnNames,
                List<dev.borealis.types.SqlType> columnTypes,
                boolean withoutResult) {
            this.name = name;
            this.index = index;
            this.position = position;
            this.self = self;
            this.columnNames = List.copyOf(columnNames);
            this.columnTypes = List.copyOf(columnTypes);
            this.withoutResult = withoutResult;
        }
    }
}
