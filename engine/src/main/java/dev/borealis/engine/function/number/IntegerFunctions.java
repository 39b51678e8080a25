package dev.borealis.engine.function.number;

import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.error.NumberErrors;
import dev.borealis.types.error.SqlException;

/**
 * Arithmetic, bits, casts among smallint, integer, bigint, oid and "char". All of them travel as a long; an overflow is
 * an error that names the type.
 */
public final class IntegerFunctions {
    private IntegerFunctions() {}

    public static void define(Implementations to) {
        to.longOfLongLong("int2pl", (_, a, b) -> int2(a + b));
        to.longOfLongLong("int2mi", (_, a, b) -> int2(a - b));
        to.longOfLongLong("int2mul", (_, a, b) -> int2(a * b));
        to.longOfLongLong("int2div", (_, a, b) -> int2(divide(a, b)));
        to.longOfLongLong("int2mod", (_, a, b) -> remainder(a, b));
        for (String types : new String[] {"4", "24", "42"}) {
            to.longOfLongLong("int" + types + "pl", (_, a, b) -> int4(a + b));
            to.longOfLongLong("int" + types + "mi", (_, a, b) -> int4(a - b));
            to.longOfLongLong("int" + types + "mul", (_, a, b) -> int4(a * b));
            to.longOfLongLong("int" + types + "div", (_, a, b) -> int4(divide(a, b)));
        }
        to.longOfLongLong("int4mod", (_, a, b) -> remainder(a, b));
        for (String types : new String[] {"8", "28", "82", "48", "84"}) {
            to.longOfLongLong("int" + types + "pl", (_, a, b) -> add(a, b));
            to.longOfLongLong("int" + types + "mi", (_, a, b) -> subtract(a, b));
            to.longOfLongLong("int" + types + "mul", (_, a, b) -> multiply(a, b));
            to.longOfLongLong("int" + types + "div", (_, a, b) -> divideBigint(a, b));
        }
        to.longOfLongLong("int8mod", (_, a, b) -> remainder(a, b));
        signs(to);
        bits(to);
        casts(to);
        to.longOfLongLong("int4gcd", (_, a, b) -> int4(gcd(a, b)));
        to.longOfLongLong("int8gcd", (_, a, b) -> bigintGcd(a, b));
        to.longOfLongLong("int4lcm", (_, a, b) -> int4(lcm(a, b)));
        to.longOfLongLong("int8lcm", (_, a, b) -> lcm(a, b));
        to.longOfLong("int4inc", (_, a) -> int4(a + 1));
        to.longOfLong("int8inc", (_, a) -> add(a, 1));
    }

    private static void signs(Implementations to) {
        to.longOfLong("int2um", (_, a) -> int2(-a));
        to.longOfLong("int4um", (_, a) -> int4(-a));
        to.longOfLong("int8um", (_, a) -> subtract(0, a));
        to.longOfLong("int2abs", (_, a) -> int2(Math.abs(a)));
        to.longOfLong("int4abs", (_, a) -> int4(Math.abs(a)));
        to.longOfLong("int8abs", (_, a) -> a < 0 ? subtract(0, a) : a);
        for (String type : new String[] {"int2", "int4", "int8"}) {
            to.longOfLong(type + "up", (_, a) -> a);
        }
    }

    private static void bits(Implementations to) {
        for (String type : new String[] {"int2", "int4", "int8"}) {
            to.longOfLongLong(type + "and", (_, a, b) -> a & b);
            to.longOfLongLong(type + "or", (_, a, b) -> a | b);
            to.longOfLongLong(type + "xor", (_, a, b) -> a ^ b);
            to.longOfLong(type + "not", (_, a) -> ~a);
        }
        // the shift count is taken modulo the width of the machine operation: 32 bits also for
        // smallint
        to.longOfLongLong("int2shl", (_, a, b) -> (short) ((int) a << (int) b));
        to.longOfLongLong("int2shr", (_, a, b) -> (short) ((int) a >> (int) b));
        to.longOfLongLong("int4shl", (_, a, b) -> (int) a << (int) b);
        to.longOfLongLong("int4shr", (_, a, b) -> (int) a >> (int) b);
        to.longOfLongLong("int8shl", (_, a, b) -> a << (int) b);
        to.longOfLongLong("int8shr", (_, a, b) -> a >> (int) b);
    }

    private static void casts(Implementations to) {
        Implementation.LongOfLong same = (_, a) -> a;
        for (String widening :
                new String[] {"i2toi4", "int48", "int28", "chartoi4", "oidtoi8", "bool_int4"}) {
            to.longOfLong(widening, same);
        }
        to.longOfLong("i4toi2", (_, a) -> int2(a));
        to.longOfLong("int82", (_, a) -> int2(a));
        to.longOfLong("int84", (_, a) -> int4(a));
        to.longOfLong("int4_bool", (_, a) -> a == 0 ? 0 : 1);
        to.longOfLong(
                "i4tochar",
                (_, a) -> a == (byte) a ? a : fail(NumberErrors.outOfRange("\"char\"")));
        to.longOfLong(
                "i8tooid",
                (_, a) -> a == (a & 0xFFFF_FFFFL) ? a : fail(NumberErrors.outOfRange("OID")));
    }

    /** The value if a smallint holds it. */
    public static long int2(long value) {
        return value == (short) value ? value : fail(NumberErrors.outOfRange("smallint"));
    }

    /** The value if an integer holds it. */
    public static long int4(long value) {
        return value == (int) value ? value : fail(NumberErrors.outOfRange("integer"));
    }

    private static long fail(SqlException error) {
        throw error;
    }

    /** Bigint addition. */
    public static long add(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? bigintOutOfRange() : sum;
    }

    /** Bigint subtraction. */
    public static long subtract(long a, long b) {
        long difference = a - b;
        return ((a ^ b) & (a ^ difference)) < 0 ? bigintOutOfRange() : difference;
    }

    /** Bigint multiplication. */
    public static long multiply(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return high == low >> 63 ? low : bigintOutOfRange();
    }

    private static long bigintOutOfRange() {
        throw NumberErrors.outOfRange("bigint");
    }

    private static long divide(long a, long b) {
        if (b == 0) {
            throw NumberErrors.divisionByZero();
        }
        return a / b;
    }

    private static long divideBigint(long a, long b) {
        if (b == -1) {
            return subtract(0, a);
        }
        return divide(a, b);
    }

    private static long remainder(long a, long b) {
        if (b == 0) {
            throw NumberErrors.divisionByZero();
        }
        return a % b;
    }

    private static long bigintGcd(long a, long b) {
        long result = gcd(a, b);
        return result < 0 ? bigintOutOfRange() : result;
    }

    /** Never negative, but for the smallest bigint, which is its own opposite. */
    private static long gcd(long a, long b) {
        while (b != 0) {
            long next = b == -1 ? 0 : a % b;
            a = b;
            b = next;
        }
        return Math.abs(a);
    }

    private static long lcm(long a, long b) {
        if (a == 0 || b == 0) {
            return 0;
        }
        long divisor = gcd(a, b);
        long result =
                multiply(
                        a == Long.MIN_VALUE && divisor == -1 ? bigintOutOfRange() : a / divisor, b);
        return result < 0 ? subtract(0, result) : result;
    }
}
