package dev.borealis.store.paged;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.KeyRange;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Something the Committer is asked to do. */
sealed interface Request {
    /** About what it adds to a group. */
    default long bytes() {
        return 64;
    }

    /** Whether it may share a group with others. */
    default boolean groups() {
        return false;
    }

    /** Answers that nothing was done. */
    void refuse(StoreProblem problem);

    /** Answers that it may have been done or not. */
    void leaveUncertain(StoreProblem problem, @Nullable Throwable cause);

    record Committing(PagedStore store, Commit commit, CompletableFuture<CommitResult> answer)
            implements Request {
        @Override
        public long bytes() {
            return 64 + commit.mutations().packedBytes() + commit.touches().packedBytes();
        }

        @Override
        public boolean groups() {
            return true;
        }

        @Override
        public void refuse(StoreProblem problem) {
            answer.complete(new CommitResult.Refused(problem));
        }

        @Override
        public void leaveUncertain(StoreProblem problem, @Nullable Throwable cause) {
            answer.complete(new CommitResult.Unknown(commit.id()));
        }
    }

    record Updating(
            PagedStore store,
            byte[] key,
            UnaryOperator<byte @Nullable []> change,
            CompletableFuture<byte @Nullable []> answer)
            implements Request {
        @Override
        public boolean groups() {
            return true;
        }

        @Override
        public void refuse(StoreProblem problem) {
            answer.completeExceptionally(refusal(problem));
        }

        @Override
        public void leaveUncertain(StoreProblem problem, @Nullable Throwable cause) {
            answer.completeExceptionally(uncertainty(problem, cause));
        }
    }

    record Discarding(PagedStore store, KeyRange range, CompletableFuture<Boolean> answer)
            implements Request {
        @Override
        public void refuse(StoreProblem problem) {
            answer.completeExceptionally(refusal(problem));
        }

        @Override
        public void leaveUncertain(StoreProblem problem, @Nullable Throwable cause) {
            answer.completeExceptionally(uncertainty(problem, cause));
        }
    }

    record Creating(StoreId id, CompletableFuture<PagedStore> answer) implements Request {
        @Override
        public void refuse(StoreProblem problem) {
            answer.completeExceptionally(refusal(problem));
        }

        @Override
        public void leaveUncertain(StoreProblem problem, @Nullable Throwable cause) {
            answer.completeExceptionally(uncertainty(problem, cause));
        }
    }

    record Dropping(StoreId id, CompletableFuture<Boolean> answer) implements Request {
        @Override
        public void refuse(StoreProblem problem) {
            answer.completeExceptionally(refusal(problem));
        }

        @Override
        public void leaveUncertain(StoreProblem problem, @Nullable Throwable cause) {
            answer.completeExceptionally(uncertainty(problem, cause));
        }
    }

    private static StoreException refusal(StoreProblem problem) {
        return new StoreException(problem, "the store refused: " + problem);
    }

    private static StoreException uncertainty(StoreProblem problem, @Nullable Throwable cause) {
        return new StoreException(problem, "it may have been written or not: " + problem, cause);
    }
}
