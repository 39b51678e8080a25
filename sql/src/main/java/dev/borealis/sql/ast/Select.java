package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A whole query: body, then what applies to the result of the body. {@code TABLE t} arrives as {@code SELECT * FROM t}.
 *
 * @param limit null when none was written or LIMIT ALL
 * @param withTies {@code FETCH FIRST n ROWS WITH TIES}
 */
public record Select(
        @Nullable With with,
        Body body,
        List<SortItem> orderBy,
        @Nullable Expression limit,
        @Nullable Expression offset,
        boolean withTies,
        List<Locking> locking,
        int position)
        implements QueryStatement {
    public Select {
        orderBy = List.copyOf(orderBy);
        locking = List.copyOf(locking);
    }

    /** What a query is made of. */
    public sealed interface Body {}

    /**
     * {@code SELECT … FROM …}.
     *
     * @param distinctOn expressions of DISTINCT ON; empty otherwise
     * @param into of {@code SELECT … INTO}: refused at the top, an error below it
     * @param groupDistinct {@code GROUP BY DISTINCT}
     */
    public record Simple(
            boolean distinct,
            List<Expression> distinctOn,
            List<Target> targets,
            @Nullable QualifiedName into,
            List<TableExpression> from,
            @Nullable Expression where,
            List<GroupItem> groupBy,
            boolean groupDistinct,
            @Nullable Expression having,
            List<WindowDefinition> windows)
            implements Body {
        public Simple {
            distinctOn = List.copyOf(distinctOn);
            targets = List.copyOf(targets);
            from = List.copyOf(from);
            groupBy = List.copyOf(groupBy);
            windows = List.copyOf(windows);
        }
    }

    /** {@code VALUES (…), (…)}; rows may differ in length until analysis. */
    public record Values(List<List<Expression>> rows) implements Body {
        public Values {
            rows = List.copyOf(rows);
        }
    }

    /** Kinds of set operation. */
    public enum SetOperator {
        UNION,
        INTERSECT,
        EXCEPT
    }

    /** {@code left operator [ALL] right}; a side in parentheses may have its own WITH, ORDER BY and LIMIT. */
    public record SetOperation(SetOperator operator, boolean all, Select left, Select right)
            implements Body {}

    /** An item of GROUP BY. */
    public sealed interface GroupItem {
        /** An expression, an output name or an output number. */
        record Single(Expression expression) implements GroupItem {}

        /** {@code ()}. */
        record Empty(int position) implements GroupItem {}

        /** {@code ROLLUP (expressions)}. */
        record Rollup(List<Expression> expressions, int position) implements GroupItem {
            public Rollup {
                expressions = List.copyOf(expressions);
            }
        }

        /** {@code CUBE (expressions)}. */
        record Cube(List<Expression> expressions, int position) implements GroupItem {
            public Cube {
                expressions = List.copyOf(expressions);
            }
        }

        /** {@code GROUPING SETS (sets)}. */
        record GroupingSets(List<GroupItem> sets, int position) implements GroupItem {
            public GroupingSets {
                sets = List.copyOf(sets);
            }
        }
    }

    /** Strengths of FOR …, weakest first. */
    public enum Strength {
        KEY_SHARE,
        SHARE,
        NO_KEY_UPDATE,
        UPDATE
    }

    /** What to do when a row is locked; nothing is ever locked here, so both are without effect. */
    public enum Wait {
        BLOCK,
        NOWAIT,
        SKIP_LOCKED
    }

    /** {@code FOR strength [OF relations] [NOWAIT | SKIP LOCKED]}. */
    public record Locking(Strength strength, List<QualifiedName> relations, Wait policy) {
        public Locking {
            relations = List.copyOf(relations);
        }
    }
}
