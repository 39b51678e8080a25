package dev.borealis.types.value;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.TypeModifiers;
import dev.borealis.types.error.NumberErrors;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * PostgreSQL's {@code numeric}: unscaled × 10^−scale with a display scale, or NaN or ±Infinity. Immutable.
 *
 * <p>Unscaled values that fit a {@code long} are kept in one, so that numbers of up to 18 digits make no other objects.
 * Equality, hash and order are those of the number: 1.0 equals 1.00; NaN equals itself and is the greatest. The scales of
 * results are PostgreSQL's. Quotients: {@link NumericDivision}. Functions beyond arithmetic: {@link
 * NumericMath}.
 */
public final class Numeric implements Comparable<Numeric> {
    /** Most decimals a value can have. Source: PostgreSQL 16. */
    public static final int MAX_SCALE = 16_383;

    /** Most digits before the decimal point. Source: PostgreSQL 16. */
    public static final int MAX_INTEGER_DIGITS = 131_072;

    /** Most decimals that division and functions choose. Source: PostgreSQL 16. */
    static final int MAX_RESULT_SCALE = 1_000;

    /** Significant digits that division and functions give at least. Source: PostgreSQL 16. */
    static final int MIN_SIGNIFICANT_DIGITS = 16;

    public static final Numeric NAN = new Numeric(Kind.NAN, 0, null, 0);
    public static final Numeric INFINITY = new Numeric(Kind.INFINITY, 0, null, 0);
    public static final Numeric NEGATIVE_INFINITY = new Numeric(Kind.NEGATIVE_INFINITY, 0, null, 0);
    public static final Numeric ZERO = new Numeric(Kind.FINITE, 0, null, 0);
    public static final Numeric ONE = new Numeric(Kind.FINITE, 1, null, 0);

    /** In the order of comparison. */
    private enum Kind {
        NEGATIVE_INFINITY,
        FINITE,
        INFINITY,
        NAN
    }

    private final Kind kind;
    private final long small;

    /** Null exactly when the unscaled value fits {@code small}. */
    private final @Nullable BigInteger big;

    private final int scale;

    private Numeric(Kind kind, long small, @Nullable BigInteger big, int scale) {
        this.kind = kind;
        this.small = small;
        this.big = big;
        this.scale = scale;
    }

    /** Scale 0. */
    public static Numeric of(long value) {
        return value == 0 ? ZERO : new Numeric(Kind.FINITE, value, null, 0);
    }

    /** {@code unscaled} × 10^−{@code scale}. @param scale 0 to {@link #MAX_SCALE} */
    public static Numeric of(long unscaled, int scale) {
        return new Numeric(Kind.FINITE, unscaled, null, scale);
    }

    /** {@code unscaled} × 10^−{@code scale}. Throws 22003 when the number has too many digits. */
    public static Numeric of(BigInteger unscaled, int scale) {
        if (scale < 0) {
            return of(unscaled.multiply(PowersOfTen.bigPower(-scale)), 0);
        }
        if (unscaled.bitLength() < 64) {
            return new Numeric(Kind.FINITE, unscaled.longValue(), null, scale);
        }
        // log10(2) × bits bounds the digits from above
        if (unscaled.bitLength() * 0.30103 - scale > MAX_INTEGER_DIGITS
                && new BigDecimal(unscaled).precision() - scale > MAX_INTEGER_DIGITS) {
            throw NumberErrors.numericOverflow();
        }
        return new Numeric(Kind.FINITE, 0, unscaled, scale);
    }

    /** The same number; a negative scale becomes zeros. */
    public static Numeric of(BigDecimal value) {
        if (value.scale() > MAX_SCALE) {
            throw NumberErrors.numericOverflow();
        }
        return of(value.unscaledValue(), value.scale());
    }

    /** As PostgreSQL casts double precision: 15 significant digits. */
    public static Numeric ofDouble(double value) {
        return ofFloating(value, 15);
    }

    /** As PostgreSQL casts real: 6 significant digits. */
    public static Numeric ofFloat(float value) {
        return ofFloating(value, 6);
    }

    private static Numeric ofFloating(double value, int digits) {
        if (Double.isNaN(value)) {
            return NAN;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? INFINITY : NEGATIVE_INFINITY;
        }
        if (value == 0) {
            return ZERO;
        }
        var rounded =
                new BigDecimal(value)
                        .round(new java.math.MathContext(digits, java.math.RoundingMode.HALF_EVEN))
                        .stripTrailingZeros();
        return of(rounded);
    }

    public boolean isNaN() {
        return kind == Kind.NAN;
    }

    public boolean isInfinite() {
        return kind == Kind.INFINITY || kind == Kind.NEGATIVE_INFINITY;
    }

