package dev.borealis.store.paged;

import dev.borealis.store.StoreProblem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Requests that wait for the Committer, in order of arrival. Whoever adds to a full queue waits: slow, never refused. */
final class GroupQueue {
    /** Bytes of one group, unless one request alone is larger. */
    static final long GROUP_BYTES = 4L << 20;

    /** Bytes that may wait. */
    static final long MAX_WAITING_BYTES = 64L << 20;

    /** Requests of one group: bounds what one failed write leaves uncertain. */
    static final int GROUP_REQUESTS = 16_384;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private final boolean mayWait;
    private long waitingBytes;
    private boolean closed;

    /** @param mayWait false when the thread that adds is the one that takes */
    GroupQueue(boolean mayWait) {
        this.mayWait = mayWait;
    }

    void add(Request request) {
        lock.lock();
        try {
            while (mayWait && waitingBytes > MAX_WAITING_BYTES && !closed) {
                notFull.awaitUninterruptibly();
            }
            if (!closed) {
                waiting.add(request);
                waitingBytes += request.bytes();
                if (waiting.size() == 1) {
                    notEmpty.signal();
                }
                return;
            }
        } finally {
            lock.unlock();
        }
        request.refuse(StoreProblem.CLOSED);
    }

    /** The next group; empty when nothing came in time or the queue is closed and empty. */
    List<Request> take(long waitMillis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
            while (waiting.isEmpty() && left > 0 && !closed) {
                left = notEmpty.awaitNanos(left);
            }
            return drain();
        } finally {
            lock.unlock();
        }
    }

    /** The next group without waiting; may be empty. */
    List<Request> poll() {
        lock.lock();
        try {
            return drain();
        } finally {
            lock.unlock();
        }
    }

    private List<Request> drain() {
        var group = new ArrayList<Request>();
        long bytes = 0;
        while (!waiting.isEmpty() && group.size() < GROUP_REQUESTS) {
            Request next = waiting.getFirst();
            if (!group.isEmpty() && (!next.groups() || bytes + next.bytes() > GROUP_BYTES)) {
                break;
            }
            group.add(waiting.removeFirst());
            bytes += next.bytes();
            if (!next.groups()) {
                break;
            }
        }
        boolean wasFull = waitingBytes > MAX_WAITING_BYTES;
        waitingBytes -= bytes;
        if (wasFull) {
            notFull.signalAll();
        }
        return group;
    }

    /** Requests added from now on are refused. */
    void close() {
        lock.lock();
        try {
            closed = true;
            notEmpty.signalAll();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
