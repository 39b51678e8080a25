package dev.borealis.engine.function.number;

import dev.borealis.engine.function.Implementations;
import dev.borealis.types.error.NumberErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.value.Numeric;
import dev.borealis.types.value.NumericMath;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Arithmetic, rounding, mathematics and casts of numeric. */
public final class NumericFunctions {
    /** Largest argument of factorial that fits a numeric. Source: PostgreSQL 16. */
    private static final int MAX_FACTORIAL = 32_177;

    /** Source: PostgreSQL 16 (NUMERIC_MAX_PRECISION, NUMERIC_MAX_RESULT_SCALE). */
    private static final int MAX_ROUND = 2_000;

    private NumericFunctions() {}

    public static void define(Implementations to) {
        to.objectOfObjectObject("numeric_add", (_, a, b) -> ((Numeric) a).add((Numeric) b));
        to.objectOfObjectObject("numeric_sub", (_, a, b) -> ((Numeric) a).subtract((Numeric) b));
        to.objectOfObjectObject("numeric_mul", (_, a, b) -> ((Numeric) a).multiply((Numeric) b));
        to.objectOfObjectObject("numeric_div", (_, a, b) -> ((Numeric) a).divide((Numeric) b));
        to.objectOfObjectObject(
                "numeric_div_trunc", (_, a, b) -> ((Numeric) a).divideTruncated((Numeric) b));
        to.objectOfObjectObject("numeric_mod", (_, a, b) -> ((Numeric) a).remainder((Numeric) b));
        to.objectOfObject("numeric_uminus", (_, a) -> ((Numeric) a).negate());
        to.objectOfObject("numeric_uplus", (_, a) -> a);
        to.objectOfObject("numeric_abs", (_, a) -> ((Numeric) a).abs());
        to.objectOfObject("numeric_inc", (_, a) -> ((Numeric) a).add(Numeric.ONE));
        to.objectOfObject("numeric_sign", (_, a) -> sign((Numeric) a));
        rounding(to);
        mathematics(to);
        casts(to);
    }

    private static Numeric sign(Numeric value) {
        return value.isNaN() ? value : Numeric.of(value.signum());
    }

    private static void rounding(Implementations to) {
        to.objectOfObjectLong("numeric_round", (_, a, decimals) -> round((Numeric) a, decimals));
        to.objectOfObject("round(numeric)", (_, a) -> round((Numeric) a, 0));
        to.objectOfObjectLong("numeric_trunc", (_, a, decimals) -> truncate((Numeric) a, decimals));
        to.objectOfObject("trunc(numeric)", (_, a) -> truncate((Numeric) a, 0));
        to.objectOfObject(
                "numeric_ceil", (_, a) -> ((Numeric) a).isFinite() ? ((Numeric) a).ceil() : a);
        to.objectOfObject(
                "numeric_floor", (_, a) -> ((Numeric) a).isFinite() ? ((Numeric) a).floor() : a);
        to.general("numeric_scale", (_, a) -> decimals(a, ((Numeric) a[0]).scale()));
        to.general(
                "numeric_min_scale",
                (_, a) ->
                        ((Numeric) a[0]).isFinite()
                                ? decimals(a, ((Numeric) a[0]).minScale())
                                : null);
        to.objectOfObject(
                "numeric_trim_scale",
                (_, a) -> ((Numeric) a).isFinite() ? ((Numeric) a).trimScale() : a);
    }

    private static @Nullable Object decimals(@Nullable Object[] a, int scale) {
        return ((Numeric) a[0]).isFinite() ? (Object) (long) scale : null;
    }

    private static Numeric round(Numeric value, long decimals) {
        return value.isFinite()
                ? value.round((int) Math.max(-MAX_ROUND, Math.min(MAX_ROUND, decimals)))
                : value;
    }

    private static Numeric truncate(Numeric value, long decimals) {
        return value.isFinite()
                ? value.truncate((int) Math.max(-MAX_ROUND, Math.min(MAX_ROUND, decimals)))
                : value;
    }

