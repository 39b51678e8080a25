package dev.borealis.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rocksdb.CompactRangeOptions;

import java.util.concurrent.atomic.AtomicInteger;

/** No compaction goes on that closing would wait for, whenever it begins. */
class CompactionsTest {
    private final AtomicInteger live = new AtomicInteger();

    @Test
    void oneThatRunsIsEnded() {
        NativeLibrary.load();
        var compactions = new Compactions(live);
        CompactRangeOptions running = compactions.begin();
        assertThat(running.canceled()).isFalse();
        compactions.forbid();
        assertThat(running.canceled()).isTrue();
        compactions.end(running);
        assertThat(live).hasValue(0);
    }

    @Test
    void oneThatBeginsTooLateEndsAtOnce() {
        NativeLibrary.load();
        var compactions = new Compactions(live);
        compactions.forbid();
        CompactRangeOptions late = compactions.begin();
        assertThat(late.canceled()).isTrue();
        compactions.end(late);
        compactions.allow();
        CompactRangeOptions next = compactions.begin();
        assertThat(next.canceled()).isFalse();
        compactions.end(next);
        assertThat(live).hasValue(0);
    }
}
