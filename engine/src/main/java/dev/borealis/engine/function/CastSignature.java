package dev.borealis.engine.function;

/**
 * A row of pg_cast.
 *
 * @param function OID of the casting function, 0 unless the method is {@link Method#FUNCTION}. One with a second
 *     argument takes the type modifier, one with a third whether the cast is explicit
 */
public record CastSignature(
        int oid, int source, int target, int function, Context context, Method method) {
    /** pg_cast.castcontext: where the cast may happen; each context allows what the ones before it allow. */
    public enum Context {
        IMPLICIT,
        ASSIGNMENT,
        EXPLICIT
    }

    /** pg_cast.castmethod. */
    public enum Method {
        FUNCTION,
        /** Same representation. */
        BINARY,
        /** Through the text form. */
        INPUT_OUTPUT
    }
}
