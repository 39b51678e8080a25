package dev.borealis.engine.evaluate;

import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

/** Expressions without arguments: constants, parameters, columns. */
final class Leaves {
    private Leaves() {}

    static Expression constant(Carrier carrier, @Nullable Object value) {
        if (value == null) {
            return new Null(carrier);
        }
        return switch (carrier) {
            case LONG -> new LongConstant((Long) value);
            case DOUBLE -> new DoubleConstant((Double) value);
            case OBJECT -> new ObjectConstant(value);
        };
    }

    static Expression column(Carrier carrier, int levelsUp, int range, int column) {
        if (levelsUp > 0) {
            return new OuterColumn(carrier, levelsUp, range, column);
        }
        return switch (carrier) {
            case LONG -> new LongColumn(range, column);
            case DOUBLE -> new DoubleColumn(range, column);
            case OBJECT -> new ObjectColumn(range, column);
        };
    }

    /** The OID of the relation a row comes from; NULL where an outer join found none. */
    static final class TableOid extends Expression.OfLong {
        private final int levelsUp;
        private final int range;
        private final int relation;

        TableOid(int levelsUp, int range, int relation) {
            this.levelsUp = levelsUp;
            this.range = range;
            this.relation = relation;
        }

        @Override
        public long evaluateLong(Frame frame) {
            Row row = frame.up(levelsUp).rows[range];
            frame.isNull = row == NullRow.INSTANCE;
            return frame.isNull ? 0 : relation;
        }
    }

    static final class Null extends Expression {
        private final Carrier carrier;

        Null(Carrier carrier) {
            this.carrier = carrier;
        }

        @Override
        public Carrier carrier() {
            return carrier;
        }

        @Override
        public long evaluateLong(Frame frame) {
            frame.isNull = true;
            return 0;
        }

        @Override
        public double evaluateDouble(Frame frame) {
            frame.isNull = true;
            return 0;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            return null;
        }
    }

    static final class LongConstant extends Expression.OfLong {
        final long value;

        LongConstant(long value) {
            this.value = value;
        }

        @Override
        public long evaluateLong(Frame frame) {
            frame.isNull = false;
            return value;
        }
    }

    static final class DoubleConstant extends Expression.OfDouble {
        private final double value;

        DoubleConstant(double value) {
            this.value = value;
        }

        @Override
        public double evaluateDouble(Frame frame) {
            frame.isNull = false;
            return value;
        }
    }

    static final class ObjectConstant extends Expression.OfObject {
        private final Object value;

        Object value() {
            return value;
        }

        ObjectConstant(Object value) {
            this.value = value;
        }

        @Override
        public Object evaluateObject(Frame frame) {
            return value;
        }
    }

    static final class Parameter extends Expression.Boxed {
        private final int number;

        Parameter(Carrier carrier, int number) {
            super(carrier);
            this.number = number;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            return frame.runtime.parameter(number);
        }
    }

    static final class LongColumn extends Expression.OfLong {
        final int range;
        final int column;

        LongColumn(int range, int column) {
            this.range = range;
            this.column = column;
        }

        @Override
        public long evaluateLong(Frame frame) {
            return frame.rows[range].getLong(column, frame);
        }
    }

    static final class DoubleColumn extends Expression.OfDouble {
        private final int range;
        private final int column;

        DoubleColumn(int range, int column) {
            this.range = range;
            this.column = column;
        }

        @Override
        public double evaluateDouble(Frame frame) {
            Row row = frame.rows[range];
            if (row.isNull(column)) {
                frame.isNull = true;
                return 0;
            }
            frame.isNull = false;
            return row.getDouble(column);
        }
    }

    static final class ObjectColumn extends Expression.OfObject {
        private final int range;
        private final int column;

        ObjectColumn(int range, int column) {
            this.range = range;
            this.column = column;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            Row row = frame.rows[range];
            return row.isNull(column) ? null : row.getObject(column);
        }
    }

    /** A column of a level around this one. */
    static final class OuterColumn extends Expression {
        private final Carrier carrier;
        private final int levelsUp;
        private final int range;
        private final int column;

        OuterColumn(Carrier carrier, int levelsUp, int range, int column) {
            this.carrier = carrier;
            this.levelsUp = levelsUp;
            this.range = range;
            this.column = column;
        }

        @Override
        public Carrier carrier() {
            return carrier;
        }

        @Override
        public long evaluateLong(Frame frame) {
            Row row = frame.up(levelsUp).rows[range];
            frame.isNull = row.isNull(column);
            return frame.isNull ? 0 : row.getLong(column);
        }

        @Override
        public double evaluateDouble(Frame frame) {
            Row row = frame.up(levelsUp).rows[range];
            frame.isNull = row.isNull(column);
            return frame.isNull ? 0 : row.getDouble(column);
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            Row row = frame.up(levelsUp).rows[range];
            if (row.isNull(column)) {
                return null;
            }
            return switch (carrier) {
                case LONG -> row.getLong(column);
                case DOUBLE -> row.getDouble(column);
                case OBJECT -> row.getObject(column);
            };
        }
    }
}
