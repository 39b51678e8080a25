package dev.borealis.engine.function.comparison;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.number.FloatFunctions;
import dev.borealis.engine.function.text.Characters;
import dev.borealis.types.Bytes;
import dev.borealis.types.value.Numeric;

import java.util.List;

/**
 * The operators = &lt;&gt; &lt; &lt;= &gt; &gt;=, the comparison functions of btree, and the pairs larger and smaller.
 * The three common carriers have code of their own because they run once a row.
 */
public final class ComparisonFunctions {
    private ComparisonFunctions() {}

    /** A total order of objects of one type. */
    @FunctionalInterface
    public interface Order {
        /** Negative, zero or positive. */
        int compare(Call call, Object a, Object b);
    }

    public static void define(Implementations to) {
        for (String type :
                List.of(
                        "bool", "oid", "int2", "int4", "int8", "int24", "int42", "int28", "int82",
                        "int48", "int84")) {
            longs(to, type);
        }
        for (String type :
                List.of(
                        "date_",
                        "time_",
                        "timestamp_",
                        "pg_lsn_",
                        "cash_",
                        "macaddr_",
                        "macaddr8_")) {
            longs(to, type);
        }
        for (String type : List.of("float4", "float8", "float48", "float84")) {
            doubles(to, type);
        }
        bytes(to, "bytea", "eq", "ne");
        bytes(to, "name", "eq", "ne");
        bytes(to, "text_", null, null);
        texts(to);
        integersAsUnsigned(to);
        comparisonNumbers(to);
        objects(to, "bpchar", (_, a, b) -> blankTrimmed(a).compareTo(blankTrimmed(b)));
        objects(to, "numeric_", (_, a, b) -> ((Numeric) a).compareTo((Numeric) b));
        to.longOfObjectObject("numeric_cmp", (_, a, b) -> ((Numeric) a).compareTo((Numeric) b));
        extremes(to);
    }

    private static Bytes blankTrimmed(Object text) {
        return Characters.withoutTrailingBlanks((Bytes) text);
    }

    private static void longs(Implementations to, String prefix) {
        to.longOfLongLong(prefix + "eq", (_, a, b) -> a == b ? 1 : 0);
        to.longOfLongLong(prefix + "ne", (_, a, b) -> a != b ? 1 : 0);
        to.longOfLongLong(prefix + "lt", (_, a, b) -> a < b ? 1 : 0);
        to.longOfLongLong(prefix + "le", (_, a, b) -> a <= b ? 1 : 0);
        to.longOfLongLong(prefix + "gt", (_, a, b) -> a > b ? 1 : 0);
        to.longOfLongLong(prefix + "ge", (_, a, b) -> a >= b ? 1 : 0);
    }

    private static void doubles(Implementations to, String prefix) {
        to.longOfDoubleDouble(
                prefix + "eq", (_, a, b) -> a == b || Double.isNaN(a) && Double.isNaN(b) ? 1 : 0);
        to.longOfDoubleDouble(
                prefix + "ne", (_, a, b) -> a == b || Double.isNaN(a) && Double.isNaN(b) ? 0 : 1);
        to.longOfDoubleDouble(prefix + "lt", (_, a, b) -> FloatFunctions.compare(a, b) < 0 ? 1 : 0);
        to.longOfDoubleDouble(
                prefix + "le", (_, a, b) -> FloatFunctions.compare(a, b) <= 0 ? 1 : 0);
        to.longOfDoubleDouble(prefix + "gt", (_, a, b) -> FloatFunctions.compare(a, b) > 0 ? 1 : 0);
        to.longOfDoubleDouble(
                prefix + "ge", (_, a, b) -> FloatFunctions.compare(a, b) >= 0 ? 1 : 0);
    }

