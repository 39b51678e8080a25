package dev.borealis.types;

import com.sun.management.HotSpotDiagnosticMXBean;

import java.lang.management.ManagementFactory;

/**
 * How deep recursion over what users write may go on this JVM: as deep as the stack of its threads allows, which {@code
 * -Xss} sets, for virtual threads too. What lies deeper is answered with 54001, as PostgreSQL does by its {@code
 * max_stack_depth}; the limit is counted, so that no thread runs out of stack in the middle of something.
 */
public final class StackDepth {
    /** What one level costs at most: of calls in calls, while no method is compiled yet. Measured on JDK 25, x86-64. */
    private static final int BYTES_PER_LEVEL = 2_400;

    /** For what is called at the deepest place. */
    private static final int RESERVED_BYTES = 256 << 10;

    /** Where the size of the stack is not known. */
    private static final long DEFAULT_STACK_BYTES = 1 << 20;

    /** Most levels of anything a statement nests, or chains so that its tree is deep. */
    public static final int LIMIT =
            Math.clamp((stackBytes() - RESERVED_BYTES) / BYTES_PER_LEVEL, 500, 10_000);

    /** Most queries inside queries, whose planning costs more for each level. */
    public static final int QUERIES = LIMIT / 3;

    private StackDepth() {}

    private static long stackBytes() {
        var virtualMachine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (virtualMachine == null) {
            return DEFAULT_STACK_BYTES;
        }
        long kilobytes = Long.parseLong(virtualMachine.getVMOption("ThreadStackSize").getValue());
        return kilobytes == 0 ? DEFAULT_STACK_BYTES : kilobytes << 10;
    }
}
