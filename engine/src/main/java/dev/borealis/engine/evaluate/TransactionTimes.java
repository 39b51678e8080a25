package dev.borealis.engine.evaluate;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.TypeContext;
import dev.borealis.types.value.TimeTz;

/** CURRENT_TIMESTAMP and its kin: the start of the transaction in the session's time zone, rounded as asked. */
public final class TransactionTimes {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private TransactionTimes() {}

    /** Whether a value is one of them. */
    public static boolean isTime(Scalar.SessionValue value) {
        return switch (value.kind()) {
            case CURRENT_DATE, CURRENT_TIMESTAMP, LOCALTIMESTAMP, LOCALTIME, CURRENT_TIME -> true;
            case CURRENT_ROLE,
                    CURRENT_USER,
                    USER,
                    SESSION_USER,
                    SYSTEM_USER,
                    CURRENT_CATALOG,
                    CURRENT_SCHEMA ->
                    false;
        };
    }

    /** The value, which {@link #isTime}, in the carrier of its type. */
    public static Object of(Scalar.SessionValue value, TypeContext context) {
        long instant = context.transactionMicros();
        int offset = context.timeZone().offsetAt(instant);
        long local = instant + offset * 1_000_000L;
        int precision = value.type().typmod();
        return switch (value.kind()) {
            case CURRENT_DATE -> Math.floorDiv(local, MICROS_PER_DAY);
            case CURRENT_TIMESTAMP -> rounded(instant, precision);
            case LOCALTIMESTAMP -> rounded(local, precision);
            case LOCALTIME -> rounded(Math.floorMod(local, MICROS_PER_DAY), precision);
            case CURRENT_TIME ->
                    new TimeTz(rounded(Math.floorMod(local, MICROS_PER_DAY), precision), -offset);
            case CURRENT_ROLE,
                    CURRENT_USER,
                    USER,
                    SESSION_USER,
                    SYSTEM_USER,
                    CURRENT_CATALOG,
                    CURRENT_SCHEMA ->
                    throw new IllegalStateException("no time: " + value);
        };
    }

    private static long rounded(long micros, int precision) {
        if (precision < 0 || precision >= 6) {
            return micros;
        }
        long unit = (long) Math.pow(10, 6 - precision);
        return Math.floorDiv(micros + unit / 2, unit) * unit;
    }
}
