package dev.borealis.store.commit;

import dev.borealis.store.CommitResult.Scope;
import dev.borealis.store.Touch;

import java.util.List;

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

    public Adjudicator(RecentMarks marks) {
        this.marks = marks;
    }

    /**
     * @param store number of the store: equal keys of two stores have nothing to do with each other
     * @param snapshot number of the newest commit the transaction saw
     * @param number of this commit, greater than all before
     */
    public Verdict adjudicate(int store, long snapshot, List<Touch> touches, long number) {
        for (int i = 0; i < touches.size(); i++) {
            Touch touch = touches.get(i);
            if (touch.checks() == 0) {
                continue;
            }
            byte[] key = touch.key();
            if (snapshot < marks.oldestOpen()) { // closed before the answer, against the contract
                return new Verdict.Loses(touch, new Scope.Store(), marks.oldestOpen());
            }
            long newest = marks.newest(store, key, touch.checks(), snapshot);
            if (newest > snapshot) {
                return new Verdict.Loses(touch, new Scope.Key(key), newest);
            }
            long forgotten = marks.forgotten(store, key);
            if (forgotten > snapshot) {
                return new Verdict.Loses(touch, new Scope.Relation(marks.relation(key)), forgotten);
            }
            if (marks.forgottenOfAll() > snapshot) {
                return new Verdict.Loses(touch, new Scope.Store(), marks.forgottenOfAll());
            }
        }
        for (int i = 0; i < touches.size(); i++) {
            Touch touch = touches.get(i);
            if (touch.marks() != 0) {
                marks.mark(store, touch.key(), touch.marks(), number);
            }
        }
        return WINS;
    }
}
