/**
 * From bound statements to physical plans.
 *
 * <p>Reading order: {@link dev.borealis.engine.plan.Plan} (what there is to run), {@link
 * dev.borealis.engine.plan.QueryPlan} (one query level), {@link dev.borealis.engine.plan.Planner}, then its parts: {@link
 * dev.borealis.engine.plan.JoinPlanner}, {@link dev.borealis.engine.plan.AccessPaths}, {@link
 * dev.borealis.engine.plan.RangePlanner}, {@link dev.borealis.engine.plan.Grouping}, {@link
 * dev.borealis.engine.plan.OutputPlanner}; {@code CommonTables}, {@code PushDown}, {@code SemiJoins}, {@code ConstantFolder}
 * (rules on trees); {@code Selectivity} with {@code Variable}, {@code
 * Comparisons} and {@code JoinSelectivity} (how many rows to expect); {@code Boundedness} (on which thread); {@link dev.borealis.engine.plan.ParameterSteps} (what a plan
 * computes from its parameters first). EXPLAIN: {@link dev.borealis.engine.plan.Explain} describes a plan as a tree of
 * {@code ExplainNode}s with {@link dev.borealis.engine.plan.ExplainProperty properties}, which {@link
 * dev.borealis.engine.plan.ExplainFormat} prints as text, JSON, YAML or XML. How rows and expressions meet: docs/decisions/executor.md.
 */
@NullMarked
package dev.borealis.engine.plan;

import org.jspecify.annotations.NullMarked;
