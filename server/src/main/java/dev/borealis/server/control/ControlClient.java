package dev.borealis.server.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Asks a running server to do something, and waits until it is done. */
public final class ControlClient {
    private ControlClient() {}

    /**
     * @param answers is told of progress and findings
     * @throws ControlFailure when the server cannot do it or cannot be asked
     */
    public static void ask(
            Path dataDirectory, ControlMessage request, Consumer<ControlMessage> answers)
            throws ControlFailure {
        try {
            UnixDomainSocketAddress address =
                    ControlAddress.find(dataDirectory.toAbsolutePath().normalize());
            if (address == null) {
                throw new ControlFailure(
                        "the server of "
                                + dataDirectory
                                + " takes no commands: it is starting or stopping");
            }
            try (SocketChannel channel = SocketChannel.open(address);
                    var in =
                            new BufferedReader(
                                    Channels.newReader(channel, StandardCharsets.US_ASCII));
                    var out =
                            new PrintWriter(
                                    Channels.newWriter(channel, StandardCharsets.US_ASCII), true)) {
                out.println(request.encode());
                follow(in, answers);
            }
        } catch (IOException e) {
            throw new ControlFailure("cannot talk to the server: " + e.getMessage(), e);
        }
    }

    private static void follow(BufferedReader in, Consumer<ControlMessage> answers)
            throws IOException, ControlFailure {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            ControlMessage message = ControlMessage.decode(line);
            if (message instanceof ControlMessage.Done) {
                return;
            }
            if (message instanceof ControlMessage.Failed(String why)) {
                throw new ControlFailure(why);
            }
            answers.accept(message);
        }
        throw new ControlFailure("the server ended before it was done");
    }
}
