package dev.borealis.engine.define;

import org.jspecify.annotations.Nullable;

/**
 * What a defining statement answers.
 *
 * @param tag of CommandComplete
 * @param returnsJob whether a result with the one column {@code job_id} comes before it
 * @param job the id in that row, null for no row
 */
public record DefinitionResult(String tag, boolean returnsJob, @Nullable String job) {
    static DefinitionResult tag(String tag) {
        return new DefinitionResult(tag, false, null);
    }

    static DefinitionResult job(String tag, @Nullable String job) {
        return new DefinitionResult(tag, true, job);
    }
}