    private static void mathematics(Implementations to) {
        to.objectOfObject("numeric_sqrt", (_, a) -> NumericMath.sqrt((Numeric) a));
        to.objectOfObject("numeric_exp", (_, a) -> NumericMath.exp((Numeric) a));
        to.objectOfObject("numeric_ln", (_, a) -> NumericMath.ln((Numeric) a));
        to.objectOfObjectObject(
                "numeric_log", (_, base, a) -> NumericMath.log((Numeric) base, (Numeric) a));
        to.objectOfObject("log(numeric)", (_, a) -> NumericMath.log10((Numeric) a));
        to.objectOfObject("log10(numeric)", (_, a) -> NumericMath.log10((Numeric) a));
        to.objectOfObjectObject(
                "numeric_power", (_, a, b) -> NumericMath.power((Numeric) a, (Numeric) b));
        to.objectOfLong(
                "numeric_fac",
                (call, n) -> {
                    if (n < 0) {
                        throw NumberErrors.factorialOfNegative();
                    }
                    if (n > MAX_FACTORIAL) {
                        throw NumberErrors.numericOverflow();
                    }
                    BigInteger product = BigInteger.ONE;
                    for (long i = 2; i <= n; i++) {
                        call.checkCancelled();
                        product = product.multiply(BigInteger.valueOf(i));
                    }
                    return Numeric.of(product, 0);
                });
        to.objectOfObjectObject("numeric_gcd", (_, a, b) -> gcd((Numeric) a, (Numeric) b));
        to.objectOfObjectObject("numeric_lcm", (_, a, b) -> lcm((Numeric) a, (Numeric) b));
        to.general(
                "width_bucket_numeric",
                (_, a) -> bucket((Numeric) a[0], (Numeric) a[1], (Numeric) a[2], (Long) a[3]));
    }

    private static Numeric gcd(Numeric a, Numeric b) {
        if (!a.isFinite() || !b.isFinite()) {
            return Numeric.NAN;
        }
        int scale = Math.max(a.scale(), b.scale());
        BigInteger left =
                a.toBigDecimal().setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
        BigInteger right =
                b.toBigDecimal().setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
        return Numeric.of(left.gcd(right), scale);
    }

    private static Numeric lcm(Numeric a, Numeric b) {
        if (!a.isFinite() || !b.isFinite()) {
            return Numeric.NAN;
        }
        int scale = Math.max(a.scale(), b.scale());
        BigInteger left =
                a.toBigDecimal().setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
        BigInteger right =
                b.toBigDecimal().setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
        if (left.signum() == 0 || right.signum() == 0) {
            return Numeric.of(BigInteger.ZERO, scale);
        }
        return Numeric.of(left.divide(left.gcd(right)).multiply(right).abs(), scale);
    }

    private static long bucket(Numeric operand, Numeric low, Numeric high, long count) {
        if (count <= 0) {
            throw NumberErrors.bucketCount();
        }
        if (operand.isNaN() || low.isNaN() || high.isNaN()) {
            throw NumberErrors.bucketNan();
        }
        if (low.isInfinite() || high.isInfinite()) {
            throw NumberErrors.bucketBoundsFinite();
        }
        int direction = low.compareTo(high);
        if (direction == 0) {
            throw NumberErrors.bucketBoundsEqual();
        }
        if (direction < 0 ? operand.compareTo(low) < 0 : operand.compareTo(low) > 0) {
            return 0;
        }
        if (direction < 0 ? operand.compareTo(high) >= 0 : operand.compareTo(high) <= 0) {
            return IntegerFunctions.int4(count + 1);
        }
        BigDecimal part = operand.subtract(low).toBigDecimal().multiply(BigDecimal.valueOf(count));
        return part.divideToIntegralValue(high.subtract(low).toBigDecimal()).longValueExact() + 1;
    }

    private static void casts(Implementations to) {
        to.objectOfLong("int2_numeric", (_, a) -> Numeric.of(a));
        to.objectOfLong("int4_numeric", (_, a) -> Numeric.of(a));
        to.objectOfLong("int8_numeric", (_, a) -> Numeric.of(a));
        to.objectOfDouble("float4_numeric", (_, a) -> Numeric.ofFloat((float) a));
        to.objectOfDouble("float8_numeric", (_, a) -> Numeric.ofDouble(a));
        to.longOfObject(
                "numeric_int2",
                (_, a) -> integer((Numeric) a, "smallint", Short.MIN_VALUE, Short.MAX_VALUE));
        to.longOfObject(
                "numeric_int4",
                (_, a) -> integer((Numeric) a, "integer", Integer.MIN_VALUE, Integer.MAX_VALUE));
        to.longOfObject(
                "numeric_int8",
                (_, a) -> integer((Numeric) a, "bigint", Long.MIN_VALUE, Long.MAX_VALUE));
        to.doubleOfObject("numeric_float4", (_, a) -> ((Numeric) a).toFloat());
        to.doubleOfObject("numeric_float8", (_, a) -> ((Numeric) a).toDouble());
        to.objectOfObjectLong("numeric", (_, a, typmod) -> ((Numeric) a).fit((int) typmod));
    }

    /** Rounded half away from zero. */
    public static long integer(Numeric value, String type, long least, long greatest) {
        if (value.isNaN()) {
            throw NumberErrors.cannotConvert("NaN", type);
        }
        if (value.isInfinite()) {
            throw NumberErrors.cannotConvert("infinity", type);
        }
        long result;
        try {
            result = value.toLong();
        } catch (SqlException e) {
            throw NumberErrors.outOfRange(type);
        }
        if (result < least || result > greatest) {
            throw NumberErrors.outOfRange(type);
        }
        return result;
    }
}
