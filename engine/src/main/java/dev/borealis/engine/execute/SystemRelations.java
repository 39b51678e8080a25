package dev.borealis.engine.execute;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.Map;

/** Gives the rows of pg_catalog, information_schema and sys; the package {@code system} implements it. */
@FunctionalInterface
public interface SystemRelations {
    /**
     * Rows of a relation, all columns boxed by carrier, null for NULL.
     *
     * @param relation OID
     * @param lookup values that columns (from 0) must equal; rows that do not may come all the same
     */
    Iterator<@Nullable Object[]> rows(int relation, Map<Integer, Object> lookup);
}
