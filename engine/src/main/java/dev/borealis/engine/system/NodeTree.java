package dev.borealis.engine.system;

import dev.borealis.engine.tree.ConstantValues;
import dev.borealis.engine.tree.RecordCodec;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.TreeTags;
import dev.borealis.types.Bytes;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Expressions as values of pg_node_tree: opaque to clients, who hand them to pg_get_expr to see them as SQL. The text is
 * the encoding of each expression in base 64, one after the other.
 */
final class NodeTree {
    private static final RecordCodec CODEC = new RecordCodec(TreeTags.tags(), new ConstantValues());

    private NodeTree() {}

    static Bytes of(Scalar expression) {
        return of(List.of(expression));
    }

    static Bytes of(List<Scalar> expressions) {
        return Bytes.ofString(
                String.join(
                        " ",
                        expressions.stream()
                                .map(
                                        e ->
                                                Base64.getEncoder()
                                                        .encodeToString(CODEC.encode((Record) e)))
                                .toList()));
    }

    static List<Scalar> expressions(Bytes tree) {
        List<Scalar> expressions = new ArrayList<>();
        for (String word : tree.string().split(" ")) {
            expressions.add((Scalar) CODEC.decode(Base64.getDecoder().decode(word)));
        }
        return expressions;
    }
}
