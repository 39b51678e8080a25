package dev.borealis.bench.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Connections to one server, each a closed loop: the next request goes out when the answer to the last is whole. One
 * thread does it all, with the cheapest means there are, the same for every server.
 */
final class LoadClient implements AutoCloseable {
    /** Handshakes under way at the same time. */
    private static final int CONNECTING = 32;

    private static final long CONNECT_SECONDS = 60;

    private final MultiThreadIoEventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final ByteBuf request =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(PointRead.request()));
    private final int answerLength = PointRead.answerLength();
    private final SslContext tls;

    /** Where the loop's thread counts, while it should. */
    private volatile Latencies latencies = new Latencies();

    LoadClient() throws Exception {
        tls = Tls.client();
    }

    /** Opens that many, shaken hands. */
    List<Channel> connect(int port, int connections) throws InterruptedException {
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(EpollSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        SslHandler handler = tls.newHandler(channel.alloc());
                                        handler.setHandshakeTimeout(
                                                CONNECT_SECONDS, TimeUnit.SECONDS);
                                        channel.pipeline().addLast(handler, new Loop());
                                    }
                                });
        List<Channel> open = new ArrayList<>();
        while (open.size() < connections) {
            List<Channel> next = new ArrayList<>();
            int together = Math.min(CONNECTING, connections - open.size());
            for (int i = 0; i < together; i++) {
                next.add(
                        bootstrap.connect(InetAddress.getLoopbackAddress(), port).sync().channel());
            }
            for (Channel channel : next) {
                channel.pipeline().get(SslHandler.class).handshakeFuture().sync();
            }
            open.addAll(next);
        }
        return open;
    }

    /** Sends the first request on each of them; the others follow by themselves. */
    void start(List<Channel> connections) {
        connections.forEach(channel -> channel.pipeline().get(Loop.class).send());
    }

    /** What was seen since the last call. */
    Latencies take() throws InterruptedException {
        Latencies seen = latencies;
        latencies = new Latencies();
        loop.submit(() -> {}).sync(); // the loop is not in the middle of using the old one
        return seen;
    }

    void disconnect(List<Channel> connections) throws InterruptedException {
        for (Channel channel : connections) {
            if (!channel.isOpen()) {
                throw new IllegalStateException("the server closed a connection");
            }
        }
        for (Channel channel : connections) {
            channel.close().sync();
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Loop extends SimpleChannelInboundHandler<ByteBuf> {
        private ChannelHandlerContext context;
        private int received;
        private long sentAt;

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        void send() {
            sentAt = System.nanoTime();
            context.writeAndFlush(request.duplicate(), context.voidPromise());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ignored, ByteBuf piece) {
            received += piece.readableBytes();
            if (received > answerLength) {
                throw new IllegalStateException("more than an answer");
            }
            if (received == answerLength) {
                received = 0;
                latencies.add(System.nanoTime() - sentAt);
                send();
            }
        }
    }
}