    /** Neither NaN nor infinite. */
    public boolean isFinite() {
        return kind == Kind.FINITE;
    }

    /** Decimals shown; 0 for special values. */
    public int scale() {
        return scale;
    }

    /** Whether {@link #smallUnscaled()} is the whole unscaled value. */
    public boolean isSmall() {
        return kind == Kind.FINITE && big == null;
    }

    /** The unscaled value; only if {@link #isSmall()}. */
    public long smallUnscaled() {
        return small;
    }

    /** All digits without the point; of finite values only. */
    public BigInteger unscaled() {
        return big != null ? big : BigInteger.valueOf(small);
    }

    /** The number; only if finite. */
    public BigDecimal toBigDecimal() {
        if (kind != Kind.FINITE) {
            throw new IllegalStateException(this + " is not finite");
        }
        return big != null ? new BigDecimal(big, scale) : BigDecimal.valueOf(small, scale);
    }

    /** −1, 0 or 1; NaN counts as 1. */
    public int signum() {
        return switch (kind) {
            case NEGATIVE_INFINITY -> -1;
            case INFINITY, NAN -> 1;
            case FINITE -> big != null ? big.signum() : Long.signum(small);
        };
    }

    /** Of any scale. */
    public boolean isZero() {
        return kind == Kind.FINITE && big == null && small == 0;
    }

    // Arithmetic

    public Numeric negate() {
        return switch (kind) {
            case NAN -> this;
            case INFINITY -> NEGATIVE_INFINITY;
            case NEGATIVE_INFINITY -> INFINITY;
            case FINITE ->
                    big == null && small != Long.MIN_VALUE
                            ? new Numeric(Kind.FINITE, -small, null, scale)
                            : of(unscaled().negate(), scale);
        };
    }

    public Numeric abs() {
        return signum() < 0 ? negate() : this;
    }

    /** Exact; the scale is the greater one. */
    public Numeric add(Numeric other) {
        if (kind != Kind.FINITE || other.kind != Kind.FINITE) {
            return addSpecial(other);
        }
        int resultScale = Math.max(scale, other.scale);
        if (big == null && other.big == null) {
            long left = PowersOfTen.scaledUp(small, resultScale - scale);
            long right = PowersOfTen.scaledUp(other.small, resultScale - other.scale);
            if (left != Long.MIN_VALUE && right != Long.MIN_VALUE) {
                long sum = left + right;
                if (((left ^ sum) & (right ^ sum)) >= 0) {
                    return new Numeric(Kind.FINITE, sum, null, resultScale);
                }
            }
        }
        return of(unscaledAt(resultScale).add(other.unscaledAt(resultScale)), resultScale);
    }

    private Numeric addSpecial(Numeric other) {
        if (kind == Kind.NAN || other.kind == Kind.NAN) {
            return NAN;
        }
        if (kind == Kind.FINITE) {
            return other;
        }
        return other.kind == Kind.FINITE || other.kind == kind ? this : NAN;
    }

    /** Exact; the scale is the greater one. */
    public Numeric subtract(Numeric other) {
        return add(other.negate());
    }

    /** The scales are added, as far as a scale may go. */
    public Numeric multiply(Numeric other) {
        if (kind != Kind.FINITE || other.kind != Kind.FINITE) {
            return multiplySpecial(other);
        }
        int resultScale = scale + other.scale;
        if (big == null && other.big == null && resultScale <= MAX_SCALE) {
            long high = Math.multiplyHigh(small, other.small);
            long low = small * other.small;
            if (high == (low >> 63)) {
                return new Numeric(Kind.FINITE, low, null, resultScale);
            }
        }
        BigInteger product = unscaled().multiply(other.unscaled());
        if (resultScale > MAX_SCALE) {
            return of(
                    PowersOfTen.divideRounded(
                            product, PowersOfTen.bigPower(resultScale - MAX_SCALE)),
                    MAX_SCALE);
        }
        return of(product, resultScale);
    }

    private Numeric multiplySpecial(Numeric other) {
        int sign = signum() * other.signum();
        if (isNaN() || other.isNaN() || sign == 0) {
            return NAN;
        }
        return sign > 0 ? INFINITY : NEGATIVE_INFINITY;
    }

    /** The quotient with at least 16 significant digits, rounded half away from zero. */
    public Numeric divide(Numeric other) {
        return NumericDivision.divide(this, other);
    }

    /** The quotient cut to a whole number, as {@code div(a, b)}. */
    public Numeric divideTruncated(Numeric other) {
        return NumericDivision.truncated(this, other);
    }

    /** The remainder of the truncated quotient: the sign is that of this. */
    public Numeric remainder(Numeric other) {
        return NumericDivision.remainder(this, other);
    }

