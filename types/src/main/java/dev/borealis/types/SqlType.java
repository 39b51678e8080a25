package dev.borealis.types;

import dev.borealis.types.error.Notice;

import java.util.List;
import java.util.function.Consumer;

/**
 * A type as a column or an expression has it: OID and modifier ({@code varchar(5)}, {@code numeric(18,6)}).
 *
 * @param typmod PostgreSQL's {@code atttypmod}; −1 for none. What it means per type: {@link TypeModifiers}
 */
public record SqlType(int oid, int typmod) {
    /** What a column declared bare {@code numeric} gets: (18,6). Source: data type table of the guide. */
    public static final SqlType BARE_NUMERIC_COLUMN =
            new SqlType(Oid.NUMERIC, TypeModifiers.numeric(18, 6));

    public static final SqlType BOOL = of(Oid.BOOL);
    public static final SqlType INT2 = of(Oid.INT2);
    public static final SqlType INT4 = of(Oid.INT4);
    public static final SqlType INT8 = of(Oid.INT8);
    public static final SqlType FLOAT4 = of(Oid.FLOAT4);
    public static final SqlType FLOAT8 = of(Oid.FLOAT8);
    public static final SqlType NUMERIC = of(Oid.NUMERIC);
    public static final SqlType TEXT = of(Oid.TEXT);
    public static final SqlType VARCHAR = of(Oid.VARCHAR);
    public static final SqlType BPCHAR = of(Oid.BPCHAR);
    public static final SqlType NAME = of(Oid.NAME);
    public static final SqlType BYTEA = of(Oid.BYTEA);
    public static final SqlType DATE = of(Oid.DATE);
    public static final SqlType TIME = of(Oid.TIME);
    public static final SqlType TIMETZ = of(Oid.TIMETZ);
    public static final SqlType TIMESTAMP = of(Oid.TIMESTAMP);
    public static final SqlType TIMESTAMPTZ = of(Oid.TIMESTAMPTZ);
    public static final SqlType INTERVAL = of(Oid.INTERVAL);
    public static final SqlType UUID = of(Oid.UUID);
    public static final SqlType JSON = of(Oid.JSON);
    public static final SqlType JSONB = of(Oid.JSONB);
    public static final SqlType OID = of(Oid.OID);
    public static final SqlType UNKNOWN = of(Oid.UNKNOWN);

    /** The type without modifier. */
    public static SqlType of(int oid) {
        return new SqlType(oid, -1);
    }

    /**
     * The type with the modifiers as written: {@code [18, 6]} for {@code numeric(18,6)}; for intervals as
     * {@link TypeModifiers#encode} says.
     *
     * @param warnings hears of a precision that was reduced to 6
     */
    public static SqlType of(int oid, List<Integer> modifiers, Consumer<Notice> warnings) {
        return new SqlType(oid, TypeModifiers.encode(oid, modifiers, warnings));
    }

    public boolean hasTypmod() {
        return typmod >= 0;
    }

    /** Any length or precision of the type. */
    public SqlType withoutTypmod() {
        return typmod == -1 ? this : of(oid);
    }

    /** How values of the type travel; of a type that is not built in, OBJECT. */
    public Carrier carrier() {
        return BuiltinTypes.carrier(oid);
    }

    /** As {@code format_type(oid, typmod)} prints it; only for built-in types ({@code ???} for others). */
    public String display() {
        return TypeNames.display(oid, typmod, NameResolver.BUILT_IN);
    }

    /** As {@code format_type(oid, typmod)} prints it. */
    public String display(NameResolver names) {
        return TypeNames.display(oid, typmod, names);
    }

    @Override
    public String toString() {
        return display();
    }
}
