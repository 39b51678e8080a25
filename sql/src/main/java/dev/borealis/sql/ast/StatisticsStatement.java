package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** CREATE STATISTICS and ALTER STATISTICS. */
public sealed interface StatisticsStatement extends DefinitionStatement {
    /** {@code kinds} empty: all. Of each key either column or expression is given. */
    record CreateStatistics(
            @Nullable QualifiedName name,
            boolean ifNotExists,
            List<String> kinds,
            List<Key> keys,
            List<TableExpression> from)
            implements StatisticsStatement {
        public CreateStatistics {
            kinds = List.copyOf(kinds);
            keys = List.copyOf(keys);
            from = List.copyOf(from);
        }
    }

    /** A column or an expression, the other one null. */
    record Key(@Nullable String column, @Nullable Expression expression) {}

    /** {@code ALTER STATISTICS name SET STATISTICS target}. */
    record AlterStatistics(QualifiedName name, boolean ifExists, int target)
            implements StatisticsStatement {}
}
