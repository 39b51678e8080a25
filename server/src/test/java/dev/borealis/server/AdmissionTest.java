package dev.borealis.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

class AdmissionTest {
    private final AtomicLong now = new AtomicLong(1_000_000);

    private Admission admission(int maxOpen, int burst, int perSecond) {
        return new Admission(maxOpen, burst, perSecond, () -> Instant.ofEpochMilli(now.get()));
    }

    @Test
    void aBurstIsAdmittedAndThenSoManyASecond() {
        Admission admission = admission(10_000, 5, 2);
        for (int i = 0; i < 5; i++) {
            assertThat(admission.enter()).isEqualTo(Admission.Verdict.ADMITTED);
        }
        assertThat(admission.enter()).isEqualTo(Admission.Verdict.RATE_EXCEEDED);
        now.addAndGet(499);
        assertThat(admission.enter()).isEqualTo(Admission.Verdict.RATE_EXCEEDED);
        now.addAndGet(1);
        assertThat(admission.enter()).isEqualTo(Admission.Verdict.ADMITTED);
        assertThat(admission.enter()).isEqualTo(Admission.Verdict.RATE_EXCEEDED);
        now.addAndGet(1_000_000);
        for (int i = 0; i < 5; i++) {
            assertThat(admission.enter()).isEqualTo(Admission.Verdict.ADMITTED);
        }
        assertThat(admission.enter()).isEqualTo(Admission.Verdict.RATE_EXCEEDED);
    }

    @Test
    void onlySoManyAreOpenAtATime() {
        Admission admission = admission(2, 100, 1);
        assertThat(admission.enter()).isEqualTo(Admission.Verdict.ADMITTED);
        assertThat(admission.enter()).isEqualTo(Admission.Verdict.ADMITTED);
        assertThat(admission.enter()).isEqualTo(Admission.Verdict.TOO_MANY_OPEN);
        admission.leave();
        assertThat(admission.enter()).isEqualTo(Admission.Verdict.ADMITTED);
    }
}
