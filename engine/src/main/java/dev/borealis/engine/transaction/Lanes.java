package dev.borealis.engine.transaction;

import dev.borealis.store.Label;
import dev.borealis.store.Touch;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How a transaction touches a key. There are few, so a transaction that touches thousands of keys makes none.
 *
 * @param checks see {@link Touch#checks}
 * @param marks see {@link Touch#marks}
 */
record Lanes(int checks, int marks, Label label) {
    private static final int SETS = Touch.ALL + 1;
    private static final List<Lanes> ALL =
            Arrays.stream(Label.values())
                    .flatMap(
                            label ->
                                    IntStream.range(0, SETS * SETS)
                                            .mapToObj(i -> new Lanes(i / SETS, i % SETS, label)))
                    .toList();

    static Lanes of(int checks, int marks, Label label) {
        int i = Objects.checkIndex(checks, SETS) * SETS + Objects.checkIndex(marks, SETS);
        return ALL.get(label.ordinal() * SETS * SETS + i);
    }

    /** Both ways at once; the label stays. */
    Lanes and(int moreChecks, int moreMarks) {
        return of(checks | moreChecks, marks | moreMarks, label);
    }
}
