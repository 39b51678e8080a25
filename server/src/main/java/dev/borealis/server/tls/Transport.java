package dev.borealis.server.tls;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of one connection, encrypted or not. Reading and writing block the calling (virtual) thread. One thread
 * reads; writes may come from another thread, one at a time.
 */
public interface Transport extends AutoCloseable {
    /** Waits, holding no borrowed buffer, until there is something to read; false at the end of the stream. */
    boolean awaitReadable() throws IOException;

    /**
     * Reads at least one byte, or -1 at the end of the stream.
     *
     * @param target with at least {@link BufferPool#RECORD_BYTES} of room
     */
    int read(ByteBuffer target) throws IOException;

    /** Writes all of it, in as few system calls as the size allows. */
    void write(byte[] array, int offset, int length) throws IOException;

    /** Any thread, any number of times; a reader blocked in {@link #read} gets an exception or the end. */
    @Override
    void close();
}
