package dev.borealis.engine.define;

import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.Notice;

import java.util.List;
import java.util.function.Consumer;

/**
 * What a defining statement runs in.
 *
 * @param role OID of the current role
 * @param searchPath names of schemas in order, {@code "$user"} already replaced
 * @param typeContext settings by which literals are read
 */
public record DefinitionContext(
        StoreTransaction transaction,
        int role,
        List<String> searchPath,
        TypeContext typeContext,
        Consumer<Notice> notices) {
    public DefinitionContext {
        searchPath = List.copyOf(searchPath);
    }
}
