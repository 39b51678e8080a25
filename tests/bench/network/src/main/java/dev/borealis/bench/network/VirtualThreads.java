package dev.borealis.bench.network;

import dev.borealis.server.tls.BufferPool;
import dev.borealis.server.tls.TlsTransport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Blocking code, one virtual thread for each connection, through Borealis' own transport. */
final class VirtualThreads {
    private final PointRead statement;
    private final SslContext tls;
    private final BufferPool pool = new BufferPool(64);

    private VirtualThreads(PointRead statement, SslContext tls) {
        this.statement = statement;
        this.tls = tls;
    }

    static int serve(PointRead statement, SslProvider provider) throws Exception {
        VirtualThreads server = new VirtualThreads(statement, Tls.server(provider));
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        Thread.ofPlatform().name("accept").start(() -> server.accept(listener));
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private void accept(ServerSocketChannel listener) {
        while (true) {
            try {
                SocketChannel channel = listener.accept();
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                Thread.ofVirtual().start(() -> connection(channel));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void connection(SocketChannel channel) {
        ByteBuffer none = ByteBuffer.allocate(0);
        // a cache of buffers for each thread, as Netty's usual allocator keeps, would be one for
        // each connection
        ByteBufAllocator unpooled = UnpooledByteBufAllocator.DEFAULT;
        try (channel;
                TlsTransport transport =
                        TlsTransport.accept(channel, tls.newEngine(unpooled), pool, none)) {
            while (transport.awaitReadable() && answerWhatArrived(transport)) {
                // until the client goes
            }
        } catch (IOException e) {
            // the client went without a word
        }
    }

    /** Requests are small: one that is not whole waits for its rest here. */
    private boolean answerWhatArrived(TlsTransport transport) throws IOException {
        ByteBuffer in = pool.borrowRecord();
        ByteBuffer out = pool.borrowRecord();
        try {
            do {
                if (transport.read(in) < 0) {
                    return false;
                }
                in.flip();
                while (PointRead.requestLength(in) > 0) {
                    statement.answer(in, out);
                }
                in.compact();
            } while (in.position() > 0);
            transport.write(out.array(), 0, out.position());
            return true;
        } finally {
            pool.giveBack(in);
            pool.giveBack(out);
        }
    }
}