    private static void bytes(
            Implementations to,
            String prefix,
            @org.jspecify.annotations.Nullable String equal,
            @org.jspecify.annotations.Nullable String unequal) {
        if (equal != null && unequal != null) {
            to.longOfObjectObject(prefix + equal, (_, a, b) -> a.equals(b) ? 1 : 0);
            to.longOfObjectObject(prefix + unequal, (_, a, b) -> a.equals(b) ? 0 : 1);
        }
        to.longOfObjectObject(
                prefix + "lt", (_, a, b) -> ((Bytes) a).compareTo((Bytes) b) < 0 ? 1 : 0);
        to.longOfObjectObject(
                prefix + "le", (_, a, b) -> ((Bytes) a).compareTo((Bytes) b) <= 0 ? 1 : 0);
        to.longOfObjectObject(
                prefix + "gt", (_, a, b) -> ((Bytes) a).compareTo((Bytes) b) > 0 ? 1 : 0);
        to.longOfObjectObject(
                prefix + "ge", (_, a, b) -> ((Bytes) a).compareTo((Bytes) b) >= 0 ? 1 : 0);
    }

    private static void texts(Implementations to) {
        to.longOfObjectObject("texteq", (_, a, b) -> a.equals(b) ? 1 : 0);
        to.longOfObjectObject("textne", (_, a, b) -> a.equals(b) ? 0 : 1);
        Order order = (_, a, b) -> ((Bytes) a).compareTo((Bytes) b);
        for (String name : List.of("eq", "ne", "lt", "le", "gt", "ge")) {
            test(to, "name" + name + "text", name, order);
            test(to, "text" + name + "name", name, order);
        }
        for (String name : List.of("lt", "le", "gt", "ge")) {
            test(to, "text_pattern_" + name, name, order);
            test(
                    to,
                    "bpchar_pattern_" + name,
                    name,
                    (_, a, b) -> blankTrimmed(a).compareTo(blankTrimmed(b)));
        }
        for (String name :
                List.of(
                        "btnamecmp",
                        "btnametextcmp",
                        "bttextnamecmp",
                        "bttextcmp",
                        "bttext_pattern_cmp",
                        "byteacmp")) {
            to.longOfObjectObject(name, (_, a, b) -> ((Bytes) a).compareTo((Bytes) b));
        }
        for (String name : List.of("bpcharcmp", "btbpchar_pattern_cmp")) {
            to.longOfObjectObject(name, (_, a, b) -> blankTrimmed(a).compareTo(blankTrimmed(b)));
        }
    }

    /** "char" compares as an unsigned byte, xid8 as unsigned 64 bits; xid and cid know only equality. */
    private static void integersAsUnsigned(Implementations to) {
        to.longOfLongLong("chareq", (_, a, b) -> a == b ? 1 : 0);
        to.longOfLongLong("charne", (_, a, b) -> a != b ? 1 : 0);
        to.longOfLongLong("charlt", (_, a, b) -> (a & 0xFF) < (b & 0xFF) ? 1 : 0);
        to.longOfLongLong("charle", (_, a, b) -> (a & 0xFF) <= (b & 0xFF) ? 1 : 0);
        to.longOfLongLong("chargt", (_, a, b) -> (a & 0xFF) > (b & 0xFF) ? 1 : 0);
        to.longOfLongLong("charge", (_, a, b) -> (a & 0xFF) >= (b & 0xFF) ? 1 : 0);
        to.longOfLongLong("xideq", (_, a, b) -> a == (b & 0xFFFF_FFFFL) ? 1 : 0);
        to.longOfLongLong("xidneq", (_, a, b) -> a != (b & 0xFFFF_FFFFL) ? 1 : 0);
        to.longOfLongLong("cideq", (_, a, b) -> a == b ? 1 : 0);
        to.longOfLongLong("xid8eq", (_, a, b) -> a == b ? 1 : 0);
        to.longOfLongLong("xid8ne", (_, a, b) -> a != b ? 1 : 0);
        to.longOfLongLong("xid8lt", (_, a, b) -> Long.compareUnsigned(a, b) < 0 ? 1 : 0);
        to.longOfLongLong("xid8le", (_, a, b) -> Long.compareUnsigned(a, b) <= 0 ? 1 : 0);
        to.longOfLongLong("xid8gt", (_, a, b) -> Long.compareUnsigned(a, b) > 0 ? 1 : 0);
        to.longOfLongLong("xid8ge", (_, a, b) -> Long.compareUnsigned(a, b) >= 0 ? 1 : 0);
        to.longOfLongLong("xid8cmp", (_, a, b) -> Long.compareUnsigned(a, b));
    }

