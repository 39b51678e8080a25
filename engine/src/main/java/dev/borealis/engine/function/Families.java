package dev.borealis.engine.function;

import dev.borealis.engine.function.number.FloatFunctions;
import dev.borealis.engine.function.number.IntegerFunctions;

import java.util.List;

/** The families of this package and its sub-packages. */
final class Families {
    private Families() {}

    static List<FunctionFamily> all() {
        return List.of(IntegerFunctions::define, FloatFunctions::define);
    }
}
