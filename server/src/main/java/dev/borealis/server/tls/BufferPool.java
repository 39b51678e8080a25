package dev.borealis.server.tls;

import dev.borealis.server.codec.MessageBuffer;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Buffers that a connection borrows while it has something to read or write, so that an idle one holds none. Bounded: a
 * buffer given back to a full pool is left to the collector. Thread-safe.
 */
public final class BufferPool {
    /** Holds any TLS record: 16 KiB of content and what TLS adds. */
    static final int RECORD_BYTES = 16 * 1024 + 1024;

    /** Records written by one system call when an answer is long. */
    static final int RECORDS_TOGETHER = 4;

    /** Largest message buffer that is kept, in bytes: one large answer must not stay in memory for ever. */
    private static final int LARGEST_KEPT = 256 * 1024;

    private final BlockingQueue<ByteBuffer> records;
    private final BlockingQueue<ByteBuffer> several;
    private final BlockingQueue<MessageBuffer> messages;

    /** @param kept buffers of each kind kept for later */
    public BufferPool(int kept) {
        records = new ArrayBlockingQueue<>(kept);
        several = new ArrayBlockingQueue<>(Math.max(1, kept / RECORDS_TOGETHER));
        messages = new ArrayBlockingQueue<>(kept);
    }

    /** Empty, in the heap, {@link #RECORD_BYTES} long. */
    public ByteBuffer borrowRecord() {
        ByteBuffer buffer = records.poll();
        return buffer == null ? ByteBuffer.allocate(RECORD_BYTES) : buffer.clear();
    }

    /** As {@link #borrowRecord}, with room for {@link #RECORDS_TOGETHER}. */
    ByteBuffer borrowSeveral() {
        ByteBuffer buffer = several.poll();
        return buffer == null
                ? ByteBuffer.allocate(RECORDS_TOGETHER * RECORD_BYTES)
                : buffer.clear();
    }

    /** Nobody uses it any more; null is ignored. */
    public void giveBack(@Nullable ByteBuffer buffer) {
        if (buffer != null) {
            (buffer.capacity() == RECORD_BYTES ? records : several).offer(buffer);
        }
    }

    /** Empty; to be given back. */
    public MessageBuffer borrowMessages() {
        MessageBuffer buffer = messages.poll();
        return buffer == null ? new MessageBuffer() : buffer;
    }

    /** Nobody uses it any more; null is ignored, and one that grew large is not kept. */
    public void giveBack(@Nullable MessageBuffer buffer) {
        if (buffer != null && buffer.capacity() <= LARGEST_KEPT) {
            buffer.clear();
            messages.offer(buffer);
        }
    }
}
