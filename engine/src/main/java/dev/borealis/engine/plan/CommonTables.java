package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.tree.CommonTable;
import dev.borealis.engine.tree.LevelShift;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Statement;
import dev.borealis.engine.tree.TreeMapper;

import java.util.List;

/**
 * A common table that is read once stands where it is read, so that conditions reach into it.
 *
 * <pre>
 * WITH c AS (SELECT … FROM t)
 * SELECT … FROM c WHERE x = 1     =>     SELECT … FROM (SELECT … FROM t) c WHERE x = 1
 * </pre>
 *
 * <p>MATERIALIZED prevents it, NOT MATERIALIZED asks for it at every reference. One that recurs, changes or locks rows, or
 * calls a volatile function stays what it is. The rule is PostgreSQL's. An inlined table stays in the list, unread, so that
 * the numbers of the others hold; {@link CommonTablePlanner} plans no query that nobody reads.
 */
final class CommonTables {
    private CommonTables() {}

    static Query inline(Query query, Environment environment) {
        return (Query) inline(query, query.with(), environment);
    }

    static Modification inline(Modification modification, Environment environment) {
        return (Modification) inline(modification, modification.with(), environment);
    }

    private static Statement inline(
            Statement statement, List<CommonTable> with, Environment environment) {
        if (with.isEmpty()) {
            return statement;
        }
        int[] references = references(statement, with.size());
        Statement changed = statement;
        for (int i = 0; i < references.length; i++) {
            CommonTable table = with(changed).get(i);
            boolean wanted =
                    table.materialized() == null
                            ? references[i] == 1
                            : !table.materialized() && references[i] > 0;
            if (wanted
                    && !table.recursive()
                    && table.statement() instanceof Query query
                    && isPlain(query, environment)) {
                changed = new Inlining(i, query).statement(changed, 0);
            }
        }
        return changed;
    }

    private static List<CommonTable> with(Statement statement) {
        return switch (statement) {
            case Query query -> query.with();
            case Modification modification -> modification.with();
        };
    }

    /** By index: how often a statement reads the common tables of its own WITH, also in that WITH. */
    static int[] references(Statement statement, int tables) {
        int[] references = new int[tables];
        new TreeMapper() {
            @Override
            public RangeEntry range(RangeEntry range, int level) {
                if (range instanceof RangeEntry.CommonTableReference reference
                        && !reference.self()
                        && reference.levelsUp() == level) {
                    references[reference.index()]++;
                }
                return super.range(range, level);
            }
        }.statement(statement, 0);
        return references;
    }

    /** Whether it only reads, and gives the same however often it is asked. */
    private static boolean isPlain(Query query, Environment environment) {
        boolean[] plain = {true};
        new TreeMapper() {
            @Override
            public Scalar scalar(Scalar scalar, int level) {
                if (scalar instanceof Scalar.FunctionCall call
                        && Selectivity.isVolatile(call, environment)) {
                    plain[0] = false;
                }
                return plain[0] ? super.scalar(scalar, level) : scalar;
            }

            @Override
            public Query query(Query inner, int level) {
                plain[0] &= inner.locks().isEmpty();
                return plain[0] ? super.query(inner, level) : inner;
            }

            @Override
            public Statement statement(Statement inner, int level) {
                plain[0] &= inner instanceof Query;
                return plain[0] ? super.statement(inner, level) : inner;
            }
        }.query(query, 0);
        return plain[0];
    }

    private static final class Inlining extends TreeMapper {
        private final int index;
        private final Query table;

        Inlining(int index, Query table) {
            this.index = index;
            this.table = table;
        }

        @Override
        public RangeEntry range(RangeEntry range, int level) {
            if (range instanceof RangeEntry.CommonTableReference reference
                    && !reference.self()
                    && reference.levelsUp() == level
                    && reference.index() == index) {
                // in the WITH it was one level down; here it is one below the reader
                return new RangeEntry.Subquery(
                        LevelShift.shift(table, level),
                        false,
                        0,
                        reference.alias(),
                        reference.columnNames());
            }
            return super.range(range, level);
        }
    }
}
