package dev.borealis.types;

import dev.borealis.types.error.Notice;
import dev.borealis.types.error.TypeErrors;

import java.util.List;
import java.util.function.Consumer;

/**
 * PostgreSQL's type modifiers, the number behind {@code varchar(5)}. −1 means none. Lengths of character types and the
 * pair of numeric are shifted by 4; times keep their precision, bit strings their length; intervals have allowed fields
 * in the upper and precision in the lower 16 bits.
 */
public final class TypeModifiers {
    /** Added to the modifiers of char, varchar and numeric: PostgreSQL's VARHDRSZ. */
    private static final int HEADER = 4;

    /** Interval fields, bits of the mask in the upper half. */
    public static final int MONTH = 1 << 1;

    public static final int YEAR = 1 << 2;
    public static final int DAY = 1 << 3;
    public static final int HOUR = 1 << 10;
    public static final int MINUTE = 1 << 11;
    public static final int SECOND = 1 << 12;

    /** An interval without restriction of fields. */
    public static final int ALL_INTERVAL_FIELDS = 0x7FFF;

    /** An interval without restriction of precision. */
    public static final int FULL_INTERVAL_PRECISION = 0xFFFF;

    private TypeModifiers() {}

    /** @return typmod of {@code numeric(precision, scale)} */
    public static int numeric(int precision, int scale) {
        return ((precision << 16) | (scale & 0x7FF)) + HEADER;
    }

    /** Digits in all. @param typmod not −1 */
    public static int numericPrecision(int typmod) {
        return ((typmod - HEADER) >> 16) & 0xFFFF;
    }

    /** −1000 to 1000. */
    public static int numericScale(int typmod) {
        return (((typmod - HEADER) & 0x7FF) ^ 1024) - 1024;
    }

    /** @param length in characters */
    public static int characters(int length) {
        return length + HEADER;
    }

    /** In characters; −1 for none. */
    public static int characterLength(int typmod) {
        return typmod < HEADER ? -1 : typmod - HEADER;
    }

    /** @param fields a union of {@link #YEAR} … {@link #SECOND}, or {@link #ALL_INTERVAL_FIELDS} */
    public static int interval(int fields, int precision) {
        return (fields << 16) | (precision & 0xFFFF);
    }

    /** Bits of the fields an interval keeps, by pg_type's typmod; all of them for −1. */
    public static int intervalFields(int typmod) {
        return typmod < 0 ? ALL_INTERVAL_FIELDS : (typmod >> 16) & 0x7FFF;
    }

    /** Decimals of the seconds, or {@link #FULL_INTERVAL_PRECISION}. */
    public static int intervalPrecision(int typmod) {
        return typmod < 0 ? FULL_INTERVAL_PRECISION : typmod & 0xFFFF;
    }

    /**
     * Checks and packs modifiers as written.
     *
     * @param modifiers none gives −1; an interval has the field mask first, then a precision if one was written
     * @param warnings hears of a precision that was reduced to 6
     */
    public static int encode(int oid, List<Integer> modifiers, Consumer<Notice> warnings) {
        if (modifiers.isEmpty()) {
            return -1;
        }
        int element = BuiltinTypes.elementOf(oid);
        return switch (element == Oid.NONE ? oid : element) {
            case Oid.VARCHAR -> length("varchar", modifiers, Limits.CHARACTERS_DECLARED) + HEADER;
            case Oid.BPCHAR -> length("char", modifiers, Limits.CHARACTERS_DECLARED) + HEADER;
            case Oid.BIT -> length("bit", modifiers, Limits.BITS_DECLARED);
            case Oid.VARBIT -> length("varbit", modifiers, Limits.BITS_DECLARED);
            case Oid.NUMERIC -> numeric(modifiers);
            case Oid.TIME -> precision("TIME", "", modifiers, warnings);
            case Oid.TIMETZ -> precision("TIME", " WITH TIME ZONE", modifiers, warnings);
            case Oid.TIMESTAMP -> precision("TIMESTAMP", "", modifiers, warnings);
            case Oid.TIMESTAMPTZ -> precision("TIMESTAMP", " WITH TIME ZONE", modifiers, warnings);
            case Oid.INTERVAL -> interval(modifiers, warnings);
            default -> throw TypeErrors.typeModifierNotAllowed(nameForMessage(oid));
        };
    }

    private static String nameForMessage(int oid) {
        TypeInfo type = BuiltinTypes.find(oid);
        return type == null ? String.valueOf(Oid.unsigned(oid)) : type.name();
    }

    private static int length(String type, List<Integer> modifiers, int largest) {
        if (modifiers.size() != 1) {
            throw TypeErrors.invalidTypeModifier();
        }
        int length = modifiers.getFirst();
        if (length < 1) {
            throw TypeErrors.lengthTooSmall(type);
        }
        if (length > largest) {
            throw TypeErrors.lengthTooLarge(type, largest);
        }
        return length;
    }

    private static int numeric(List<Integer> modifiers) {
        if (modifiers.size() > 2) {
            throw TypeErrors.invalidNumericTypeModifier();
        }
        int precision = modifiers.getFirst();
        if (precision < 1 || precision > Limits.NUMERIC_PRECISION) {
            throw TypeErrors.numericPrecisionOutOfRange(precision, Limits.NUMERIC_PRECISION);
        }
        int scale = modifiers.size() == 2 ? modifiers.getLast() : 0;
        if (scale < -Limits.NUMERIC_SCALE || scale > Limits.NUMERIC_SCALE) {
            throw TypeErrors.numericScaleOutOfRange(
                    scale, -Limits.NUMERIC_SCALE, Limits.NUMERIC_SCALE);
        }
        return numeric(precision, scale);
    }

    private static int precision(
            String type, String suffix, List<Integer> modifiers, Consumer<Notice> warnings) {
        if (modifiers.size() != 1) {
            throw TypeErrors.invalidTypeModifier();
        }
        return precision(type, suffix, modifiers.getFirst(), warnings);
    }

    private static int precision(
            String type, String suffix, int precision, Consumer<Notice> warnings) {
        if (precision < 0) {
            throw TypeErrors.negativePrecision(type + "(" + precision + ")" + suffix);
        }
        if (precision > Limits.TIME_PRECISION) {
            warnings.accept(
                    TypeErrors.precisionReduced(
                            type + "(" + precision + ")" + suffix, Limits.TIME_PRECISION));
            return Limits.TIME_PRECISION;
        }
        return precision;
    }

    private static int interval(List<Integer> modifiers, Consumer<Notice> warnings) {
        int fields = modifiers.getFirst();
        if (modifiers.size() > 2 || !TypeNames.isIntervalFields(fields)) {
            throw TypeErrors.invalidIntervalTypeModifier();
        }
        if (modifiers.size() == 1) {
            return fields == ALL_INTERVAL_FIELDS ? -1 : interval(fields, FULL_INTERVAL_PRECISION);
        }
        return interval(fields, precision("INTERVAL", "", modifiers.getLast(), warnings));
    }
}
