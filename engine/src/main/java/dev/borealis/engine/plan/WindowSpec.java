package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.tree.Query;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A window.
 *
 * @param orderBy with {@code order}: key i is compared as {@code order[i]} says
 * @param inRangeStart for RANGE with offset: compiled in_range function, see {@link InRange}
 */
public record WindowSpec(
        Query.Window tree,
        List<Expression> partitionBy,
        List<ValueOrder> partitionOrders,
        List<Expression> orderBy,
        List<Plan.SortColumn> order,
        @Nullable Expression startOffset,
        @Nullable Expression endOffset,
        @Nullable InRange inRangeStart,
        @Nullable InRange inRangeEnd) {
    public WindowSpec {
        partitionBy = List.copyOf(partitionBy);
        partitionOrders = List.copyOf(partitionOrders);
        orderBy = List.copyOf(orderBy);
        order = List.copyOf(order);
    }

    /**
     * {@code in_range(value, base, offset, sub, less)} over five placeholders.
     *
     * @param sites of the placeholders, in the order of the arguments
     */
    public record InRange(Expression code, List<Integer> sites) {
        public InRange {
            sites = List.copyOf(sites);
        }
    }
}
