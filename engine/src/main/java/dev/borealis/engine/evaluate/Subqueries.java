package dev.borealis.engine.evaluate;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.ExecutionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sub-queries in expressions. One that reads nothing of the levels around it runs once per execution and its answer is
 * kept; a correlated one runs at each evaluation.
 */
final class Subqueries {
    private Subqueries() {}

    /** EXISTS, a single value, a row, an array. */
    static Expression plain(
            Scalar.Subquery subquery,
            SubqueryPlan plan,
            int site,
            int cacheSite,
            Environment environment) {
        List<SqlType> types = plan.columnTypes();
        Expression once =
                switch (subquery.kind()) {
                    case EXISTS -> new Exists(plan, site);
                    case SCALAR -> new Single(environment.carrier(types.getFirst()), plan, site);
                    case ROW -> new SingleRow(plan, site, types, environment);
                    case ARRAY -> new Gathered(plan, site, types.getFirst(), environment);
                    case ANY, ALL -> throw new IllegalStateException("no comparison: " + subquery);
                };
        return plan.isCorrelated() ? once : new Kept(once, cacheSite);
    }

    static @Nullable Object boxed(Row row, int column, Carrier carrier) {
        if (row.isNull(column)) {
            return null;
        }
        return switch (carrier) {
            case LONG -> row.getLong(column);
            case DOUBLE -> row.getDouble(column);
            case OBJECT -> row.getObject(column);
        };
    }

    /** The answer of the first evaluation. */
    static final class Kept extends Expression.Boxed {
        private static final Object NULL = new Object();
        private final Expression once;
        private final int site;

        Kept(Expression once, int site) {
            super(once.carrier());
            this.once = once;
            this.site = site;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            Object kept = frame.runtime.state(site);
            if (kept == null) {
                Object value = once.evaluateObject(frame);
                kept = value == null ? NULL : value;
                frame.runtime.setState(site, kept);
            }
            return kept == NULL ? null : kept;
        }
    }

    private static final class Exists extends Expression.OfLong {
        private final SubqueryPlan plan;
        private final int site;

        Exists(SubqueryPlan plan, int site) {
            this.plan = plan;
            this.site = site;
        }

        @Override
        public long evaluateLong(Frame frame) {
            SubqueryCursor cursor = frame.runtime.subquery(plan, site, frame);
            cursor.open();
            boolean found = cursor.next();
            frame.isNull = false;
            return found ? 1 : 0;
        }
    }

    private static final class Single extends Expression.Boxed {
        private final SubqueryPlan plan;
        private final int site;

        Single(Carrier carrier, SubqueryPlan plan, int site) {
            super(carrier);
            this.plan = plan;
            this.site = site;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            SubqueryCursor cursor = frame.runtime.subquery(plan, site, frame);
            cursor.open();
            if (!cursor.next()) {
                return null;
            }
            Object value = boxed(cursor.row(), 0, carrier());
            if (cursor.next()) {
                throw ExecutionErrors.subqueryReturnedMoreThanOneRow();
            }
            return value;
        }
    }

    private static final class SingleRow extends Expression.OfObject {
        private final SubqueryPlan plan;
        private final int site;
        private final List<SqlType> types;
        private final Carrier[] carriers;

        SingleRow(SubqueryPlan plan, int site, List<SqlType> types, Environment environment) {
            this.plan = plan;
            this.site = site;
            this.types = types;
            carriers = types.stream().map(environment::carrier).toArray(Carrier[]::new);
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            SubqueryCursor cursor = frame.runtime.subquery(plan, site, frame);
            cursor.open();
            if (!cursor.next()) {
                return null;
            }
            @Nullable Object[] values = new Object[carriers.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = boxed(cursor.row(), i, carriers[i]);
            }
            if (cursor.next()) {
                throw ExecutionErrors.subqueryReturnedMoreThanOneRow();
            }
            return Composites.anonymousRecord(types, values);
        }
    }

    /** ARRAY(SELECT …). */
    private static final class Gathered extends Expression.OfObject {
        private final SubqueryPlan plan;
        private final int site;
        private final SqlType type;
        private final Carrier carrier;
        private final Environment environment;

