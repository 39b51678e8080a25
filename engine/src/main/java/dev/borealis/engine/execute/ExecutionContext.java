package dev.borealis.engine.execute;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.engine.transaction.Transaction;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.NameResolver;
import dev.borealis.types.TypeContext;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** What one execution is given by the session. Used by one thread, except {@link Cancellation#cancel}. */
public interface ExecutionContext {
    /** What the plan reads and writes. */
    Transaction transaction();

    /** The catalog the plan was made with. */
    Catalog catalog();

    /** How built-in functions are computed. */
    FunctionRegistry functions();

    /** Names of the catalog, for values of reg* types, row types and domains. */
    NameResolver names();

    /** Settings on which the text of values depends, such as TimeZone. */
    TypeContext typeContext();

    /** Values of $1 …, boxed by carrier. */
    List<@Nullable Object> parameters();

    /** Where the statement draws its memory from. */
    MemoryPool memoryPool();

    /** Asked in every loop. */
    Cancellation cancellation();

    /** Throws 54000 when the transaction is too old to go on; asked now and then in long loops. */
    void checkAge();

    /** Lets other long statements have their turn; called now and then in long loops. */
    void giveWay();

    /** What random functions draw from. */
    RandomGenerator random();

    /** Wall clock, microseconds since 2000-01-01 UTC. */
    long clockMicros();

    /** Something of the session that few functions need, by its interface; 0A000 when there is none. */
    <T> T service(Class<T> type);

    /** A new hidden row id of a table without a primary key. */
    long nextRowId(int table);

    /** Rows of system relations. */
    SystemRelations systemRelations();

    /** CURRENT_USER, CURRENT_DATE and their like, boxed by carrier. */
    @Nullable Object sessionValue(Scalar.SessionValue value);

    /** Runs functions in language sql. */
    SqlFunctions sqlFunctions();

    /** Checks that wait for COMMIT: deferred foreign keys. */
    DeferredChecks deferredChecks();

    /** Of a session: set by whoever wants its request to stop, and forgotten when that ends. */
    final class Cancellation {
        private boolean open;
        private volatile boolean cancelled;
        private volatile @Nullable Thread sleeper;

        /** A request begins, unless one goes on. */
        public synchronized void begin() {
            if (!open) {
                open = true;
                cancelled = false;
            }
        }

        /** Who cancels from now on, cancels nothing. */
        public synchronized void end() {
            open = false;
        }

        /** From any thread; waits for nothing. */
        public synchronized void cancel() {
            if (open) {
                cancelled = true;
                LockSupport.unpark(sleeper);
            }
        }

        /** Asked by whoever runs the statement, again and again. */
        public boolean isCancelled() {
            return cancelled;
        }

        /** Sleeps so long, or until it is cancelled, or for no reason less; on the statement's thread. */
        public void sleep(long nanos) {
            sleeper = Thread.currentThread();
            if (!cancelled) {
                LockSupport.parkNanos(this, nanos);
            }
            sleeper = null;
        }
    }
}
