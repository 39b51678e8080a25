package dev.borealis.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.CommitResult;
import dev.borealis.store.CommitResult.Scope;
import dev.borealis.store.Label;
import dev.borealis.store.TransactionId;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

class TopConflictsTest {
    private final TopConflicts top = new TopConflicts();

    private void count(int key, Label label) {
        byte[] bytes = ByteBuffer.allocate(4).putInt(key).array();
        top.count(
                new CommitResult.Conflict(new Scope.Key(bytes), label, new TransactionId(key, 7)),
                key);
    }

    @Test
    void aKeyFoughtOverStaysHoweverManyOthersCome() {
        var random = new SplittableRandom(1);
        int hot = 0;
        for (int i = 0; i < 100_000; i++) {
            boolean isHot = i % 10 == 0;
            hot += isHot ? 1 : 0;
            count(isHot ? 42 : 1_000 + random.nextInt(50_000), Label.DATA);
        }
        TopConflicts.Counter first = top.all().getFirst();
        assertThat(first.scope())
                .isInstanceOfSatisfying(
                        Scope.Key.class,
                        scope -> assertThat(ByteBuffer.wrap(scope.key()).getInt()).isEqualTo(42));
        assertThat(first.conflicts()).isGreaterThanOrEqualTo(hot);
        assertThat(first.conflicts() - first.uncertain()).isLessThanOrEqualTo(hot);
        assertThat(top.all()).as("bounded").hasSize(100);
    }

    @Test
    void theKindOfConflictAndWhatIsForgottenAreKeptApart() {
        count(1, Label.DATA);
        count(1, Label.DATA);
        count(1, Label.SCHEMA);
        byte[] prefix = ByteBuffer.allocate(4).putInt(1).array();
        top.count(new CommitResult.Conflict(new Scope.Relation(prefix), Label.DATA, null), 9);
        top.count(new CommitResult.Conflict(new Scope.Store(), Label.DATA, null), 9);
        assertThat(top.all())
                .extracting(counter -> counter.label() + " " + counter.conflicts())
                .containsExactlyInAnyOrder("DATA 2", "SCHEMA 1", "DATA 1", "DATA 1");
        assertThat(top.all().getFirst().winner()).isEqualTo(new TransactionId(1, 7));
    }
}
