package dev.borealis.server.control;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Takes commands of other processes on this machine, one on each connection. */
public final class ControlListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlListener.class);

    private static final int MAX_LINE_CHARACTERS = 16_384;

    /** For commands that run when it is closed: a copy of which nothing shall be left may be large. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Path dataDirectory;
    private final ServerSocketChannel channel;
    private final Handler handler;
    private final Set<Thread> commands = ConcurrentHashMap.newKeySet(); // that are being done

    /** Does what a command asks. */
    @FunctionalInterface
    public interface Handler {
        /**
         * @param request {@link ControlMessage.Backup}, {@link ControlMessage.Check}, {@link
         *     ControlMessage.AdvanceClock} or {@link ControlMessage.Stop}
         * @param answers is told of progress and findings; throws {@link Gone} when nobody listens any more
         * @throws ControlFailure with the reason when it cannot be done
         */
        void handle(ControlMessage request, Consumer<ControlMessage> answers) throws ControlFailure;
    }

    /** The command has gone away; what it asked for need not be finished. */
    public static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Gone() {
            super("the command has gone away", null, false, false);
        }
    }

    private ControlListener(Path dataDirectory, ServerSocketChannel channel, Handler handler) {
        this.dataDirectory = dataDirectory;
        this.channel = channel;
        this.handler = handler;
    }

    /** Listens in a data directory whose lock is held. */
    public static ControlListener start(Path dataDirectory, Handler handler) throws IOException {
        Path socket = ControlAddress.make(dataDirectory);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | UnsupportedOperationException e) {
            channel.close();
            throw new IOException("cannot listen at " + socket + ": " + e.getMessage(), e);
        }
        var listener = new ControlListener(dataDirectory, channel, handler);
        Thread.ofPlatform().daemon().name("control").start(listener::acceptForever);
        return listener;
    }

    private void acceptForever() {
        while (channel.isOpen()) {
            try {
                SocketChannel connection = channel.accept();
                Thread.ofPlatform().daemon().name("control-command").start(() -> serve(connection));
            } catch (IOException e) {
                if (channel.isOpen()) {
                    LOG.warn("accepting a command: {}", e.toString());
                }
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection;
                var in =
                        new BufferedReader(
                                Channels.newReader(connection, StandardCharsets.US_ASCII),
                                MAX_LINE_CHARACTERS);
                var out =
                        new PrintWriter(
                                Channels.newWriter(connection, StandardCharsets.US_ASCII), false)) {
            Consumer<ControlMessage> answers =
                    message -> {
                        out.println(message.encode());
                        if (out.checkError()) {
                            throw new Gone();
                        }
                    };
            String line = readLine(in);
            commands.add(Thread.currentThread());
            answers.accept(answer(line, answers));
        } catch (Gone e) {
            LOG.info("a command went away before its end");
        } catch (IOException e) {
            LOG.warn("a command: {}", e.toString());
        } finally {
            commands.remove(Thread.currentThread());
        }
    }

    private ControlMessage answer(String line, Consumer<ControlMessage> answers) {
        try {
            handler.handle(ControlMessage.decode(line), answers);
            return new ControlMessage.Done();
        } catch (ControlFailure e) {
            return new ControlMessage.Failed(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new ControlMessage.Failed("this server does not know this command");
        } catch (Gone e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("a command failed", e);
            return new ControlMessage.Failed(e.toString());
        }
    }

    private static String readLine(BufferedReader in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() == MAX_LINE_CHARACTERS) {
                throw new IOException("a command of more than a line");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    /** No more commands. Whoever has one running was told to end it, and gets its answer, unless that takes too long. */
    @Override
    public void close() {
        try {
            channel.close();
            ControlAddress.remove(dataDirectory);
        } catch (IOException e) {
            LOG.warn("closing the control socket: {}", e.toString());
        }
        Instant deadline = Instant.now().plus(GRACE);
        try {
            for (Thread command : commands) {
                command.join(Duration.between(Instant.now(), deadline));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
