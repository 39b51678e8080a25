package dev.borealis.engine.function.text;

import dev.borealis.engine.function.Implementations;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;

import java.util.Set;

/** quote_ident, quote_literal, quote_nullable. */
public final class QuotingFunctions {
    /** Words of PostgreSQL 16's grammar that are not unreserved: an identifier of this name needs quotes. */
    private static final Set<String> KEYWORDS =
            Set.of(
                    ("all analyse analyze and any array as asc asymmetric authorization between bigint binary "
                                    + "bit boolean both case cast char character check coalesce collate collation column "
                                    + "concurrently constraint create cross current_catalog current_date current_role "
                                    + "current_schema current_time current_timestamp current_user dec decimal default deferrable "
                                    + "desc distinct do else end except exists extract false fetch float for foreign freeze from "
                                    + "full grant greatest group grouping having ilike in initially inner inout int integer "
                                    + "intersect interval into is isnull join json_array json_arrayagg json_object json_objectagg "
                                    + "lateral leading least left like limit localtime localtimestamp national natural nchar none "
                                    + "normalize not notnull null nullif numeric offset on only or order out outer overlaps "
                                    + "overlay placing position precision primary real references returning right row select "
                                    + "session_user setof similar smallint some substring symmetric system_user table tablesample "
                                    + "then time timestamp to trailing treat trim true union unique user using values varchar "
                                    + "variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists "
                                    + "xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable")
                            .split(" "));

    private static final Bytes NULL = Bytes.ofString("NULL");

    private QuotingFunctions() {}

    public static void define(Implementations to) {
        to.objectOfObject("quote_ident", (_, a) -> quoteIdentifier((Bytes) a));
        to.objectOfObject("quote_literal", (_, a) -> quoteLiteral((Bytes) a));
        to.general("quote_nullable", (_, a) -> a[0] == null ? NULL : quoteLiteral((Bytes) a[0]));
        to.general(
                "quote_literal(anyelement)",
                (call, a) -> a[0] == null ? null : quoteLiteral(Values.text(call, 0, a[0])));
        to.general(
                "quote_nullable(anyelement)",
                (call, a) -> a[0] == null ? NULL : quoteLiteral(Values.text(call, 0, a[0])));
    }

    /** An identifier as SQL must write it. */
    public static Bytes quoteIdentifier(Bytes name) {
        String text = name.string();
        boolean plain = !text.isEmpty() && (text.charAt(0) == '_' || isLower(text.charAt(0)));
        for (int i = 1; plain && i < text.length(); i++) {
            char c = text.charAt(i);
            plain = c == '_' || isLower(c) || c >= '0' && c <= '9';
        }
        if (plain && !KEYWORDS.contains(text)) {
            return name;
        }
        return Bytes.ofString('"' + text.replace("\"", "\"\"") + '"');
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    /** A string constant as SQL must write it: with E when it has backslashes. */
    public static Bytes quoteLiteral(Bytes text) {
        var result = new ByteAppender(text.length() + 2);
        for (int i = 0; i < text.length(); i++) {
            if (text.get(i) == '\\') {
                result.append('E');
                break;
            }
        }
        result.append('\'');
        for (int i = 0; i < text.length(); i++) {
            byte b = text.get(i);
            if (b == '\'' || b == '\\') {
                result.appendByte(b);
            }
            result.appendByte(b);
        }
        return result.append('\'').toBytes();
    }
}
