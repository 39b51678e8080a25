package dev.borealis.engine.evaluate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Hands out site numbers while one plan is made, and notes which functions of users are called there. */
public final class Sites {
    private final Set<Integer> userFunctions = new LinkedHashSet<>();
    private int count;

    /** The number of a further call site. */
    public int next() {
        return count++;
    }

    /** @param function OID of a function that a user made, which is called somewhere in the plan */
    public void noteUserFunction(int function) {
        userFunctions.add(function);
    }

    /** Makes code that whoever runs the plan does not call: it runs seldom, and in the name of a table's owner. */
    public <T> T unnoted(Supplier<T> work) {
        Set<Integer> before = Set.copyOf(userFunctions);
        T made = work.get();
        userFunctions.retainAll(before);
        return made;
    }

    /** OIDs, in the order of first mention. */
    public List<Integer> userFunctions() {
        return List.copyOf(userFunctions);
    }

    /** Call sites so far, which is how many states an execution needs. */
    public int count() {
        return count;
    }
}