        Gathered(SubqueryPlan plan, int site, SqlType type, Environment environment) {
            this.plan = plan;
            this.site = site;
            this.type = type;
            this.environment = environment;
            carrier = environment.carrier(type);
        }

        @Override
        public Object evaluateObject(Frame frame) {
            SubqueryCursor cursor = frame.runtime.subquery(plan, site, frame);
            cursor.open();
            var values = new ArrayList<@Nullable Object>();
            while (cursor.next()) {
                frame.runtime.reserve(16);
                values.add(boxed(cursor.row(), 0, carrier));
            }
            return Composites.gather(environment.baseType(type).oid(), values);
        }
    }

    /** Column of the current row of a sub-query, inside its comparison. */
    static final class OutputColumn extends Expression.Boxed {
        private final int rowSite;
        private final int column;

        OutputColumn(Carrier carrier, int rowSite, int column) {
            super(carrier);
            this.rowSite = rowSite;
            this.column = column;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            Row row = (Row) frame.runtime.state(rowSite);
            return row == null ? null : boxed(row, column, carrier());
        }
    }

    /** ANY and ALL: the comparison for each row until one decides. */
    static final class Quantified extends Expression.OfLong {
        private final SubqueryPlan plan;
        private final int site;
        private final int rowSite;
        private final Expression comparison;
        private final boolean any;

        Quantified(SubqueryPlan plan, int site, int rowSite, Expression comparison, boolean any) {
            this.plan = plan;
            this.site = site;
            this.rowSite = rowSite;
            this.comparison = comparison;
            this.any = any;
        }

        @Override
        public long evaluateLong(Frame frame) {
            SubqueryCursor cursor = frame.runtime.subquery(plan, site, frame);
            cursor.open();
            boolean unknown = false;
            while (cursor.next()) {
                frame.runtime.setState(rowSite, cursor.row());
                boolean holds = comparison.evaluateLong(frame) != 0;
                if (frame.isNull) {
                    unknown = true;
                } else if (holds == any) {
                    return any ? 1 : 0;
                }
            }
            frame.isNull = unknown;
            return unknown ? 0 : any ? 0 : 1;
        }
    }

    /** {@code left = ANY (query)} where the query reads nothing of the levels around it: its values in a set. */
    static final class HashedAny extends Expression.OfLong {
        /** Charged for a value of the set. */
        private static final int VALUE_BYTES = 64;

        private final SubqueryPlan plan;
        private final int site;
        private final int setSite;
        private final Expression left;
        private final Carrier carrier;

        HashedAny(SubqueryPlan plan, int site, int setSite, Expression left, Carrier carrier) {
            this.plan = plan;
            this.site = site;
            this.setSite = setSite;
            this.left = left;
            this.carrier = carrier;
        }

        private record Members(Set<Object> values, boolean hasNull) {}

        private Members members(Frame frame) {
            Object known = frame.runtime.state(setSite);
            if (known != null) {
                return (Members) known;
            }
            SubqueryCursor cursor = frame.runtime.subquery(plan, site, frame);
            cursor.open();
            var values = new HashSet<Object>();
            boolean hasNull = false;
            while (cursor.next()) {
                Object value = boxed(cursor.row(), 0, carrier);
                if (value == null) {
                    hasNull = true;
                } else if (values.add(value instanceof Bytes bytes ? bytes.compact() : value)) {
                    frame.runtime.reserve((long) VALUE_BYTES * values.size());
                }
            }
            var members = new Members(values, hasNull);
            frame.runtime.setState(setSite, members);
            return members;
        }

        @Override
        public long evaluateLong(Frame frame) {
            Members members = members(frame);
            Object value = left.evaluateObject(frame);
            frame.isNull = false;
            if (value == null) {
                frame.isNull = members.hasNull || !members.values.isEmpty();
                return 0;
            }
            if (members.values.contains(value)) {
                return 1;
            }
            frame.isNull = members.hasNull;
            return 0;
        }
    }
}
