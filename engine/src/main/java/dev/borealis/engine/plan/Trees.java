package dev.borealis.engine.plan;

import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.TreeMapper;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Walks and rewrites bound trees. A depth goes along: 0 in the expressions of the query one starts with, one more inside
 * each sub-query, so a column belongs to the starting query exactly when its {@code levelsUp} equals the depth. Unchanged
 * parts are given back as they are.
 */
public final class Trees {
    /** Gives what is to stand in place of a node, or null to descend into it. */
    @FunctionalInterface
    public interface Mapper {
        /** @param depth queries entered: a column with as many {@code levelsUp} belongs to the starting one */
        @Nullable Scalar map(Scalar scalar, int depth);
    }

    private Trees() {}

    /** The ranges of the level at depth 0 that an expression reads. */
    public static BitSet ranges(@Nullable Scalar scalar) {
        var found = new BitSet();
        if (scalar != null) {
            map(
                    scalar,
                    0,
                    (node, depth) -> {
                        if (node instanceof Scalar.Column column && column.levelsUp() == depth) {
                            found.set(column.range());
                        }
                        return null;
                    });
        }
        return found;
    }

    /** The ranges of the level around a query that the query reads. */
    public static BitSet outerRanges(Query query) {
        var found = new BitSet();
        map(
                query,
                1,
                (node, depth) -> {
                    if (node instanceof Scalar.Column column && column.levelsUp() == depth) {
                        found.set(column.range());
                    }
                    return null;
                });
        return found;
    }

    /** Whether a query reads columns, or the working table, of any level around it. */
    public static boolean isCorrelated(Query query) {
        boolean[] found = {false};
        map(
                query,
                0,
                (node, depth) -> {
                    if (node instanceof Scalar.Column column && column.levelsUp() > depth) {
                        found[0] = true;
                    }
                    return null;
                });
        return found[0] || readsOuterWorkTable(query, 0);
    }

    private static boolean readsOuterWorkTable(Query query, int depth) {
        for (RangeEntry entry : query.ranges()) {
            if (entry instanceof RangeEntry.CommonTableReference reference
                    && reference.self()
                    && reference.levelsUp() > depth) {
                return true;
            }
            if (entry instanceof RangeEntry.Subquery subquery
                    && readsOuterWorkTable(subquery.query(), depth + 1)) {
                return true;
            }
        }
        return query.body() instanceof Query.SetOperation operation
                && (readsOuterWorkTable(operation.left(), depth + 1)
                        || readsOuterWorkTable(operation.right(), depth + 1));
    }

    /** Whether a node for which the test holds stands in the expression, sub-queries included. */
    public static boolean contains(Scalar scalar, java.util.function.Predicate<Scalar> test) {
        boolean[] found = {false};
        map(
                scalar,
                0,
                (node, _) -> {
                    found[0] |= test.test(node);
                    return found[0] ? node : null;
                });
        return found[0];
    }

    /** The conditions that must all hold. */
    public static List<Scalar> conjuncts(@Nullable Scalar condition) {
        var conjuncts = new ArrayList<Scalar>();
        split(condition, conjuncts);
        return conjuncts;
    }

    private static void split(@Nullable Scalar condition, List<Scalar> into) {
        if (condition instanceof Scalar.And and) {
            and.arguments().forEach(argument -> split(argument, into));
        } else if (condition != null) {
            into.add(condition);
        }
    }

    /** The condition that all hold; null for none. */
    public static @Nullable Scalar and(List<Scalar> conditions) {
        return switch (conditions.size()) {
            case 0 -> null;
            case 1 -> conditions.getFirst();
            default -> new Scalar.And(conditions);
        };
    }

    /** An expression with nodes put in place of others. */
    public static Scalar map(Scalar scalar, int depth, Mapper mapper) {
        return new Replacing(mapper).scalar(scalar, depth);
    }

    /** The same node over mapped arguments. */
    public static Scalar mapChildren(Scalar scalar, int depth, Mapper mapper) {
        return new Replacing(mapper).children(scalar, depth);
    }

    /** @param depth of the query's own expressions */
    public static Query map(Query query, int depth, Mapper mapper) {
        return new Replacing(mapper).query(query, depth);
    }

    /** A changed copy of an item of FROM, see {@link Mapper}. */
    public static FromItem map(FromItem item, int depth, Mapper mapper) {
        return new Replacing(mapper).from(item, depth);
    }

    static Query.Window map(Query.Window window, int depth, Mapper mapper) {
        return new Replacing(mapper).window(window, depth);
    }

    private static final class Replacing extends TreeMapper {
        private final Mapper mapper;

        Replacing(Mapper mapper) {
            this.mapper = mapper;
        }

        @Override
        public Scalar scalar(Scalar scalar, int level) {
            Scalar replacement = mapper.map(scalar, level);
            return replacement != null ? replacement : super.scalar(scalar, level);
        }

        Scalar children(Scalar scalar, int level) {
            return super.scalar(scalar, level);
        }
    }

    /** Whether the ranges of the one are all in the other. */
    static boolean isSubset(BitSet part, BitSet whole) {
        var rest = (BitSet) part.clone();
        rest.andNot(whole);
        return rest.isEmpty();
    }
}
