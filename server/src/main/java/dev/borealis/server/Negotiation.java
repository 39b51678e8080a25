package dev.borealis.server;

import dev.borealis.server.codec.BackendMessages;
import dev.borealis.server.codec.InitialMessage;
import dev.borealis.server.codec.MessageBuffer;
import dev.borealis.server.tls.PlainTransport;
import dev.borealis.server.tls.TlsTransport;
import dev.borealis.server.tls.Transport;
import dev.borealis.types.error.ConnectionErrors;
import dev.borealis.types.error.SqlException;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * The first bytes of a connection, up to the start-up message.
 *
 * <pre>
 * 0x16 …          -> TLS at once, ALPN must be postgresql
 * SSLRequest      -> 'S', TLS
 * GSSENCRequest   -> 'N', next
 * CancelRequest   -> cancel, close (also in the clear: that is how clients send it)
 * Startup in the clear -> "SSL is mandatory", unless insecure connections from loopback are allowed
 * </pre>
 */
final class Negotiation {
    private static final String ALPN = "postgresql";
    private static final int TLS_HANDSHAKE_RECORD = 0x16;

    /** Requests before TLS that are answered; more is nobody's client. */
    private static final int MAX_REQUESTS = 4;

    private final SocketChannel channel;
    private final ConnectionContext context;

    Negotiation(SocketChannel channel, ConnectionContext context) {
        this.channel = channel;
        this.context = context;
    }

    sealed interface Result {
        /** A session is asked for. */
        record Start(
                Transport transport,
                WireInput input,
                InitialMessage.Startup startup,
                Optional<String> serverName,
                boolean secure)
                implements Result {}

        /** A cancel request, or a client that went away: nothing to answer. */
        record Over() implements Result {}
    }

    /** @throws SqlException what to tell the client, which was told already */
    Result run() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(512);
        for (int i = 0; i < MAX_REQUESTS; i++) {
            if (!readAtLeast(bytes, 1)) {
                return new Result.Over();
            }
            if (bytes.get(0) == TLS_HANDSHAKE_RECORD) {
                return secure(bytes.flip(), true);
            }
            if (!readAtLeast(bytes, 8)) {
                return new Result.Over();
            }
            int length = bytes.getInt(0);
            if (length == 8 && bytes.getInt(4) >>> 16 == 1234) {
                InitialMessage request = InitialMessage.decode(code(bytes.getInt(4)));
                switch (request) {
                    case InitialMessage.SslRequest _ -> {
                        if (bytes.position() > 8) {
                            return refuse(ConnectionErrors.unencryptedData());
                        }
                        answer('S');
                        return secure(bytes.clear().flip(), false);
                    }
                    case InitialMessage.GssEncryptionRequest _ -> {
                        if (bytes.position() > 8) {
                            return refuse(ConnectionErrors.unencryptedData());
                        }
                        answer('N');
                        bytes.clear();
                    }
                    case InitialMessage.CancelRequest _, InitialMessage.Startup _ ->
                            throw new IllegalStateException("eight bytes hold neither");
                }
            } else {
                return plain(bytes.flip());
            }
        }
        return new Result.Over();
    }

    private Result secure(ByteBuffer alreadyRead, boolean direct) throws IOException {
        SSLEngine engine = context.tls().createSSLEngine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setApplicationProtocols(new String[] {ALPN});
        engine.setSSLParameters(parameters);
        TlsTransport transport = TlsTransport.accept(channel, engine, context.pool(), alreadyRead);
        WireInput input = new WireInput(transport, context.pool());
        if (direct && transport.applicationProtocol().isEmpty()) {
            return refuse(transport, ConnectionErrors.directTlsWithoutAlpn());
        }
        try {
            return switch (readInitial(input)) {
                case InitialMessage.Startup startup ->
                        new Result.Start(transport, input, startup, transport.serverName(), true);
                case InitialMessage.CancelRequest cancel -> cancel(cancel);
                case InitialMessage.SslRequest _, InitialMessage.GssEncryptionRequest _ ->
                        throw ConnectionErrors.unsupportedProtocol(1234, 5679);
            };
        } catch (SqlException e) {
            return refuse(transport, e);
        } catch (EOFException e) {
            return new Result.Over();
        }
    }

    /** Something other than a request for encryption, in the clear. */
    private Result plain(ByteBuffer alreadyRead) throws IOException {
        PlainTransport transport = new PlainTransport(channel, alreadyRead);
        WireInput input = new WireInput(transport, context.pool());
        try {
            return switch (readInitial(input)) {
                case InitialMessage.CancelRequest cancel -> cancel(cancel);
                case InitialMessage.Startup startup -> {
                    if (context.insecureLoopback() && isFromLoopback()) {
                        yield new Result.Start(transport, input, startup, Optional.empty(), false);
                    }
                    throw ConnectionErrors.sslIsMandatory();
                }
                case InitialMessage.SslRequest _, InitialMessage.GssEncryptionRequest _ ->
                        throw ConnectionErrors.unsupportedProtocol(1234, 5679);
            };
        } catch (SqlException e) {
            return refuse(transport, e);
        } catch (EOFException e) {
            return new Result.Over();
        }
    }

    private static InitialMessage readInitial(WireInput input) throws IOException {
        int length = input.readInt();
        if (length < 8 || length > InitialMessage.MAX_LENGTH) {
            throw ConnectionErrors.invalidStartupLength();
        }
        return InitialMessage.decode(input.readFully(length - 4));
    }

    private Result cancel(InitialMessage.CancelRequest cancel) {
        context.connections().cancel(cancel.processId(), cancel.secret());
        return new Result.Over();
    }

    boolean isFromLoopback() throws IOException {
        return channel.getRemoteAddress() instanceof java.net.InetSocketAddress address
                && address.getAddress().isLoopbackAddress();
    }

    private boolean readAtLeast(ByteBuffer bytes, int count) throws IOException {
        while (bytes.position() < count) {
            if (channel.read(bytes) < 0) {
                return false;
            }
        }
        return true;
    }

    private void answer(char letter) throws IOException {
        ByteBuffer one = ByteBuffer.wrap(new byte[] {(byte) letter});
        while (one.hasRemaining()) {
            channel.write(one);
        }
    }

    private Result refuse(SqlException reason) throws IOException {
        return refuse(new PlainTransport(channel, ByteBuffer.allocate(0)), reason);
    }

    private Result refuse(Transport transport, SqlException reason) throws IOException {
        context.counters().refused(reason.state());
        MessageBuffer out = new MessageBuffer();
        BackendMessages.error(out, reason.asFatal());
        transport.write(out.bytes().array(), 0, out.length());
        transport.close();
        return new Result.Over();
    }

    private static byte[] code(int code) {
        return ByteBuffer.allocate(4).putInt(code).array();
    }
}
