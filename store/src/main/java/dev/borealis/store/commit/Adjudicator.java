package dev.borealis.store.commit;

import dev.borealis.store.CommitResult.Scope;
import dev.borealis.store.Touch;
import dev.borealis.store.Touches;

import org.jspecify.annotations.Nullable;

/**
 * Decides, at commit and without locks, whether a transaction may take effect.
 *
 * <p>A transaction loses when some lane of a key that it checks was marked by a commit after its snapshot. Plain reads check
 * nothing (snapshot isolation allows write skew). All checks come before all marks, so several touches of a key in one
 * commit are united. Pure: same inputs, same verdict, so any history can be replayed.
 *
 * <p>Not thread-safe; the one thread that orders commits calls it.
 */
public final class Adjudicator {
    /** The answer. */
    public sealed interface Verdict {
        /** May take effect; its marks are set. */
        record Wins() implements Verdict {}

        /**
         * @param touch the first that lost
         * @param scope what is known of where it met the other
         * @param to number of a commit it lost to
         */
        record Loses(Touch touch, Scope scope, long to) implements Verdict {}
    }

    private static final Verdict WINS = new Verdict.Wins();

    private final RecentMarks marks;

    /** @param marks of this adjudicator alone */
    public Adjudicator(RecentMarks marks) {
        this.marks = marks;
    }

    /**
     * @param store number of the store: equal keys of two stores have nothing to do with each other
     * @param snapshot number of the newest commit the transaction saw
     * @param number of this commit, greater than all before
     */
    public Verdict adjudicate(int store, long snapshot, Touches touches, long number) {
        if (snapshot
                < Math.max(
                        marks.newestOfAll(), marks.oldestOpen())) { // else there is nothing newer
            for (int i = 0; i < touches.size(); i++) {
                Verdict.@Nullable Loses loses =
                        touches.checks(i) == 0 ? null : check(store, snapshot, touches, i);
                if (loses != null) {
                    return loses;
                }
            }
        }
        for (int i = 0; i < touches.size(); i++) {
            if (touches.marks(i) != 0) {
                marks.mark(
                        store,
                        touches.bytes(),
                        touches.keyStart(i),
                        touches.keyEnd(i),
                        touches.marks(i),
                        number);
            }
        }
        return WINS;
    }

    private Verdict.@Nullable Loses check(int store, long snapshot, Touches touches, int i) {
        if (snapshot < marks.oldestOpen()) { // closed before the answer, against the contract
            return new Verdict.Loses(touches.get(i), new Scope.Store(), marks.oldestOpen());
        }
        byte[] bytes = touches.bytes();
        int start = touches.keyStart(i);
        int end = touches.keyEnd(i);
        long newest = marks.newest(store, bytes, start, end, touches.checks(i), snapshot);
        if (newest > snapshot) {
            Touch lost = touches.get(i);
            return new Verdict.Loses(lost, new Scope.Key(lost.key()), newest);
        }
        long forgotten = marks.forgotten(store, bytes, start, end);
        if (forgotten > snapshot) {
            Touch lost = touches.get(i);
            return new Verdict.Loses(
                    lost, new Scope.Relation(marks.relation(lost.key())), forgotten);
        }
        return marks.forgottenOfAll() > snapshot
                ? new Verdict.Loses(touches.get(i), new Scope.Store(), marks.forgottenOfAll())
                : null;
    }
}