    /** Exponent of the first digit in base 10,000; 0 for zero. */
    int weight() {
        return isZero() ? 0 : Math.floorDiv(exponent(), 4);
    }

    /** Exponent of the first decimal digit: 0 for 1 to 9. Not for zero. */
    int exponent() {
        int digits = big == null ? PowersOfTen.digits(small) : new BigDecimal(big).precision();
        return digits - scale - 1;
    }

    // Rounding

    /** Rounded half away from zero to so many decimals, negative ones too: the scale becomes max(0, decimals). */
    public Numeric round(int decimals) {
        return toScale(decimals, true);
    }

    /** Cut to so many decimals: the scale becomes max(0, decimals). */
    public Numeric truncate(int decimals) {
        return toScale(decimals, false);
    }

    private Numeric toScale(int decimals, boolean rounding) {
        if (kind != Kind.FINITE || decimals == scale) {
            return this;
        }
        decimals = Math.clamp(decimals, -MAX_INTEGER_DIGITS - 1, MAX_SCALE);
        if (decimals > scale) {
            return withScale(decimals);
        }
        int dropped = scale - decimals;
        int resultScale = Math.max(decimals, 0);
        if (big == null) {
            if (dropped > 18) {
                if (!rounding || dropped > 19) {
                    return new Numeric(Kind.FINITE, 0, null, resultScale);
                }
            } else {
                long unit = PowersOfTen.power(dropped);
                long quotient = small / unit;
                if (rounding) {
                    long rest = Math.abs(small - quotient * unit);
                    if (rest >= unit - rest) {
                        quotient += small < 0 ? -1 : 1;
                    }
                }
                if (decimals >= 0) {
                    return new Numeric(Kind.FINITE, quotient, null, resultScale);
                }
                return of(
                        BigInteger.valueOf(quotient).multiply(PowersOfTen.bigPower(-decimals)), 0);
            }
        }
        BigInteger unit = PowersOfTen.bigPower(dropped);
        BigInteger quotient =
                rounding ? PowersOfTen.divideRounded(unscaled(), unit) : unscaled().divide(unit);
        return decimals >= 0
                ? of(quotient, resultScale)
                : of(quotient.multiply(PowersOfTen.bigPower(-decimals)), 0);
    }

    /** More decimals, all zeros. */
    private Numeric withScale(int newScale) {
        if (big == null) {
            long scaled = PowersOfTen.scaledUp(small, newScale - scale);
            if (scaled != Long.MIN_VALUE) {
                return new Numeric(Kind.FINITE, scaled, null, newScale);
            }
        }
        return of(unscaledAt(newScale), newScale);
    }

    /** Scale 0. */
    public Numeric floor() {
        Numeric whole = truncate(0);
        return signum() < 0 && isFinite() && compareTo(whole) != 0 ? whole.subtract(ONE) : whole;
    }

    /** Scale 0. */
    public Numeric ceil() {
        Numeric whole = truncate(0);
        return signum() > 0 && isFinite() && compareTo(whole) != 0 ? whole.add(ONE) : whole;
    }

    /** The same number without trailing zeros after the decimal point. */
    public Numeric trimScale() {
        if (kind != Kind.FINITE || scale == 0) {
            return this;
        }
        return round(minScale());
    }

    /** Decimals needed to write the number exactly. */
    public int minScale() {
        if (isZero() || kind != Kind.FINITE) {
            return 0;
        }
        if (big == null) {
            int needed = scale;
            for (long rest = small; needed > 0 && rest % 10 == 0; rest /= 10) {
                needed--;
            }
            return needed;
        }
        return Math.max(0, toBigDecimal().stripTrailingZeros().scale());
    }

    /** Fitted to {@code numeric(p,s)}: rounded, and 22003 when too large. No change for −1. */
    public Numeric fit(int typmod) {
        if (typmod < 0 || kind == Kind.NAN) {
            return this;
        }
        int precision = TypeModifiers.numericPrecision(typmod);
        int wanted = TypeModifiers.numericScale(typmod);
        if (kind != Kind.FINITE) {
            throw NumberErrors.numericFieldInfinite(precision, wanted);
        }
        Numeric rounded = round(wanted);
        if (!rounded.isZero() && rounded.exponent() >= precision - wanted) {
            throw NumberErrors.numericFieldOverflow(precision, wanted);
        }
        return rounded;
    }

    // Conversion

    /** Rounded half away from zero; throws when it does not fit. */
    public long toLong() {
        requireFinite("bigint");
        Numeric rounded = round(0);
        if (rounded.big != null) {
            throw NumberErrors.bigintOutOfRange();
        }
        return rounded.small;
    }

    /** Rounded half away from zero; throws when it does not fit. */
    public int toInt() {
        requireFinite("integer");
        Numeric rounded = round(0);
        if (rounded.big != null || (int) rounded.small != rounded.small) {
            throw NumberErrors.integerOutOfRange();
        }
        return (int) rounded.small;
    }

