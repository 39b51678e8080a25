package dev.borealis.engine.bind;

import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.TypeNames;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What type resolution asks of types, built-in and the user's alike. */
final class TypeFacts {
    /** pg_type.typcategory letters that the rules speak of. */
    static final char STRING = 'S';

    static final char BOOLEAN = 'B';
    static final char INVALID = '\0';

    private final NameResolver names;

    TypeFacts(NameResolver names) {
        this.names = names;
    }

    NameResolver names() {
        return names;
    }

    @Nullable TypeInfo find(int oid) {
        TypeInfo builtin = BuiltinTypes.find(oid);
        return builtin != null ? builtin : names.type(oid);
    }

    /** As messages show a type: format_type(oid, NULL). */
    String display(int oid) {
        return TypeNames.display(oid, names);
    }

    String display(SqlType type) {
        return type.display(names);
    }

    boolean isDomain(int oid) {
        TypeInfo info = find(oid);
        return info != null && info.isDomain();
    }

    /** The type under a domain (or chain of domains); of any other type itself. */
    int base(int oid) {
        return base(SqlType.of(oid)).oid();
    }

    /** The type under a domain with the modifier that the domain gives it; of any other type itself. */
    SqlType base(SqlType type) {
        SqlType here = type;
        while (isDomain(here.oid())) {
            SqlType below = names.domainBase(here.oid());
            if (below == null) {
                return here;
            }
            here = below;
        }
        return here;
    }

    char category(int oid) {
        TypeInfo info = find(oid);
        return info == null ? 'C' : info.category();
    }

    boolean isPreferred(int oid) {
        TypeInfo info = find(oid);
        return info != null && info.preferred();
    }

    /** Element type of a true array type (also of a domain over one), 0 for others. */
    int element(int oid) {
        TypeInfo info = find(base(oid));
        return info == null || !info.isArray() ? Oid.NONE : info.element();
    }

    /** Array type over an element type, 0 when there is none. */
    int array(int element) {
        TypeInfo info = find(element);
        return info == null ? Oid.NONE : info.array();
    }

    /** A row type of a relation (not the pseudo-type record), also through a domain. */
    boolean isComposite(int oid) {
        TypeInfo info = find(base(oid));
        return info != null && info.isComposite();
    }

    boolean isRowLike(int oid) {
        return oid == Oid.RECORD || isComposite(oid);
    }

    boolean isRange(int oid) {
        TypeInfo info = find(oid);
        return info != null && info.isRange();
    }

    boolean isMultirange(int oid) {
        TypeInfo info = find(oid);
        return info != null && info.kind() == 'm';
    }

    /** Fields of a row type in order; null when it is none. */
    @Nullable List<NameResolver.Field> fields(int oid) {
        return names.rowType(base(oid));
    }

    /** Subtype of a range type, 0 for others. */
    static int rangeSubtype(int range) {
        return switch (range) {
            case Oid.INT4RANGE -> Oid.INT4;
            case Oid.INT8RANGE -> Oid.INT8;
            case Oid.NUMRANGE -> Oid.NUMERIC;
            case Oid.TSRANGE -> Oid.TIMESTAMP;
            case Oid.TSTZRANGE -> Oid.TIMESTAMPTZ;
            case Oid.DATERANGE -> Oid.DATE;
            default -> Oid.NONE;
        };
    }

    /** Range type of a multirange type, 0 for others. */
    static int rangeOfMultirange(int multirange) {
        return switch (multirange) {
            case Oid.INT4MULTIRANGE -> Oid.INT4RANGE;
            case Oid.INT8MULTIRANGE -> Oid.INT8RANGE;
            case Oid.NUMMULTIRANGE -> Oid.NUMRANGE;
            case Oid.TSMULTIRANGE -> Oid.TSRANGE;
            case Oid.TSTZMULTIRANGE -> Oid.TSTZRANGE;
            case Oid.DATEMULTIRANGE -> Oid.DATERANGE;
            default -> Oid.NONE;
        };
    }

    /** Multirange type of a range type, 0 for others. */
    static int multirangeOfRange(int range) {
        return switch (range) {
            case Oid.INT4RANGE -> Oid.INT4MULTIRANGE;
            case Oid.INT8RANGE -> Oid.INT8MULTIRANGE;
            case Oid.NUMRANGE -> Oid.NUMMULTIRANGE;
            case Oid.TSRANGE -> Oid.TSMULTIRANGE;
            case Oid.TSTZRANGE -> Oid.TSTZMULTIRANGE;
            case Oid.DATERANGE -> Oid.DATEMULTIRANGE;
            default -> Oid.NONE;
        };
    }

    static boolean isPolymorphic(int oid) {
        return isSimplePolymorphic(oid) || isCompatiblePolymorphic(oid);
    }

    static boolean isSimplePolymorphic(int oid) {
        return switch (oid) {
            case Oid.ANYELEMENT,
                    Oid.ANYARRAY,
                    Oid.ANYNONARRAY,
                    Oid.ANYENUM,
                    Oid.ANYRANGE,
                    Oid.ANYMULTIRANGE ->
                    true;
            default -> false;
        };
    }

    static boolean isCompatiblePolymorphic(int oid) {
        return switch (oid) {
            case Oid.ANYCOMPATIBLE,
                    Oid.ANYCOMPATIBLEARRAY,
                    Oid.ANYCOMPATIBLENONARRAY,
                    Oid.ANYCOMPATIBLERANGE,
                    Oid.ANYCOMPATIBLEMULTIRANGE ->
                    true;
            default -> false;
        };
    }
}
