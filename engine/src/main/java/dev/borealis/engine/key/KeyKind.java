package dev.borealis.engine.key;

import dev.borealis.types.Oid;

/**
 * How values of a type are written into a key. All forms compare as unsigned bytes in the order of the type, and no form
 * is the beginning of another one of its kind, so columns can stand one behind the other.
 */
enum KeyKind {
    /** One byte, the sign turned round ({@code boolean}, {@code "char"}). */
    INT1(1),
    INT2(2),
    INT4(4),
    INT8(8),
    /** OIDs: four bytes as they are. */
    UNSIGNED4(4),
    FLOAT4(4),
    FLOAT8(8),
    /** UTF-8, closed by a zero byte, which text cannot contain. */
    TEXT(0),
    /** As text, without the trailing blanks that comparison ignores. */
    BLANK_PADDED(0),
    /** Any bytes: a zero becomes 00 FF, two zeros close the value. */
    ESCAPED(0),
    UUID(16),
    NUMERIC(0),
    TIMETZ(12),
    INTERVAL(16),
    /** Has no key form. */
    NONE(0);

    /** What a value takes of a key's budget; 0 where that is another number for each value. */
    final int budgetBytes;

    KeyKind(int budgetBytes) {
        this.budgetBytes = budgetBytes;
    }

    /** The form of a built-in base type (of a domain: of what it is over). */
    static KeyKind of(int type) {
        return switch (type) {
            case Oid.BOOL, Oid.CHAR -> INT1;
            case Oid.INT2 -> INT2;
            case Oid.INT4, Oid.DATE -> INT4;
            case Oid.INT8, Oid.TIME, Oid.TIMESTAMP, Oid.TIMESTAMPTZ, Oid.MONEY, Oid.XID8 -> INT8;
            case Oid.OID,
                    Oid.REGPROC,
                    Oid.REGPROCEDURE,
                    Oid.REGOPER,
                    Oid.REGOPERATOR,
                    Oid.REGCLASS,
                    Oid.REGTYPE,
                    Oid.REGCONFIG,
                    Oid.REGDICTIONARY,
                    Oid.REGNAMESPACE,
                    Oid.REGROLE,
                    Oid.REGCOLLATION,
                    Oid.XID,
                    Oid.CID ->
                    UNSIGNED4;
            case Oid.FLOAT4 -> FLOAT4;
            case Oid.FLOAT8 -> FLOAT8;
            case Oid.TEXT, Oid.VARCHAR, Oid.NAME -> TEXT;
            case Oid.BPCHAR -> BLANK_PADDED;
            case Oid.BYTEA -> ESCAPED;
            case Oid.UUID -> UUID;
            case Oid.NUMERIC -> NUMERIC;
            case Oid.TIMETZ -> TIMETZ;
            case Oid.INTERVAL -> INTERVAL;
            default -> NONE;
        };
    }
}
