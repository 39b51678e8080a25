package dev.borealis.server.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection as it comes. */
public final class PlainTransport implements Transport {
    private final SocketChannel channel;

    /** What {@link #awaitReadable} had to take to see that there is something. */
    private final ByteBuffer first;

    /** @param alreadyRead bytes taken from the channel before; kept and read first */
    public PlainTransport(SocketChannel channel, ByteBuffer alreadyRead) {
        this.channel = channel;
        this.first = ByteBuffer.allocate(Math.max(512, alreadyRead.remaining()));
        first.put(alreadyRead).flip();
    }

    @Override
    public boolean awaitReadable() throws IOException {
        if (!first.hasRemaining()) {
            int count = channel.read(first.clear());
            first.flip();
            return count >= 0;
        }
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (first.hasRemaining()) {
            int count = first.remaining();
            target.put(first);
            return count;
        }
        return channel.read(target);
    }

    @Override
    public void write(byte[] array, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(array, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // the other side may be gone already; there is nobody left to tell
        }
    }
}
