package dev.borealis.bench.network;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Netty: a few threads, each waiting for many connections.
 *
 * @param statements what runs a statement: the event loop itself, which no statement that waits may do, or others
 */
record EventLoops(PointRead statement, SslContext tls, Executor statements) {
    int serve(IoHandlerFactory events, Class<? extends ServerChannel> channel)
            throws InterruptedException {
        Channel listener =
                new ServerBootstrap()
                        .group(new MultiThreadIoEventLoopGroup(Variant.PARALLELISM, events))
                        .channel(channel)
                        .option(ChannelOption.SO_BACKLOG, 1_024)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel accepted) {
                                        accepted.pipeline()
                                                .addLast(
                                                        tls.newHandler(accepted.alloc()),
                                                        new Connection());
                                    }
                                })
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .sync()
                        .channel();
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private final class Connection extends ByteToMessageDecoder {
        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            int length = PointRead.requestLength(in.nioBuffer());
            if (length > 0) {
                ByteBuf request = in.readRetainedSlice(length);
                statements.execute(() -> answer(context, request));
            }
        }

        private void answer(ChannelHandlerContext context, ByteBuf request) {
            ByteBuf answer = context.alloc().buffer(PointRead.ANSWER_ROOM);
            ByteBuffer bytes = answer.nioBuffer(0, PointRead.ANSWER_ROOM);
            statement.answer(request.nioBuffer(), bytes);
            request.release();
            context.writeAndFlush(answer.writerIndex(bytes.position()));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
