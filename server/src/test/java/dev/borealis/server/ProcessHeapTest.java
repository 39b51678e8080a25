package dev.borealis.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ProcessHeapTest {
    private final List<String> seen = new ArrayList<>();
    private long used;

    private final ProcessHeap heap =
            new ProcessHeap(
                    () -> used,
                    () -> {
                        seen.add("begun");
                        return () -> seen.add("ended");
                    });

    @Test
    void aSmallHeapIsLeftAlone() {
        used = ProcessHeap.GROWN_BYTES;
        heap.look();
        heap.close();
        assertThat(seen).isEmpty();
    }

    @Test
    void onceTheHeapHasGrownItIsKeptUntilTheEnd() {
        used = ProcessHeap.GROWN_BYTES + 1;
        heap.look();
        used = 0;
        heap.look();
        assertThat(seen).containsExactly("begun");
        heap.close();
        assertThat(seen).containsExactly("begun", "ended");
    }

    @Test
    void nothingBeginsAfterTheEnd() {
        heap.close();
        used = ProcessHeap.GROWN_BYTES + 1;
        heap.look();
        assertThat(seen).isEmpty();
    }
}