    /** Rounded half away from zero; throws when it does not fit. */
    public short toShort() {
        requireFinite("smallint");
        Numeric rounded = round(0);
        if (rounded.big != null || (short) rounded.small != rounded.small) {
            throw NumberErrors.smallintOutOfRange();
        }
        return (short) rounded.small;
    }

    private void requireFinite(String type) {
        if (kind == Kind.NAN) {
            throw NumberErrors.cannotConvertNaN(type);
        }
        if (kind != Kind.FINITE) {
            throw NumberErrors.cannotConvertInfinity(type);
        }
    }

    /** As PostgreSQL's cast: throws when the number is too large, or too small and not zero. */
    public double toDouble() {
        double value = toDoubleOrInfinity();
        if (kind == Kind.FINITE && (Double.isInfinite(value) || value == 0 && signum() != 0)) {
            throw NumberErrors.floatTextOutOfRange(toString(), "double precision");
        }
        return value;
    }

    /** As PostgreSQL's cast to real: throws when the number is too large, or too small and not zero. */
    public float toFloat() {
        if (kind != Kind.FINITE) {
            return (float) toDoubleOrInfinity();
        }
        float value = toBigDecimal().floatValue();
        if (Float.isInfinite(value) || value == 0 && signum() != 0) {
            throw NumberErrors.floatTextOutOfRange(toString(), "real");
        }
        return value;
    }

    /** The nearest double; too large becomes infinite. */
    public double toDoubleOrInfinity() {
        return switch (kind) {
            case NAN -> Double.NaN;
            case INFINITY -> Double.POSITIVE_INFINITY;
            case NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
            case FINITE -> big == null && scale == 0 ? small : toBigDecimal().doubleValue();
        };
    }

    // Comparison

    @Override
    public int compareTo(Numeric other) {
        if (kind != Kind.FINITE || other.kind != Kind.FINITE) {
            return kind.compareTo(other.kind);
        }
        if (big == null && other.big == null) {
            if (scale == other.scale) {
                return Long.compare(small, other.small);
            }
            int common = Math.max(scale, other.scale);
            long left = PowersOfTen.scaledUp(small, common - scale);
            long right = PowersOfTen.scaledUp(other.small, common - other.scale);
            if (left != Long.MIN_VALUE && right != Long.MIN_VALUE) {
                return Long.compare(left, right);
            }
        }
        return toBigDecimal().compareTo(other.toBigDecimal());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Numeric that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        if (kind != Kind.FINITE) {
            return kind.ordinal();
        }
        if (big == null) {
            long stripped = small;
            int exponent = -scale;
            while (stripped != 0 && stripped % 10 == 0) {
                stripped /= 10;
                exponent++;
            }
            return stripped == 0 ? 0 : Long.hashCode(stripped) * 31 + exponent;
        }
        BigDecimal stripped = toBigDecimal().stripTrailingZeros();
        BigInteger unscaled = stripped.unscaledValue();
        return (unscaled.bitLength() < 64
                                ? Long.hashCode(unscaled.longValue())
                                : unscaled.hashCode())
                        * 31
                - stripped.scale();
    }

    // Text

    /** Appends the digits with all decimals of the scale. */
    public void appendTo(ByteAppender out) {
        switch (kind) {
            case NAN -> out.append("NaN");
            case INFINITY -> out.append("Infinity");
            case NEGATIVE_INFINITY -> out.append("-Infinity");
            case FINITE -> {
                if (big == null && scale == 0) {
                    out.appendDecimal(small);
                } else if (big != null || small == Long.MIN_VALUE) {
                    out.append(toBigDecimal().toPlainString());
                } else {
                    appendSmall(out);
                }
            }
        }
    }

    private void appendSmall(ByteAppender out) {
        if (small < 0) {
            out.appendByte('-');
        }
        long absolute = Math.abs(small);
        if (scale > 18) { // the whole part is 0
            out.append("0.");
            for (int i = PowersOfTen.digits(small); i < scale; i++) {
                out.appendByte('0');
            }
            out.appendDecimal(absolute);
            return;
        }
        long unit = PowersOfTen.power(scale);
        long whole = absolute / unit;
        out.appendDecimal(whole);
        out.appendByte('.');
        out.appendDecimal(absolute - whole * unit, scale);
    }

    @Override
    public String toString() {
        var out = new ByteAppender(32);
        appendTo(out);
        return out.string();
    }

    /** @param newScale not below the scale */
    BigInteger unscaledAt(int newScale) {
        return newScale == scale
                ? unscaled()
                : unscaled().multiply(PowersOfTen.bigPower(newScale - scale));
    }
}
