package dev.borealis.tests.support;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.Store;
import dev.borealis.store.fault.ForwardingStore;

import java.util.concurrent.CompletableFuture;

/** A store before whose commits something else may happen: others commit first, or the process dies. */
public final class InterruptedStore extends ForwardingStore {
    private final Runnable before;

    /** @param before runs before each commit; what it throws is thrown by the commit, which is then not made */
    public InterruptedStore(Store inner, Runnable before) {
        super(inner);
        this.before = before;
    }

    @Override
    public CompletableFuture<CommitResult> commit(Commit commit) {
        before.run();
        return super.commit(commit);
    }
}
