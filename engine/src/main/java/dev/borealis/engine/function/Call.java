package dev.borealis.engine.function;

import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The interface through which a function asks for anything that is not its arguments. One object per call site and
 * execution; used by one thread.
 */
public interface Call {
    /** Time zone, date style, transaction time and the like. */
    TypeContext context();

    /** For values that are names: the reg* types. */
    NameResolver names();

    /** For random() and its like. */
    RandomGenerator random();

    /** Wall-clock time in microseconds since 2000-01-01 UTC: for clock_timestamp() and nothing else. */
    long clockMicros();

    /** Type of the result at this call site, polymorphic types resolved. */
    SqlType resultType();

    /** Types of the arguments at this call site, polymorphic types resolved, variadic ones expanded. */
    List<SqlType> argumentTypes();

    /**
     * The columns that a caller in FROM wants of a function that returns any record: {@code AS x(a int, b text)}; empty
     * where nobody said.
     */
    default List<NameResolver.Field> wantedColumns() {
        return List.of();
    }

    /** Asks for memory before a large value is made. Throws the documented error when there is none. */
    void reserve(long bytes);

    /** Throws 57014 when the statement was cancelled or timed out; to be called in every loop that may be long. */
    void checkCancelled();

    /** Scratch object of this call site (a compiled regular expression, for example), kept for the execution. */
    <T> T memo(Class<T> type, java.util.function.Supplier<T> maker);

    /**
     * Something of the session that only few functions need (settings, sequences, catalog, jobs), by its interface.
     * Throws 0A000 when this call runs where there is none, as in an index expression.
     */
    <T> T service(Class<T> type);
}
