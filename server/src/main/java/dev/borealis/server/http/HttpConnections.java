package dev.borealis.server.http;

import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.HttpProcessors;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.support.BasicHttpServerExpectationDecorator;
import org.apache.hc.core5.http.io.support.BasicHttpServerRequestHandler;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * The connections of the HTTP port. The first byte decides: a TLS handshake begins with 22, no request does. Thread-safe;
 * each connection is served by one virtual thread in blocking code.
 */
public final class HttpConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnections.class);
    private static final int TLS_HANDSHAKE_RECORD = 0x16;

    /** Open at a time; one more is closed at once. Scrapers, consoles and SDKs are few. */
    private static final int MAX_OPEN = 1_000;

    /** How long a client may say nothing, in a request or between two. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SSLContext tls;
    private final HttpService service;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public HttpConnections(SSLContext tls, Router router) {
        this.tls = tls;
        this.service =
                HttpService.builder()
                        .withHttpProcessor(HttpProcessors.server("Borealis"))
                        .withHttpServerRequestHandler(
                                new BasicHttpServerExpectationDecorator(
                                        new BasicHttpServerRequestHandler(
                                                (request, context) ->
                                                        guarded(router.resolve(request, context)))))
                        .build();
    }

    /** A defect in a handler is told to its client and to the log. */
    private static HttpRequestHandler guarded(HttpRequestHandler handler) {
        return (request, response, context) -> {
            try {
                handler.handle(request, response, context);
            } catch (RuntimeException e) {
                LOG.error("answering {} {}", request.getMethod(), Router.path(request), e);
                response.setCode(HttpStatus.SC_INTERNAL_SERVER_ERROR);
                response.setEntity(null);
            }
        };
    }

    /** What serves a connection until either side closes it. */
    public Runnable serve(SocketChannel channel) {
        return () -> {
            try (Socket socket = channel.socket()) {
                open.add(socket);
                try {
                    if (open.size() <= MAX_OPEN) {
                        serve(socket);
                    }
                } finally {
                    open.remove(socket);
                }
            } catch (ConnectionClosedException e) {
                // between two requests: as it should be
            } catch (IOException | HttpException e) {
                LOG.debug("http connection lost: {}", e.toString());
            } catch (RuntimeException | Error e) {
                LOG.error("http connection failed", e);
            }
        };
    }

    private void serve(Socket socket) throws IOException, HttpException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        int first = socket.getInputStream().read();
        if (first < 0) {
            return;
        }
        try (RequestConnection connection =
                first == TLS_HANDSHAKE_RECORD
                        ? RequestConnection.encrypted(shakeHands(socket, first), socket)
                        : RequestConnection.plain(socket, first)) {
            while (connection.isOpen()) {
                service.handleRequest(connection, HttpCoreContext.create());
            }
        }
    }

    private SSLSocket shakeHands(Socket socket, int first) throws IOException {
        ByteArrayInputStream alreadyRead = new ByteArrayInputStream(new byte[] {(byte) first});
        SSLSocket encrypted =
                (SSLSocket) tls.getSocketFactory().createSocket(socket, alreadyRead, true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }

    /** Ends all of them, whatever they do. */
    @Override
    public void close() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("closing an http connection: {}", e.toString());
            }
        }
    }
}
