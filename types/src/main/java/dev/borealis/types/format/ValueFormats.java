package dev.borealis.types.format;

import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The format of every type. */
public final class ValueFormats {
    private static final Map<Integer, ValueFormat> BUILT_IN = builtIn();

    private ValueFormats() {}

    /** The format of a built-in type; of a type without values or not known, one that refuses. */
    public static ValueFormat of(int oid) {
        ValueFormat format = BUILT_IN.get(oid);
        return format != null ? format : new RefusingFormat(oid, nameOf(oid), false);
    }

    /** The format of any type: built-in, domain, row type, arrays of those. */
    public static ValueFormat of(int oid, NameResolver names) {
        ValueFormat format = BUILT_IN.get(oid);
        if (format != null) {
            return format;
        }
        SqlType base = names.domainBase(oid);
        if (base != null) {
            return of(
                    base.oid(), names); // whoever makes a value of a domain checks its constraints
        }
        TypeInfo type = names.type(oid);
        if (type == null) {
            return of(oid);
        }
        if (type.isArray()) {
            return new ContainerFormats.ArrayFormat(
                    oid, type.element(), of(type.element(), names), type.delimiter());
        }
        return type.isComposite() ? new ContainerFormats.RecordFormat(oid) : of(oid);
    }

    private static String nameOf(int oid) {
        TypeInfo type = BuiltinTypes.find(oid);
        return type == null ? String.valueOf(Oid.unsigned(oid)) : type.displayName();
    }

    private static Map<Integer, ValueFormat> builtIn() {
        var map = new HashMap<Integer, ValueFormat>();
        for (ValueFormat format : scalars()) {
            map.put(format.oid(), format);
        }
        for (ValueFormat format : RegFormats.all()) {
            map.put(format.oid(), format);
        }
        map.put(Oid.RECORD, new ContainerFormats.RecordFormat(Oid.RECORD));
        for (int vector : new int[] {Oid.INT2VECTOR, Oid.OIDVECTOR}) {
            var element = (LongFormat) map.get(vector == Oid.INT2VECTOR ? Oid.INT2 : Oid.OID);
            map.put(
                    vector,
                    new ContainerFormats.VectorFormat(vector, Objects.requireNonNull(element)));
        }
        for (TypeInfo type : BuiltinTypes.all()) {
            ValueFormat format = map.containsKey(type.oid()) ? null : derived(type, map);
            if (format != null) {
                map.put(type.oid(), format);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private static List<ValueFormat> scalars() {
        return List.of(
                new ScalarFormats.BoolFormat(),
                new ScalarFormats.CharFormat(),
                new ScalarFormats.WholeFormat(Oid.INT2, 2, "smallint"),
                new ScalarFormats.WholeFormat(Oid.INT4, 4, "integer"),
                new ScalarFormats.WholeFormat(Oid.INT8, 8, "bigint"),
                new ScalarFormats.UnsignedFormat(Oid.OID, "oid"),
                new ScalarFormats.UnsignedFormat(Oid.XID, "xid"),
                new ScalarFormats.UnsignedFormat(Oid.CID, "cid"),
                new ScalarFormats.Xid8Format(),
                new ScalarFormats.LsnFormat(),
                new ScalarFormats.MoneyFormat(),
                new DoubleFormat(true),
                new DoubleFormat(false),
                new ScalarFormats.NumericFormat(),
                new ScalarFormats.UuidFormat(),
                new BytesFormats.TextFormat(Oid.TEXT),
                new BytesFormats.TextFormat(Oid.VARCHAR),
                new BytesFormats.TextFormat(Oid.BPCHAR),
                new BytesFormats.TextFormat(Oid.NAME),
                new BytesFormats.TextFormat(Oid.UNKNOWN),
                new BytesFormats.TextFormat(Oid.CSTRING),
                new BytesFormats.TextFormat(Oid.REFCURSOR),
                new BytesFormats.TextFormat(Oid.PG_NODE_TREE),
                new BytesFormats.TextFormat(Oid.ACLITEM),
                new BytesFormats.ByteaFormat(),
                new DateTimeFormats.DateFormat(),
                new DateTimeFormats.TimeFormat(),
                new DateTimeFormats.TimeTzFormat(),
                new DateTimeFormats.TimestampFormat(false),
                new DateTimeFormats.TimestampFormat(true),
                new DateTimeFormats.IntervalFormat(),
                new OddFormats.BitFormat(Oid.BIT),
                new OddFormats.BitFormat(Oid.VARBIT),
                new OddFormats.InetFormat(false),
                new OddFormats.InetFormat(true),
                new OddFormats.TidFormat(),
                new OddFormats.MacFormat(Oid.MACADDR, 6),
                new OddFormats.MacFormat(Oid.MACADDR8, 8),
                new ContainerFormats.JsonFormat(),
                new ContainerFormats.JsonbFormat());
    }

    private static @Nullable ValueFormat derived(TypeInfo type, Map<Integer, ValueFormat> known) {
        if (type.isArray()) {
            ValueFormat element = known.get(type.element());
            return element == null
                    ? null
                    : new ContainerFormats.ArrayFormat(
                            type.oid(),
                            type.element(),
                            element,
                            BuiltinTypes.get(type.element()).delimiter());
        }
        if (type.oid() == Oid.ANYARRAY) {
            return new AnyArrayFormat(type.displayName());
        }
        return type.isPseudo() ? new RefusingFormat(type.oid(), type.displayName(), true) : null;
    }
}
