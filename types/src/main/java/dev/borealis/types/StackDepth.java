package dev.borealis.types;

/**
 * How deep recursion over what users write may go: as deep as the stack of this JVM's threads allows. What lies deeper is
 * answered with 54001, as PostgreSQL does by its {@code max_stack_depth}; the limit is counted, so that no thread runs out
 * of stack in the middle of something.
 *
 * <p>Whoever starts the JVM sets the size of the stacks with {@code -Xss}, which holds for virtual threads too, and says it
 * again in the property {@value #PROPERTY}: asking the JVM would load its management classes at each start, a tenth of a
 * second.
 */
public final class StackDepth {
    /** Megabytes of {@code -Xss}; without it the JVM's default of 1 is assumed. */
    public static final String PROPERTY = "borealis.stack";

    /** What one level costs at most: of calls in calls, while no method is compiled yet. Measured on JDK 25, x86-64. */
    private static final int BYTES_PER_LEVEL = 2_400;

    /** For what is called at the deepest place. */
    private static final int RESERVED_BYTES = 256 << 10;

    /** Most levels of anything a statement nests, or chains so that its tree is deep. */
    public static final int LIMIT =
            Math.clamp(
                    ((Long.getLong(PROPERTY, 1) << 20) - RESERVED_BYTES) / BYTES_PER_LEVEL,
                    500,
                    10_000);

    /** Most queries inside queries, whose planning costs more for each level. */
    public static final int QUERIES = LIMIT / 3;

    private StackDepth() {}
}
