package dev.borealis.tests.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.tests.isolation.Anomaly.Kind;
import dev.borealis.tests.isolation.Transaction.Operation;
import dev.borealis.tests.isolation.Transaction.Outcome;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The checker finds each anomaly in a small history made by hand, and nothing in good ones. */
class CheckerTest {
    private final List<Transaction> history = new ArrayList<>();

    private static Operation append(int list, int value) {
        return new Operation.Append(list, value);
    }

    private static Operation read(int list, Integer... values) {
        return new Operation.Read(list, Arrays.asList(values));
    }

    /** All at the same time, unless {@link #later} is used. */
    private void committed(String name, Operation... operations) {
        history.add(new Transaction(name, Arrays.asList(operations), Outcome.COMMITTED, 0, 100));
    }

    private void ended(Outcome outcome, String name, Operation... operations) {
        history.add(new Transaction(name, Arrays.asList(operations), outcome, 0, 100));
    }

    private void later(String name, Operation... operations) {
        history.add(new Transaction(name, Arrays.asList(operations), Outcome.COMMITTED, 200, 300));
    }

    private List<Kind> found() {
        return Checker.check(history).stream().map(Anomaly::kind).toList();
    }

    @Test
    void oneAfterTheOtherIsGood() {
        committed("a", read(1), append(1, 10), append(2, 20), read(1, 10));
        committed("b", read(1, 10), append(1, 11), read(2, 20), read(1, 10, 11));
        later("c", read(1, 10, 11), read(2, 20));
        assertThat(found()).isEmpty();
        assertThat(Checker.writeSkews(history)).isZero();
    }

    @Test
    void writeSkewIsAllowedAndSeen() {
        committed("a", read(1), append(2, 20));
        committed("b", read(2), append(1, 10));
        later("c", read(1, 10), read(2, 20));
        assertThat(found()).isEmpty();
        assertThat(Checker.writeSkews(history)).isEqualTo(1);
    }

    @Test
    void circularReadsOfOldValuesAreAllowed() {
        committed("a", append(1, 10), read(2));
        committed("b", append(2, 20), read(1));
        assertThat(found()).isEmpty();
    }

    @Test
    void anOldSnapshotIsAllowedToWhoBeganEarly() {
        committed("a", append(1, 10));
        committed("b", read(1));
        assertThat(found()).isEmpty();
        assertThat(Checker.writeSkews(history)).isZero();
    }

    @Test
    void anUnknownCommitMayHaveHappenedOrNot() {
        ended(Outcome.UNKNOWN, "a", append(1, 10));
        ended(Outcome.UNKNOWN, "b", append(1, 11));
        later("c", read(1, 11));
        assertThat(found()).isEmpty();
    }

    @Test
    void g0WriteCycle() {
        committed("a", append(1, 10), append(2, 20));
        committed("b", append(1, 11), append(2, 21));
        committed("c", read(1, 10, 11));
        committed("d", read(2, 21, 20));
        assertThat(found()).containsExactly(Kind.G0);
    }

    @Test
    void g1aAbortedRead() {
        ended(Outcome.ABORTED, "a", append(1, 10));
        committed("b", read(1, 10));
        assertThat(found()).containsExactly(Kind.G1A);
    }

    @Test
    void g1bIntermediateRead() {
        committed("a", append(1, 10), append(1, 11));
        committed("b", read(1, 10));
        assertThat(found()).containsExactly(Kind.G1B);
    }

    @Test
    void g1cCircularInformationFlow() {
        committed("a", append(1, 10), read(2, 20));
        committed("b", append(2, 20), read(1, 10));
        assertThat(found()).containsExactly(Kind.G1C);
    }

    @Test
    void gSingleReadSkew() {
        committed("a", append(1, 10), append(2, 20));
        committed("b", read(1), read(2, 20));
        assertThat(found()).containsExactly(Kind.G_SINGLE);
    }

    @Test
    void gSingleInATransactionThatAborted() {
        committed("a", append(1, 10), append(2, 20));
        ended(Outcome.ABORTED, "b", read(1), read(2, 20));
        committed("c", read(1, 10));
        assertThat(found()).containsExactly(Kind.G_SINGLE);
    }

    @Test
    void gNonadjacentLongFork() {
        committed("a", append(1, 10));
        committed("b", append(2, 20));
        committed("c", read(1, 10), read(2));
        committed("d", read(1), read(2, 20));
        assertThat(found()).containsExactly(Kind.G_NONADJACENT);
    }

    @Test
    void lostUpdate() {
        committed("a", read(1), append(1, 10));
        committed("b", read(1), append(1, 11));
        committed("c", read(1, 10, 11));
        assertThat(found()).contains(Kind.LOST_UPDATE);
    }

    @Test
    void lostUpdateWhoseValueIsGone() {
        committed("a", read(1), append(1, 10));
        committed("b", read(1), append(1, 11));
        later("c", read(1, 11));
        assertThat(found()).contains(Kind.LOST_UPDATE);
    }

    @Test
    void realTimeStaleRead() {
        committed("a", append(1, 10));
        later("b", read(1));
        history.add(new Transaction("c", List.of(read(1, 10)), Outcome.COMMITTED, 400, 500));
        assertThat(found()).containsExactly(Kind.REAL_TIME);
    }

    @Test
    void realTimeAcknowledgedAppendIsGone() {
        committed("a", append(1, 10));
        later("b", read(1));
        assertThat(found()).containsExactly(Kind.REAL_TIME);
    }

    @Test
    void twoOrdersOfOneList() {
        committed("a", append(1, 10));
        committed("b", append(1, 11));
        committed("c", read(1, 10, 11));
        committed("d", read(1, 11));
        assertThat(found()).containsExactly(Kind.INCOMPATIBLE_ORDER);
    }

    @Test
    void aSnapshotThatChanges() {
        committed("a", append(1, 10));
        committed("b", read(1), read(1, 10));
        assertThat(found()).containsExactly(Kind.INTERNAL);
    }

    @Test
    void ownAppendNotSeen() {
        committed("a", append(1, 10), read(1));
        assertThat(found()).containsExactly(Kind.INTERNAL);
    }

    @Test
    void aValueFromNowhere() {
        committed("a", read(1, 99));
        assertThat(found()).containsExactly(Kind.GARBAGE);
    }
}
