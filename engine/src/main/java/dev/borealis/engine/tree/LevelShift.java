package dev.borealis.engine.tree;

/** Moves an expression into queries further in or out: references to outer levels change by {@code delta}. */
public final class LevelShift extends TreeMapper {
    private final int delta;

    private LevelShift(int delta) {
        this.delta = delta;
    }

    /** The expression as it reads {@code delta} queries further in (or further out, when negative). */
    public static Scalar shift(Scalar scalar, int delta) {
        return delta == 0 ? scalar : new LevelShift(delta).scalar(scalar, 0);
    }

    /** A query moved one or more levels: what it refers to outside itself is further away. */
    public static Query shift(Query query, int delta) {
        return new LevelShift(delta).query(query, 1);
    }

    @Override
    public Scalar scalar(Scalar scalar, int level) {
        if (scalar instanceof Scalar.Column column) {
            return column.levelsUp() >= level
                    ? new Scalar.Column(
                            column.type(),
                            column.levelsUp() + delta,
                            column.range(),
                            column.column())
                    : column;
        }
        if (scalar instanceof Scalar.AggregateCall call
                && call.levelsUp() >= level
                && call.levelsUp() > 0) {
            var moved = (Scalar.AggregateCall) super.scalar(scalar, level);
            return new Scalar.AggregateCall(
                    moved.type(),
                    moved.function(),
                    moved.directArguments(),
                    moved.arguments(),
                    moved.star(),
                    moved.distinct(),
                    moved.orderBy(),
                    moved.withinGroup(),
                    moved.filter(),
                    moved.variadic(),
                    moved.levelsUp() + delta);
        }
        return super.scalar(scalar, level);
    }

    @Override
    public RangeEntry range(RangeEntry range, int level) {
        if (range instanceof RangeEntry.CommonTableReference reference
                && reference.levelsUp() >= level) {
            return new RangeEntry.CommonTableReference(
                    reference.levelsUp() + delta,
                    reference.index(),
                    reference.self(),
                    reference.alias(),
                    reference.columnNames(),
                    reference.columnTypes());
        }
        return super.range(range, level);
    }
}
