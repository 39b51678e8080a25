package dev.borealis.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Accepts connections, one virtual thread each. */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1_024;

    private final List<ServerSocketChannel> channels;
    private final int port;

    private Listener(List<ServerSocketChannel> channels, int port) {
        this.channels = channels;
        this.port = port;
    }

    /**
     * Binds. {@code localhost} means both loopback addresses: clients try one and then the other.
     *
     * @param port 0 picks a free one
     * @param option what the person who started it would change
     */
    static Listener bind(String host, int port, String option) throws StartFailure {
        List<ServerSocketChannel> channels = new ArrayList<>();
        int bound = port;
        try {
            for (InetAddress address : addresses(host)) {
                try {
                    ServerSocketChannel channel = ServerSocketChannel.open();
                    channels.add(channel);
                    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                    channel.bind(new InetSocketAddress(address, bound), BACKLOG);
                    bound = ((InetSocketAddress) channel.getLocalAddress()).getPort();
                } catch (IOException | UnsupportedOperationException e) {
                    channels.removeLast().close();
                    // without IPv6 on this machine the other loopback address is enough
                    if (channels.isEmpty() || inUse(e)) {
                        throw e;
                    }
                }
            }
            return new Listener(channels, bound);
        } catch (UnknownHostException e) {
            close(channels);
            throw new StartFailure("--host " + host + " is no host name or address known here", e);
        } catch (IOException | UnsupportedOperationException e) {
            close(channels);
            if (inUse(e)) {
                throw new StartFailure(
                        "port "
                                + bound
                                + " is in use by another program; choose another with "
                                + option
                                + " (0 picks a free one)",
                        e);
            }
            if (String.valueOf(e.getMessage()).contains("Permission denied")) {
                throw new StartFailure(
                        "no permission to listen on port "
                                + port
                                + "; choose one above 1023 with "
                                + option,
                        e);
            }
            throw new StartFailure(
                    "cannot listen on " + host + " port " + port + ": " + e.getMessage(), e);
        }
    }

    int port() {
        return port;
    }

    /** Begins to accept; each connection runs what {@code connection} makes of its channel. */
    void start(Function<SocketChannel, Runnable> connection) {
        for (ServerSocketChannel channel : channels) {
            Thread.ofPlatform()
                    .name("accept-" + port)
                    .daemon(false)
                    .start(() -> accept(channel, connection));
        }
    }

    /** Accepts no more; open connections go on. */
    @Override
    public void close() {
        close(channels);
    }

    private static void accept(
            ServerSocketChannel channel, Function<SocketChannel, Runnable> connection) {
        while (channel.isOpen()) {
            try {
                SocketChannel accepted = channel.accept();
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                Thread.ofVirtual().name("connection").start(connection.apply(accepted));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // usually: no more file descriptors; those of ending connections come back soon
                LOG.warn("cannot accept a connection: {}", e.toString());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        if (host.equals("localhost")) {
            return List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"));
        }
        return List.of(InetAddress.getByName(host.equals("*") ? "0.0.0.0" : host));
    }

    private static boolean inUse(Exception e) {
        return e instanceof BindException
                && String.valueOf(e.getMessage()).contains("already in use");
    }

    private static void close(List<ServerSocketChannel> channels) {
        for (ServerSocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warn("closing the listener: {}", e.toString());
            }
        }
    }
}
