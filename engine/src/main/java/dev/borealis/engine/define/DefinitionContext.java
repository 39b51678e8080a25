package dev.borealis.engine.define;

import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.types.error.Notice;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a defining statement runs in.
 *
 * @param role OID of the current role
 * @param searchPath names of schemas in order, {@code "$user"} already replaced
 * @param statement the text of the statement: function bodies and view sizes are taken from the tree, so this is for
 *     messages alone
 */
public record DefinitionContext(
        StoreTransaction transaction, int role, List<String> searchPath, String statement, Consumer<Notice> notices) {
    public DefinitionContext {
        searchPath = List.copyOf(searchPath);
    }
}
