package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.TableStatistics;
import dev.borealis.engine.catalog.TableStatistics.ColumnStatistics;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;

/**
 * What the planner knows of an expression whose value changes from row to row: mostly of a column.
 *
 * @param column the column; null for another expression
 * @param type of its values, of a domain what it is over
 * @param found what ANALYZE found; null for nothing
 * @param rows of the table it comes from
 * @param unique whether no two rows have the same value
 */
record Variable(
        Scalar.@Nullable Column column,
        SqlType type,
        @Nullable ColumnStatistics found,
        double rows,
        boolean unique) {
    /** Values that an expression is taken to have of which nothing is known. Source: PostgreSQL. */
    private static final double DISTINCT = 200;

    /**
     * Looks at one side of a comparison.
     *
     * @param known ranges whose rows are there already: what reads nothing else has some value, always the same
     * @return null when it is no variable
     */
    static @Nullable Variable of(Scalar scalar, Level level, BitSet known) {
        Scalar bare = bare(scalar);
        if (bare instanceof Scalar.Column column) {
            return column.levelsUp() > 0 || known.get(column.range())
                    ? null
                    : ofColumn(column, level);
        }
        if (bare instanceof Scalar.Constant || bare instanceof Scalar.Parameter) {
            return null;
        }
        BitSet ranges = Trees.ranges(bare);
        ranges.andNot(known);
        if (ranges.isEmpty()) {
            return null;
        }
        TableStorage table = ranges.cardinality() == 1 ? table(ranges.nextSetBit(0), level) : null;
        double rows = table == null ? Selectivity.UNKNOWN_ROWS : level.planner.rows(table);
        return new Variable(null, baseType(bare, level), null, rows, false);
    }

    /** Without changes of the type that leave the value as it is. */
    static Scalar bare(Scalar scalar) {
        Scalar bare = scalar;
        while (bare instanceof Scalar.Coercion coercion
                && coercion.kind() == Scalar.Coercion.Kind.RELABEL) {
            bare = coercion.argument();
        }
        return bare;
    }

    private static SqlType baseType(Scalar scalar, Level level) {
        return level.compiler().environment().baseType(scalar.type());
    }

    private static @Nullable TableStorage table(int range, Level level) {
        return range < level.ranges.size() ? level.planner.tableOf(level.ranges.get(range)) : null;
    }

    private static Variable ofColumn(Scalar.Column column, Level level) {
        TableStorage table = table(column.range(), level);
        SqlType type = baseType(column, level);
        if (table == null || column.column() <= 0) {
            return new Variable(column, type, null, Selectivity.UNKNOWN_ROWS, false);
        }
        TableStatistics statistics = level.planner.catalog().statistics(table.table.oid());
        ColumnStatistics found = statistics == null ? null : statistics.column(column.column());
        return new Variable(
                column, type, found, level.planner.rows(table), table.isUnique(column.column()));
    }

    double nullFraction() {
        return found == null ? 0 : found.nullFraction();
    }

    /** Whether anything is known of how many values it has. */
    boolean isKnown() {
        return unique || found != null && found.distinct() != 0 || type.oid() == Oid.BOOL;
    }

    /** About how many values it has, at least one. */
    double distinct() {
        double distinct = found == null ? 0 : found.distinct();
        if (unique) {
            distinct = -(1 - nullFraction());
        } else if (distinct == 0 && type.oid() == Oid.BOOL) {
            distinct = 2;
        }
        double values =
                distinct > 0
                        ? distinct
                        : distinct < 0 ? -distinct * rows : Math.min(DISTINCT, rows);
        return Math.max(1, Math.rint(values));
    }

    /** The common values; null for none. */
    @Nullable ArrayValue common() {
        return found == null ? null : found.common();
    }

    /** How many common values there are. */
    int commonCount() {
        return found == null ? 0 : found.commonFrequencies().size();
    }

    double commonFraction() {
        return found == null ? 0 : found.commonFraction();
    }

    /** The fraction of rows that have a common value. @param index into {@link #common} */
    double frequency(int index) {
        return found == null ? 0 : found.commonFrequencies().get(index);
    }

    /** Parts of the others; null when unknown. */
    @Nullable ArrayValue bounds() {
        return found == null ? null : found.bounds();
    }
}
