package dev.borealis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.VMOption;

import org.junit.jupiter.api.Test;

import java.util.stream.Stream;

class HeapTargetTest {
    private static final long GIB = 1L << 30;

    private long target;

    private final HeapTarget heap = new HeapTarget(12 * GIB, bytes -> target = bytes);

    @Test
    void thereIsRoomForGarbageBesideWhatIsInUse() {
        heap.collected(0);
        assertThat(target).isEqualTo(GIB);
        heap.collected(GIB / 2);
        assertThat(target).isEqualTo(GIB * 3 / 2);
        heap.collected(4 * GIB);
        assertThat(target).as("more beside more").isEqualTo(6 * GIB);
        heap.collected(GIB);
        assertThat(target).as("it shrinks again").isEqualTo(2 * GIB);
    }

    @Test
    void itIsNeverBeyondTheLimitOfTheHeap() {
        heap.collected(10 * GIB);
        assertThat(target).isEqualTo(12 * GIB);
    }

    @Test
    void whoeverStartsTheProcessMayGiveOneInAnyWay() {
        assertThat(Stream.of(VMOption.Origin.values()).filter(HeapTarget::isGiven))
                .contains(
                        VMOption.Origin.VM_CREATION,
                        VMOption.Origin.ENVIRON_VAR, // JAVA_TOOL_OPTIONS
                        VMOption.Origin.CONFIG_FILE)
                .doesNotContain(VMOption.Origin.DEFAULT, VMOption.Origin.ERGONOMIC);
    }
}
