package dev.borealis.engine.function;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What pg_proc says beyond the {@link FunctionSignature}.
 *
 * @param defaults SQL text of the defaults of the last arguments; as many as {@code defaultCount}
 * @param language {@code internal}, {@code sql} or {@code c}
 * @param parallel {@code s}, {@code r} or {@code u}
 * @param support name of the planner support function
 */
public record ProcedureDetails(
        List<String> defaults,
        String language,
        boolean leakproof,
        char parallel,
        @Nullable String support) {
    public ProcedureDetails {
        defaults = List.copyOf(defaults);
    }
}
