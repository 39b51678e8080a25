package dev.borealis.engine.function;

/** A group of functions that belong together; each class of this kind is listed where the registry is assembled. */
@FunctionalInterface
public interface FunctionFamily {
    /** Names each function and how it is computed. */
    void define(Implementations implementations);
}
