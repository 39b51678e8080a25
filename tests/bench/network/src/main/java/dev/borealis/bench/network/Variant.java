package dev.borealis.bench.network;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.handler.ssl.SslProvider;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** A way to serve connections. */
enum Variant {
    VIRTUAL_JDK("virtual threads, JDK engine (as Borealis)"),
    VIRTUAL_OPENSSL("virtual threads, OpenSSL engine"),
    EPOLL_JDK("epoll, JDK engine"),
    EPOLL_OPENSSL("epoll, OpenSSL"),
    EPOLL_OPENSSL_VIRTUAL("epoll, OpenSSL, statement on a virtual thread"),
    EPOLL_OPENSSL_WORKERS("epoll, OpenSSL, statement on a pool of threads"),
    URING_OPENSSL("io_uring, OpenSSL");

    /** Carriers of virtual threads, event loops or workers: as the launcher of Borealis sets it. */
    static final int PARALLELISM = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final String title;

    Variant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Those that work on this machine. */
    static List<Variant> available() {
        return Arrays.stream(values())
                .filter(variant -> variant != URING_OPENSSL || IoUring.isAvailable())
                .toList();
    }

    /** Serves for ever; the port it listens on. */
    int serve(PointRead statement) throws Exception {
        return switch (this) {
            case VIRTUAL_JDK -> VirtualThreads.serve(statement, SslProvider.JDK);
            case VIRTUAL_OPENSSL -> VirtualThreads.serve(statement, SslProvider.OPENSSL);
            case EPOLL_JDK -> epoll(statement, SslProvider.JDK, Runnable::run);
            case EPOLL_OPENSSL -> epoll(statement, SslProvider.OPENSSL, Runnable::run);
            case EPOLL_OPENSSL_VIRTUAL ->
                    epoll(
                            statement,
                            SslProvider.OPENSSL,
                            Executors.newVirtualThreadPerTaskExecutor());
            case EPOLL_OPENSSL_WORKERS ->
                    epoll(
                            statement,
                            SslProvider.OPENSSL,
                            Executors.newFixedThreadPool(PARALLELISM));
            case URING_OPENSSL ->
                    loops(
                            statement,
                            SslProvider.OPENSSL,
                            Runnable::run,
                            IoUringIoHandler.newFactory(),
                            IoUringServerSocketChannel.class);
        };
    }

    private static int epoll(PointRead statement, SslProvider provider, Executor statements)
            throws Exception {
        return loops(
                statement,
                provider,
                statements,
                EpollIoHandler.newFactory(),
                EpollServerSocketChannel.class);
    }

    private static int loops(
            PointRead statement,
            SslProvider provider,
            Executor statements,
            IoHandlerFactory events,
            Class<? extends ServerChannel> channel)
            throws Exception {
        return new EventLoops(statement, Tls.server(provider), statements).serve(events, channel);
    }
}
