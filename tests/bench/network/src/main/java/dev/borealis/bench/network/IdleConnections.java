package dev.borealis.bench.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Opens sessions on a real server and lets them sleep: what connections.sh measures with. Each line of the standard
 * input is a number of connections to open; answered by how many were admitted, and how often each refusal was heard.
 * Ends, and closes them all, with its input.
 *
 * <p>Arguments: port, new connections a second. The token is read from PGPASSWORD.
 */
final class IdleConnections {
    private static final int SECONDS_EACH = 60;

    /** Log-ins under way at the same time: a slow server is not buried under more. */
    private static final int TOGETHER = 64;

    private final SslContext tls = Tls.postgresClient();
    private final MultiThreadIoEventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final List<Channel> open = new ArrayList<>();
    private final int port;
    private final int perSecond;
    private final String token;

    private IdleConnections(int port, int perSecond, String token) throws Exception {
        this.port = port;
        this.perSecond = perSecond;
        this.token = token;
    }

    public static void main(String[] arguments) throws Exception {
        var connections =
                new IdleConnections(
                        Integer.parseInt(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        System.getenv("PGPASSWORD"));
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(connections.open(Integer.parseInt(line)));
        }
        System.exit(0);
    }

    /** What each attempt came to, and how often. */
    private Map<String, Integer> open(int count) throws Exception {
        List<CompletableFuture<String>> attempts = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            if (i >= TOGETHER) {
                attempts.get(i - TOGETHER).get(SECONDS_EACH, TimeUnit.SECONDS);
            }
            attempts.add(attempt());
        }
        Map<String, Integer> outcomes = new TreeMap<>();
        for (CompletableFuture<String> attempt : attempts) {
            outcomes.merge(attempt.get(SECONDS_EACH, TimeUnit.SECONDS), 1, Integer::sum);
        }
        outcomes.put("open", (int) open.stream().filter(Channel::isActive).count());
        return outcomes;
    }

    private CompletableFuture<String> attempt() throws InterruptedException {
        var outcome = new CompletableFuture<String>();
        open.add(
                new Bootstrap()
                        .group(loop)
                        .channel(EpollSocketChannel.class)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        SslHandler handler = tls.newHandler(channel.alloc());
                                        handler.setHandshakeTimeout(SECONDS_EACH, TimeUnit.SECONDS);
                                        channel.pipeline().addLast(handler, new LogIn(outcome));
                                    }
                                })
                        .connect(InetAddress.getLoopbackAddress(), port)
                        .sync()
                        .channel());
        return outcome;
    }

    /** From the start-up message to the first ReadyForQuery. A message: type, length with itself, body. */
    private final class LogIn extends LengthFieldBasedFrameDecoder {
        private final CompletableFuture<String> outcome;

        LogIn(CompletableFuture<String> outcome) {
            super(1 << 16, 1, 4, -4, 0);
            this.outcome = outcome;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ByteBuf startup =
                    Unpooled.buffer()
                            .writeInt(0)
                            .writeInt(3 << 16)
                            .writeBytes(ascii("user\0admin\0database\0postgres\0\0"));
            context.writeAndFlush(startup.setInt(0, startup.readableBytes()));
        }

        @Override
        protected Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
            ByteBuf message = (ByteBuf) super.decode(context, in);
            if (message == null) {
                return null;
            }
            switch (message.readByte()) {
                case 'R' -> {
                    if (message.skipBytes(4).readInt() == 3) {
                        byte[] password = ascii(token + "\0");
                        context.writeAndFlush(
                                Unpooled.buffer()
                                        .writeByte('p')
                                        .writeInt(4 + password.length)
                                        .writeBytes(password));
                    }
                }
                case 'E' ->
                        outcome.complete(
                                message.toString(StandardCharsets.UTF_8)
                                        .replaceFirst("^.{4}", "")
                                        .replace('\0', ' '));
                case 'Z' -> outcome.complete("admitted");
                default -> {
                    // what a session reports of itself
                }
            }
            message.release();
            return null;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            outcome.complete("closed without a word");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            outcome.complete(cause.toString());
            context.close();
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }
}
