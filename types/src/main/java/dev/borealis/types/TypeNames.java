package dev.borealis.types;

import org.jspecify.annotations.Nullable;

/** Types printed as {@code format_type} prints them. */
public final class TypeNames {
    private TypeNames() {}

    /** As {@code format_type(oid, typmod)}; a type that does not exist is {@code ???}, OID 0 is {@code -}. */
    public static String display(int oid, int typmod, NameResolver names) {
        if (oid == Oid.NONE) {
            return "-";
        }
        TypeInfo type = names.type(oid);
        if (type == null) {
            return "???";
        }
        if (type.isArray() && type.length() == -1 && !isVector(oid)) {
            return display(type.element(), typmod, names, true) + "[]";
        }
        return display(oid, typmod, names, true);
    }

    /** As {@code format_type(oid, NULL)}: the name without any modifier, as error messages print it. */
    public static String display(int oid, NameResolver names) {
        TypeInfo type = oid == Oid.NONE ? null : names.type(oid);
        return type == null ? (oid == Oid.NONE ? "-" : "???") : type.displayName();
    }

    private static boolean isVector(int oid) {
        return oid == Oid.INT2VECTOR || oid == Oid.OIDVECTOR;
    }

    private static String display(int oid, int typmod, NameResolver names, boolean typmodGiven) {
        if (typmod < 0) {
            // Without a length these two mean another type than their plain spelling does.
            if (typmodGiven && oid == Oid.BIT) {
                return "\"bit\"";
            }
            if (typmodGiven && oid == Oid.BPCHAR) {
                return "bpchar";
            }
            return display(oid, names);
        }
        return switch (oid) {
            case Oid.BPCHAR -> "character" + length(TypeModifiers.characterLength(typmod));
            case Oid.VARCHAR -> "character varying" + length(TypeModifiers.characterLength(typmod));
            case Oid.BIT -> "bit" + length(typmod);
            case Oid.VARBIT -> "bit varying" + length(typmod);
            case Oid.NUMERIC ->
                    "numeric("
                            + TypeModifiers.numericPrecision(typmod)
                            + ","
                            + TypeModifiers.numericScale(typmod)
                            + ")";
            case Oid.TIME -> "time" + length(typmod) + " without time zone";
            case Oid.TIMETZ -> "time" + length(typmod) + " with time zone";
            case Oid.TIMESTAMP -> "timestamp" + length(typmod) + " without time zone";
            case Oid.TIMESTAMPTZ -> "timestamp" + length(typmod) + " with time zone";
            case Oid.INTERVAL -> "interval" + intervalModifier(typmod);
            default -> display(oid, names);
        };
    }

    private static String length(int length) {
        return length < 0 ? "" : "(" + length + ")";
    }

    private static String intervalModifier(int typmod) {
        String fields = intervalFields(TypeModifiers.intervalFields(typmod));
        int precision = TypeModifiers.intervalPrecision(typmod);
        String suffix =
                precision == TypeModifiers.FULL_INTERVAL_PRECISION ? "" : "(" + precision + ")";
        return (fields == null || fields.isEmpty() ? "" : " " + fields) + suffix;
    }

    static boolean isIntervalFields(int fields) {
        return intervalFields(fields) != null;
    }

    /** {@code day to second} for a mask; empty for all fields; null for a mask that no declaration gives. */
    private static @Nullable String intervalFields(int fields) {
        return switch (fields) {
            case TypeModifiers.YEAR -> "year";
            case TypeModifiers.MONTH -> "month";
            case TypeModifiers.DAY -> "day";
            case TypeModifiers.HOUR -> "hour";
            case TypeModifiers.MINUTE -> "minute";
            case TypeModifiers.SECOND -> "second";
            case TypeModifiers.YEAR | TypeModifiers.MONTH -> "year to month";
            case TypeModifiers.DAY | TypeModifiers.HOUR -> "day to hour";
            case TypeModifiers.DAY | TypeModifiers.HOUR | TypeModifiers.MINUTE -> "day to minute";
            case TypeModifiers.DAY
                            | TypeModifiers.HOUR
                            | TypeModifiers.MINUTE
                            | TypeModifiers.SECOND ->
                    "day to second";
            case TypeModifiers.HOUR | TypeModifiers.MINUTE -> "hour to minute";
            case TypeModifiers.HOUR | TypeModifiers.MINUTE | TypeModifiers.SECOND ->
                    "hour to second";
            case TypeModifiers.MINUTE | TypeModifiers.SECOND -> "minute to second";
            case TypeModifiers.ALL_INTERVAL_FIELDS -> "";
            default -> null;
        };
    }
}
