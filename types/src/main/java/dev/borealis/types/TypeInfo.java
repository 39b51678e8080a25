package dev.borealis.types;

/**
 * What {@code pg_type} says of one type.
 *
 * @param name {@code typname}, for example {@code int4} or {@code _int4}
 * @param displayName as {@code format_type(oid, NULL)} and error messages print it: {@code integer}, {@code integer[]}
 * @param carrier how values travel; for pseudo-types without values {@link Carrier#OBJECT}
 * @param length {@code typlen}: bytes, −1 for a variable-length type, −2 for a C string
 * @param kind {@code typtype}: b base, c composite, d domain, e enum, m multirange, p pseudo, r range
 * @param category {@code typcategory}: N numeric, S string, A array, …
 * @param delimiter {@code typdelim}: what separates elements in the text form of its arrays
 * @param element {@code typelem}: OID of the element type of an array (also of {@code name}, {@code point} …), else 0
 * @param array {@code typarray}: OID of its array type, 0 when there is none
 * @param subscript {@code typsubscript}: name of the function, {@code -} when it cannot be subscripted
 * @param input {@code typinput}: name of the function; likewise the next five ({@code -} for none)
 * @param align {@code typalign}: c, s, i or d
 * @param storage {@code typstorage}: p, e, x or m
 * @param collation {@code typcollation}: OID, 0 when the type knows no collation
 * @param baseType the type under a domain, 0 for other kinds
 * @param relation {@code typrelid}: OID of the relation of a row type, else 0
 */
public record TypeInfo(
        int oid,
        String name,
        String displayName,
        Carrier carrier,
        int length,
        boolean byValue,
        char kind,
        char category,
        boolean preferred,
        char delimiter,
        int element,
        int array,
        String subscript,
        String input,
        String output,
        String receive,
        String send,
        String modifierInput,
        String modifierOutput,
        char align,
        char storage,
        int collation,
        int baseType,
        int relation) {

    /** Whether values are arrays proper: {@code integer[]}, also {@code int2vector}; not {@code name} or {@code point}. */
    public boolean isArray() {
        return subscript.equals("array_subscript_handler");
    }

    /** No column can be of it: any, record, void … */
    public boolean isPseudo() {
        return kind == 'p';
    }

    public boolean isDomain() {
        return kind == 'd';
    }

    public boolean isComposite() {
        return kind == 'c';
    }

    public boolean isRange() {
        return kind == 'r';
    }
}
