package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Statement;
import dev.borealis.engine.tree.TreeMapper;
import dev.borealis.types.error.SyntaxErrors;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Puts the queries of views in the place of their names, views inside views too. */
final class ViewExpansion extends TreeMapper {
    /** Views over views over views: PostgreSQL has no limit but its stack. */
    private static final int MAX_NESTING = 100;

    private final Catalog catalog;
    private final List<RequiredPrivilege> privileges = new ArrayList<>();
    private int nesting;

    ViewExpansion(Catalog catalog) {
        this.catalog = catalog;
    }

    Statement expand(Statement statement) {
        return statement(statement, 0);
    }

    /** What the owners of the views must be allowed to read. */
    List<RequiredPrivilege> privileges() {
        return privileges;
    }

    @Override
    public Query query(Query query, int level) {
        return lockInside(super.query(query, level));
    }

    /** FOR UPDATE on a sub-query or view locks the tables in it. */
    private static Query lockInside(Query query) {
        if (query.locks().isEmpty()) {
            return query;
        }
        var ranges = new ArrayList<>(query.ranges());
        var locks = new ArrayList<Query.RowLock>();
        for (Query.RowLock lock : query.locks()) {
            if (ranges.get(lock.range()) instanceof RangeEntry.Subquery subquery) {
                ranges.set(
                        lock.range(),
                        new RangeEntry.Subquery(
                                locked(subquery.query(), lock.keyShare()),
                                subquery.lateral(),
                                subquery.view(),
                                subquery.alias(),
                                subquery.columnNames()));
            } else {
                locks.add(lock);
            }
        }
        return with(query, ranges, locks);
    }

    private static Query locked(Query query, boolean keyShare) {
        if (!(query.body() instanceof Query.Select select)
                || !select.groupingSets().isEmpty()
                || select.distinctOn() != null) {
            return query;
        }
        var locks = new ArrayList<>(query.locks());
        for (FromItem item : select.from()) {
            ranges(item, query, keyShare, locks);
        }
        return lockInside(with(query, query.ranges(), locks));
    }

    private static void ranges(
            FromItem item, Query query, boolean keyShare, List<Query.RowLock> locks) {
        switch (item) {
            case FromItem.Range range -> {
                RangeEntry entry = query.ranges().get(range.range());
                boolean lockable =
                        entry instanceof RangeEntry.Relation
                                || entry instanceof RangeEntry.Subquery;
                if (lockable && locks.stream().noneMatch(lock -> lock.range() == range.range())) {
                    locks.add(new Query.RowLock(range.range(), keyShare));
                }
            }
            case FromItem.Join join -> {
                ranges(join.left(), query, keyShare, locks);
                ranges(join.right(), query, keyShare, locks);
            }
        }
    }

    private static Query with(Query query, List<RangeEntry> ranges, List<Query.RowLock> locks) {
        return new Query(
                query.with(),
                ranges,
                query.body(),
                query.targets(),
                query.orderBy(),
                query.limit(),
                query.offset(),
                query.withTies(),
                locks);
    }

    @Override
    public RangeEntry range(RangeEntry range, int level) {
        if (!(range instanceof RangeEntry.Relation relation)
                || !(catalog.relation(relation.oid()) instanceof Relation.View view)) {
            return super.range(range, level);
        }
        if (++nesting > MAX_NESTING) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        try {
            readAsOwner(view);
            Query query = query(view.query(), 0);
            return new RangeEntry.Subquery(
                    query, false, view.oid(), relation.alias(), relation.columnNames());
        } finally {
            nesting--;
        }
    }

    private void readAsOwner(Relation.View view) {
        var reader = new Reader(view.owner());
        reader.query(view.query(), 0);
    }

    /** Notes which columns of which relations a stored query reads. */
    private final class Reader extends TreeMapper {
        private final int owner;
        private final List<Query> stack = new ArrayList<>();

        Reader(int owner) {
            this.owner = owner;
        }

        @Override
        public Query query(Query query, int level) {
            stack.addLast(query);
            try {
                for (int range = 0; range < query.ranges().size(); range++) {
                    if (query.ranges().get(range) instanceof RangeEntry.Relation relation) {
                        var columns = new TreeSet<Integer>();
                        collect(query, range, columns);
                        privileges.add(
                                new RequiredPrivilege(
                                        relation.oid(), 'r', List.copyOf(columns), owner));
                    }
                }
                return super.query(query, level);
            } finally {
                stack.removeLast();
            }
        }

        private void collect(Query query, int range, TreeSet<Integer> columns) {
            var collector =
                    new TreeMapper() {
                        @Override
                        public Scalar scalar(Scalar scalar, int level) {
                            if (scalar instanceof Scalar.Column column
                                    && column.levelsUp() == level
                                    && column.range() == range) {
                                columns.add(column.column());
                            }
                            return super.scalar(scalar, level);
                        }
                    };
            collector.query(query, 0);
        }
    }

    /** The target of a change is a table already; only what else it reads may be views. */
    @Override
    public Statement statement(Statement statement, int level) {
        return switch (statement) {
            case Query query -> query(query, level);
            case Modification modification -> super.statement(modification, level);
        };
    }
}
