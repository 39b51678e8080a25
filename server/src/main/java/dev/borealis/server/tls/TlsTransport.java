package dev.borealis.server.tls;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * A connection under TLS, by the JDK's engine.
 *
 * <p>An idle connection owns {@value #HEADER_BYTES} bytes here, besides the engine: enough for a small record, so that
 * the usual request costs one system call. Larger records are gathered in a borrowed buffer.
 */
public final class TlsTransport implements Transport {
    private static final int HEADER_BYTES = 512;

    /** Application bytes in one TLS record. */
    private static final int RECORD_CONTENT = 16 * 1024;

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final BufferPool pool;
    private final ReentrantLock writing = new ReentrantLock();
    private final ByteBuffer small = ByteBuffer.allocate(HEADER_BYTES).flip();

    /** Set while a record does not fit into {@link #small}. */
    private @Nullable ByteBuffer large;

    private boolean ended;

    private TlsTransport(SocketChannel channel, SSLEngine engine, BufferPool pool) {
        this.channel = channel;
        this.engine = engine;
        this.pool = pool;
    }

    /**
     * Shakes hands as the server.
     *
     * @param alreadyRead bytes of the client's first record taken from the channel before
     */
    public static TlsTransport accept(
            SocketChannel channel, SSLEngine engine, BufferPool pool, ByteBuffer alreadyRead)
            throws IOException {
        engine.setUseClientMode(false);
        TlsTransport transport = new TlsTransport(channel, engine, pool);
        transport.small.clear().put(alreadyRead).flip();
        engine.beginHandshake();
        transport.handshake();
        return transport;
    }

    /** The host name the client dialled, if it said so; clients that dial an address say nothing. */
    public Optional<String> serverName() {
        if (engine.getSession() instanceof ExtendedSSLSession session) {
            for (SNIServerName name : session.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return Optional.of(host.getAsciiName());
                }
            }
        }
        return Optional.empty();
    }

    /** The protocol agreed on by ALPN; empty when the client offered none. */
    public Optional<String> applicationProtocol() {
        String protocol = engine.getApplicationProtocol();
        return protocol == null || protocol.isEmpty() ? Optional.empty() : Optional.of(protocol);
    }

    /** For logs: {@code TLSv1.3}. */
    public String version() {
        return engine.getSession().getProtocol();
    }

    @Override
    public boolean awaitReadable() throws IOException {
        if (ended) {
            return false;
        }
        return input().hasRemaining() || fill() >= 0;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int start = target.position();
        while (!ended && target.position() == start) {
            if (!input().hasRemaining() && fill() < 0) {
                ended = true;
                break;
            }
            SSLEngineResult result = engine.unwrap(input(), target);
            switch (result.getStatus()) {
                case OK -> afterUnwrap(result);
                case BUFFER_UNDERFLOW -> {
                    if (fill() < 0) {
                        ended = true;
                    }
                }
                case BUFFER_OVERFLOW -> throw new SSLException("a record larger than TLS allows");
                case CLOSED -> ended = true;
            }
        }
        releaseLarge();
        int count = target.position() - start;
        return count == 0 ? -1 : count;
    }

    @Override
    public void write(byte[] array, int offset, int length) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(array, offset, length);
        writing.lock();
        ByteBuffer gathered = length <= RECORD_CONTENT ? pool.borrowRecord() : pool.borrowSeveral();
        try {
            while (source.hasRemaining()) {
                SSLEngineResult result = engine.wrap(source, gathered);
                switch (result.getStatus()) {
                    case OK -> {}
                    case BUFFER_OVERFLOW -> flush(gathered);
                    case BUFFER_UNDERFLOW -> throw new SSLException("wrap asks for more to wrap");
                    case CLOSED -> throw new SSLException("connection is closed");
                }
            }
            flush(gathered);
        } finally {
            pool.giveBack(gathered);
            writing.unlock();
        }
    }

    @Override
    public void close() {
        try {
            if (channel.isOpen() && writing.tryLock()) {
                try {
                    sayGoodbye();
                } finally {
                    writing.unlock();
                }
            }
        } catch (IOException ignored) {
            // the other side may be gone already; there is nobody left to tell
        } finally {
            try {
                channel.close();
            } catch (IOException ignored) {
                // as above
            }
        }
    }

    /** close_notify, if it can be sent at once: a client that does not read must not hold us up. */
    private void sayGoodbye() throws IOException {
        engine.closeOutbound();
        ByteBuffer out = pool.borrowRecord();
        try {
            engine.wrap(ByteBuffer.allocate(0), out);
            out.flip();
            if (out.hasRemaining() && !Thread.currentThread().isInterrupted()) {
                channel.write(out);
            }
        } finally {
            pool.giveBack(out);
        }
    }

    private void handshake() throws IOException {
        ByteBuffer none = pool.borrowRecord();
        try {
            while (true) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrapHandshake(none);
                    case NEED_WRAP -> wrapHandshake();
                    case NEED_TASK -> runTasks();
                    case FINISHED, NOT_HANDSHAKING -> {
                        releaseLarge();
                        return;
                    }
                }
                if (none.position() > 0) {
                    throw new SSLException("application data before the end of the handshake");
                }
            }
        } catch (SSLException e) {
            sendAlert();
            throw e;
        } finally {
            pool.giveBack(none);
        }
    }

    private void unwrapHandshake(ByteBuffer none) throws IOException {
        SSLEngineResult result = engine.unwrap(input(), none);
        switch (result.getStatus()) {
            case OK -> {}
            case BUFFER_UNDERFLOW -> {
                if (fill() < 0) {
                    throw new EOFException("the client went away during the TLS handshake");
                }
            }
            case BUFFER_OVERFLOW -> throw new SSLException("a record larger than TLS allows");
            case CLOSED -> throw new EOFException("the client closed during the TLS handshake");
        }
    }

    private void wrapHandshake() throws IOException {
        writing.lock();
        ByteBuffer out = pool.borrowRecord();
        try {
            // several handshake messages go out together
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                SSLEngineResult result = engine.wrap(ByteBuffer.allocate(0), out);
                if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                    flush(out);
                } else if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                    break;
                }
            }
            flush(out);
            if (engine.isOutboundDone()
                    && engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                throw new EOFException("closed during the TLS handshake");
            }
        } finally {
            pool.giveBack(out);
            writing.unlock();
        }
    }

    /** Tells the client which fault ended the handshake, as far as the engine will say. */
    private void sendAlert() {
        try {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                wrapHandshake();
            }
        } catch (IOException ignored) {
            // the first failure is the one to report
        }
    }

    /** After the handshake: session tickets, key updates, renegotiation requests. */
    private void afterUnwrap(SSLEngineResult result) throws IOException {
        switch (result.getHandshakeStatus()) {
            case NEED_TASK -> runTasks();
            case NEED_WRAP -> wrapHandshake();
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN, FINISHED, NOT_HANDSHAKING -> {}
        }
        if (engine.isInboundDone()) {
            ended = true;
        }
    }

    private void runTasks() {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }

    private ByteBuffer input() {
        return large == null ? small : large;
    }

    /** Reads more behind what is there; -1 at the end of the stream. */
    private int fill() throws IOException {
        if (large == null && small.limit() == small.capacity()) {
            if (small.position() > 0) {
                small.compact().flip();
            }
            if (small.remaining() >= HEADER_BYTES / 2) {
                large = pool.borrowRecord();
                large.put(small).flip();
                small.clear().flip();
            }
        }
        ByteBuffer into = input();
        into.compact();
        try {
            if (!into.hasRemaining()) {
                throw new SSLException("a record larger than TLS allows");
            }
            return channel.read(into);
        } finally {
            into.flip();
        }
    }

    /** Gives the borrowed buffer back when what is left fits into the own one. */
    private void releaseLarge() {
        ByteBuffer borrowed = large;
        if (borrowed != null && borrowed.remaining() <= HEADER_BYTES / 2) {
            small.clear().put(borrowed).flip();
            large = null;
            pool.giveBack(borrowed);
        }
    }

    private void flush(ByteBuffer out) throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }
}
