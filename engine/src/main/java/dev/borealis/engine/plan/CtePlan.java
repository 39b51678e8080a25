package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A common table: computed at most once per start of the query that has it, and kept under its site. Either a query, with
 * a second part for a recursive one, or a data-modifying statement.
 */
public final class CtePlan {
    public final String name;
    public final int site;
    public final List<Carrier> carriers;
    private @Nullable QueryPlan query;
    private @Nullable QueryPlan recursive;
    private @Nullable ModifyPlan modification;
    private boolean distinct;
    private List<ValueOrder> orders = List.of();
    private List<CtePlan> innerTables = List.of();

    CtePlan(String name, int site, List<Carrier> carriers) {
        this.name = name;
        this.site = site;
        this.carriers = List.copyOf(carriers);
    }

    // set once, by the planner, before the plan is published: a recursive one is referred to while
    // it is made
    void define(@Nullable QueryPlan newQuery, @Nullable ModifyPlan newModification) {
        query = newQuery;
        modification = newModification;
    }

    void defineRecursion(
            QueryPlan newRecursive,
            boolean isDistinct,
            List<ValueOrder> newOrders,
            List<CtePlan> newInnerTables) {
        innerTables = List.copyOf(newInnerTables);
        recursive = newRecursive;
        distinct = isDistinct;
        orders = List.copyOf(newOrders);
    }

    boolean isDefined() {
        return query != null || modification != null;
    }

    /** Null when it is an INSERT, UPDATE or DELETE. */
    public @Nullable QueryPlan query() {
        return query;
    }

    /** The part that reads its own result; null when it does not recurse. */
    public @Nullable QueryPlan recursive() {
        return recursive;
    }

    /** Null when it is a query. */
    public @Nullable ModifyPlan modification() {
        return modification;
    }

    /** UNION instead of UNION ALL: a row that was there is not given again. */
    public boolean isDistinct() {
        return distinct;
    }

    /** Of a WITH before the two sides of a recursion. */
    public List<CtePlan> innerTables() {
        return innerTables;
    }

    /** Of the columns, for a distinct recursion. */
    public List<ValueOrder> orders() {
        return orders;
    }
}
