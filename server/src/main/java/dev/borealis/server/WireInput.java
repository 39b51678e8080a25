package dev.borealis.server;

import dev.borealis.server.tls.BufferPool;
import dev.borealis.server.tls.Transport;
import dev.borealis.types.error.ProtocolErrors;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts what a client sends into messages. Holds a borrowed buffer only while there are bytes in it; a body is an array
 * of its own, since values in it live on. Memory for a body grows with what has arrived, not with what was announced.
 */
final class WireInput {
    private static final int FIRST_PIECE = 64 * 1024;

    private final Transport transport;
    private final BufferPool pool;
    private @Nullable ByteBuffer buffer;
    private Runnable beforeWaiting = () -> {};
    private Runnable afterWaiting = () -> {};

    WireInput(Transport transport, BufferPool pool) {
        this.transport = transport;
        this.pool = pool;
    }

    /** What is run before the connection waits for the client, in a message or between two, and when it goes on. */
    void aroundWaiting(Runnable before, Runnable after) {
        beforeWaiting = before;
        afterWaiting = after;
    }

    /** The next message's type byte, or -1 when the client has gone. Waits. */
    int readType() throws IOException {
        if (!fill()) {
            return -1;
        }
        return take() & 0xff;
    }

    /** Whether a read would find bytes already here: then the answer to what came before may wait for them. */
    boolean hasBuffered() {
        ByteBuffer present = buffer;
        return present != null && present.hasRemaining();
    }

    /** The body after {@link #readType}. @param most bytes that such a message may have, its length word included */
    byte[] readBody(int most) throws IOException {
        int length = readInt();
        if (length < 4 || length > most) {
            throw ProtocolErrors.invalidMessageLength();
        }
        return readFully(length - 4);
    }

    int readInt() throws IOException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            if (!fill()) {
                throw new EOFException("unexpected end of stream");
            }
            value = value << 8 | take() & 0xff;
        }
        return value;
    }

    byte[] readFully(int length) throws IOException {
        byte[] body = new byte[Math.min(length, FIRST_PIECE)];
        int done = 0;
        while (done < length) {
            if (!fill()) {
                throw new EOFException("unexpected end of stream inside a message");
            }
            if (done == body.length) {
                body = Arrays.copyOf(body, Math.min(length, body.length * 2));
            }
            ByteBuffer present = buffer;
            if (present == null) {
                throw new IllegalStateException("filled, but no buffer");
            }
            int count = Math.min(body.length - done, present.remaining());
            present.get(body, done, count);
            done += count;
        }
        return body;
    }

    /** Gives the buffer back; what is in it is lost. */
    void release() {
        pool.giveBack(buffer);
        buffer = null;
    }

    private byte take() {
        ByteBuffer present = buffer;
        if (present == null) {
            throw new IllegalStateException("nothing read");
        }
        return present.get();
    }

    /** Makes sure there is a byte; false at the end of the stream. */
    private boolean fill() throws IOException {
        if (hasBuffered()) {
            return true;
        }
        release();
        beforeWaiting.run();
        try {
            if (!transport.awaitReadable()) {
                return false;
            }
            ByteBuffer borrowed = pool.borrowRecord();
            int count = transport.read(borrowed);
            borrowed.flip();
            if (count < 0) {
                pool.giveBack(borrowed);
                return false;
            }
            buffer = borrowed;
            return true;
        } finally {
            afterWaiting.run();
        }
    }
}
