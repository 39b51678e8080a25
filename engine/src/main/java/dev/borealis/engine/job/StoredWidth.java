package dev.borealis.engine.job;

import dev.borealis.engine.function.system.TypeFunctions;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Bytes;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.value.Numeric;
import dev.borealis.types.value.ValueMemory;

/** What PostgreSQL would need for a value in a row, uncompressed: pg_stats.avg_width speaks of that. */
final class StoredWidth {
    /** Values of this many bytes and less have a header of one byte. */
    private static final int SHORT = 126;

    private static final int SHORT_HEADER = 1;
    private static final int LONG_HEADER = 4;

    /** Of a number: sign, weight and scale. */
    private static final int NUMERIC_HEADER = 2;

    private StoredWidth() {}

    static int of(Object value, SqlType type) {
        TypeInfo info = BuiltinTypes.find(type.oid());
        if (info != null && info.length() > 0) {
            return info.length();
        }
        return switch (value) {
            case Bytes bytes -> withHeader(bytes.length());
            case Numeric number when number.isFinite() ->
                    withHeader(NUMERIC_HEADER + 2 * TypeFunctions.groups(number));
            case Numeric _ -> withHeader(NUMERIC_HEADER);
            default -> (int) Math.min(Integer.MAX_VALUE, ValueMemory.bytes(value));
        };
    }

    private static int withHeader(int bytes) {
        return bytes + (bytes <= SHORT ? SHORT_HEADER : LONG_HEADER);
    }
}
