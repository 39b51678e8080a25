package dev.borealis.engine.plan;

import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.function.FunctionSignature;

import java.util.Set;

/** What the planner knows about single aggregates. */
final class Aggregates {
    /** Aggregates that take rows with null arguments in; all others never see them. Source: PostgreSQL 16, pg_aggregate. */
    private static final Set<String> TAKES_NULLS =
            Set.of(
                    "array_agg",
                    "json_agg",
                    "json_agg_strict",
                    "jsonb_agg",
                    "jsonb_agg_strict",
                    "json_object_agg",
                    "json_object_agg_strict",
                    "json_object_agg_unique",
                    "json_object_agg_unique_strict",
                    "jsonb_object_agg",
                    "jsonb_object_agg_strict",
                    "jsonb_object_agg_unique",
                    "jsonb_object_agg_unique_strict",
                    "string_agg",
                    "rank",
                    "dense_rank",
                    "percent_rank",
                    "cume_dist");

    private Aggregates() {}

    static boolean skipsNulls(FunctionRegistry functions, int function) {
        FunctionSignature signature = functions.function(function);
        return signature == null || !TAKES_NULLS.contains(signature.name());
    }
}