    private static void comparisonNumbers(Implementations to) {
        // smallint and "char" answer the difference, the others a sign
        to.longOfLongLong("btint2cmp", (_, a, b) -> a - b);
        to.longOfLongLong("btcharcmp", (_, a, b) -> (a & 0xFF) - (b & 0xFF));
        to.longOfLongLong("btboolcmp", (_, a, b) -> a - b);
        for (String name :
                List.of(
                        "btint4cmp",
                        "btint8cmp",
                        "btint48cmp",
                        "btint84cmp",
                        "btint24cmp",
                        "btint42cmp",
                        "btint28cmp",
                        "btint82cmp",
                        "btoidcmp",
                        "date_cmp",
                        "time_cmp",
                        "timestamp_cmp",
                        "pg_lsn_cmp",
                        "cash_cmp",
                        "macaddr_cmp",
                        "macaddr8_cmp")) {
            to.longOfLongLong(name, (_, a, b) -> Long.compare(a, b));
        }
        for (String name : List.of("btfloat4cmp", "btfloat8cmp", "btfloat48cmp", "btfloat84cmp")) {
            to.longOfDoubleDouble(name, (_, a, b) -> FloatFunctions.compare(a, b));
        }
    }

    /** The six operators of a type whose values are objects. */
    public static void objects(Implementations to, String prefix, Order order) {
        for (String name : List.of("eq", "ne", "lt", "le", "gt", "ge")) {
            test(to, prefix + name, name, order);
        }
    }

    private static void test(Implementations to, String key, String operator, Order order) {
        switch (operator) {
            case "eq" ->
                    to.longOfObjectObject(
                            key, (call, a, b) -> order.compare(call, a, b) == 0 ? 1 : 0);
            case "ne" ->
                    to.longOfObjectObject(
                            key, (call, a, b) -> order.compare(call, a, b) != 0 ? 1 : 0);
            case "lt" ->
                    to.longOfObjectObject(
                            key, (call, a, b) -> order.compare(call, a, b) < 0 ? 1 : 0);
            case "le" ->
                    to.longOfObjectObject(
                            key, (call, a, b) -> order.compare(call, a, b) <= 0 ? 1 : 0);
            case "gt" ->
                    to.longOfObjectObject(
                            key, (call, a, b) -> order.compare(call, a, b) > 0 ? 1 : 0);
            case "ge" ->
                    to.longOfObjectObject(
                            key, (call, a, b) -> order.compare(call, a, b) >= 0 ? 1 : 0);
            default -> throw new IllegalArgumentException(operator);
        }
    }

    private static void extremes(Implementations to) {
        for (String type :
                List.of("int2", "int4", "int8", "oid", "date_", "time_", "timestamp_", "pg_lsn_")) {
            to.longOfLongLong(type + "larger", (_, a, b) -> Math.max(a, b));
            to.longOfLongLong(type + "smaller", (_, a, b) -> Math.min(a, b));
        }
        to.longOfLongLong("cashlarger", (_, a, b) -> Math.max(a, b));
        to.longOfLongLong("cashsmaller", (_, a, b) -> Math.min(a, b));
        for (String type : List.of("float4", "float8")) {
            to.doubleOfDoubleDouble(
                    type + "larger", (_, a, b) -> FloatFunctions.compare(a, b) > 0 ? a : b);
            to.doubleOfDoubleDouble(
                    type + "smaller", (_, a, b) -> FloatFunctions.compare(a, b) < 0 ? a : b);
        }
        extreme(to, "text_", (_, a, b) -> ((Bytes) a).compareTo((Bytes) b));
        extreme(to, "bpchar_", (_, a, b) -> blankTrimmed(a).compareTo(blankTrimmed(b)));
        extreme(to, "numeric_", (_, a, b) -> ((Numeric) a).compareTo((Numeric) b));
    }

    /** The functions larger and smaller of a type whose values are objects. */
    public static void extreme(Implementations to, String prefix, Order order) {
        to.objectOfObjectObject(
                prefix + "larger", (call, a, b) -> order.compare(call, a, b) > 0 ? a : b);
        to.objectOfObjectObject(
                prefix + "smaller", (call, a, b) -> order.compare(call, a, b) < 0 ? a : b);
    }
}
