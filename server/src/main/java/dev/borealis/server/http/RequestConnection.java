package dev.borealis.server.http;

import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.Socket;

import javax.net.ssl.SSLSocket;

/** HttpCore's view of a connection: requests in, responses out. */
final class RequestConnection extends DefaultBHttpServerConnection {
    /** Room for a signed request with the token of temporary credentials; more is refused. */
    private static final Http1Config LIMITS =
            Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(100).build();

    private RequestConnection(String scheme) {
        super(scheme, LIMITS);
    }

    static RequestConnection encrypted(SSLSocket encrypted, Socket socket) throws IOException {
        RequestConnection connection = new RequestConnection("https");
        connection.bind(encrypted, socket);
        return connection;
    }

    /** @param first the first byte, taken from the socket before */
    static RequestConnection plain(Socket socket, int first) throws IOException {
        RequestConnection connection = new RequestConnection("http");
        connection.bind(
                new SocketHolder(socket) {
                    @Override
                    protected InputStream getInputStream(Socket from) throws IOException {
                        PushbackInputStream whole =
                                new PushbackInputStream(super.getInputStream(from), 1);
                        whole.unread(first);
                        return whole;
                    }
                });
        return connection;
    }
}
