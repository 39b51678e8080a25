package dev.borealis.engine.catalog;

import dev.borealis.engine.tree.Scalar;

import java.util.List;

/**
 * CREATE STATISTICS.
 *
 * @param kinds letters of pg_statistic_ext.stxkind: d ndistinct, f dependencies, m mcv, e expressions
 * @param target SET STATISTICS, −1 for the default
 */
public record ExtendedStatistics(
        int oid,
        int schema,
        String name,
        int owner,
        int table,
        List<Integer> columns,
        List<Scalar> expressions,
        String kinds,
        int target)
        implements Definition {
    public ExtendedStatistics {
        columns = List.copyOf(columns);
        expressions = List.copyOf(expressions);
    }
}
