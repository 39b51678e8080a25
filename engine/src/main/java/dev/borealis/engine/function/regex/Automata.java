package dev.borealis.engine.function.regex;

import org.jspecify.annotations.Nullable;

import java.util.IdentityHashMap;
import java.util.Map;

/** The automata of one expression and its parts, made when first needed. For one thread. */
final class Automata {
    private final Map<Node, Program> forwards = new IdentityHashMap<>();
    private final Map<Node, Program> backwards = new IdentityHashMap<>();
    private final Map<Node, @Nullable Node[]> suffixes = new IdentityHashMap<>();

    Program forward(Node node) {
        Program program = forwards.get(node);
        if (program == null) {
            program = new Program(node, false);
            forwards.put(node, program);
        }
        return program;
    }

    Program backward(Node node) {
        Program program = backwards.get(node);
        if (program == null) {
            program = new Program(node, true);
            backwards.put(node, program);
        }
        return program;
    }

    /** The parts of a concatenation from one on; the same object each time. */
    Node suffix(Node.Concatenation whole, int from) {
        @Nullable Node[] known = suffixes.get(whole);
        if (known == null) {
            known = new @Nullable Node[whole.parts().size()];
            suffixes.put(whole, known);
        }
        Node suffix = known[from];
        if (suffix == null) {
            suffix = Node.concatenation(whole.parts().subList(from, whole.parts().size()));
            known[from] = suffix;
        }
        return suffix;
    }
}
