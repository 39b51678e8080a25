package dev.borealis.cli;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A small client of the PostgreSQL protocol: TLS with full verification, password, queries. Enough for the shell;
 * one thread at a time.
 */
final class WireClient implements AutoCloseable {
    /** Longest message accepted from a server, in bytes. */
    private static final int MAX_MESSAGE = 1 << 30;

    private final SSLSocket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private char status = 'I';

    /** What a server says about an error or a notice: fields by their letter. */
    record Diagnostic(Map<Character, String> fields) {
        String get(char field) {
            return fields.getOrDefault(field, "");
        }

        /** As psql prints it. */
        String text() {
            StringBuilder text = new StringBuilder(get('S') + ":  " + get('M'));
            if (fields.containsKey('D')) {
                text.append("\nDETAIL:  ").append(get('D'));
            }
            if (fields.containsKey('H')) {
                text.append("\nHINT:  ").append(get('H'));
            }
            return text.toString();
        }
    }

    /** The server refused or failed a statement. */
    static final class ServerError extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Diagnostic diagnostic;

        ServerError(Diagnostic diagnostic) {
            super(diagnostic.text(), null, false, false);
            this.diagnostic = diagnostic;
        }

        Diagnostic diagnostic() {
            return diagnostic;
        }
    }

    /** Hears the results of a query. */
    interface Listener {
        void columns(List<String> names, int[] typeOids);

        void row(List<@Nullable String> values);

        void complete(String tag);

        void notice(Diagnostic notice);

        void copyData(byte[] data);
    }

    private WireClient(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
        this.out =
                new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 8 * 1024));
    }

    /** Connects as a role; the certificate must cover the name that is dialled, which is sent as SNI. */
    static WireClient connect(Target target, String user) throws IOException, ServerError {
        Socket plain = new Socket();
        String address = target.address();
        try {
            plain.connect(
                    new InetSocketAddress(address == null ? target.host() : address, target.port()),
                    10_000);
            plain.setTcpNoDelay(true);
            DataOutputStream request = new DataOutputStream(plain.getOutputStream());
            request.writeLong(8L << 32 | 1234 << 16 | 5679);
            if (plain.getInputStream().read() != 'S') {
                throw new IOException("the server does not offer TLS");
            }
            SSLSocket socket =
                    (SSLSocket)
                            trusting(target.authority())
                                    .getSocketFactory()
                                    .createSocket(plain, target.host(), target.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            WireClient client = new WireClient(socket);
            client.startUp(user, target.token(user));
            return client;
        } catch (UnknownHostException e) {
            plain.close();
            throw new Failure("cannot find the host " + target.host());
        } catch (ConnectException | SocketTimeoutException | SSLException e) {
            plain.close();
            throw new Failure(
                    "cannot connect to %s port %d: %s"
                            .formatted(target.host(), target.port(), e.getMessage()));
        } catch (NoSuchFileException e) {
            plain.close();
            throw new Failure("there is no file " + e.getFile() + " with certificates to trust");
        } catch (GeneralSecurityException e) {
            plain.close();
            throw new IOException(
                    "certificate authority " + target.authority() + ": " + e.getMessage(), e);
        } catch (IOException | ServerError e) {
            plain.close();
            throw e;
        }
    }

    /** I idle, T in a transaction, E in a failed one. */
    char status() {
        return status;
    }

    /** Runs what is in the text; throws the first error after the server is ready again. */
    void query(String sql, Listener listener) throws IOException, ServerError {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        out.writeByte('Q');
        out.writeInt(text.length + 5);
        out.write(text);
        out.writeByte(0);
        out.flush();
        answers(listener);
    }

    /** Runs one statement by the extended protocol, parameters as text. */
    void execute(String sql, List<String> parameters, Listener listener)
            throws IOException, ServerError {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        out.writeByte('P');
        out.writeInt(text.length + 8);
        out.writeByte(0);
        out.write(text);
        out.writeByte(0);
        out.writeShort(0);
        int length = 12;
        for (String parameter : parameters) {
            length += Integer.BYTES + parameter.getBytes(StandardCharsets.UTF_8).length;
        }
        out.writeByte('B');
        out.writeInt(length);
        out.writeShort(0); // portal and statement without names
        out.writeShort(0);
        out.writeShort(parameters.size());
        for (String parameter : parameters) {
            byte[] value = parameter.getBytes(StandardCharsets.UTF_8);
            out.writeInt(value.length);
            out.write(value);
        }
        out.writeShort(0);
        out.writeByte('D');
        out.writeInt(6);
        out.writeBytes("P\0");
        out.writeByte('E');
        out.writeInt(9);
        out.writeByte(0);
        out.writeInt(0);
        out.writeByte('S');
        out.writeInt(4);
        out.flush();
        answers(listener);
    }

    private void answers(Listener listener) throws IOException, ServerError {
        ServerError error = null;
        while (true) {
            char type = (char) in.readUnsignedByte();
            Body body = readBody();
            switch (type) {
                case 'T' -> columns(body, listener);
                case 'D' -> listener.row(row(body));
                case 'C' -> listener.complete(body.cString());
                case 'N' -> listener.notice(diagnostic(body));
                case 'd' -> listener.copyData(body.rest());
                case 'G' -> refuseCopy();
                case 'E' -> {
                    ServerError next = new ServerError(diagnostic(body));
                    if (next.diagnostic().get('S').equals("FATAL")) {
                        throw next;
                    }
                    error = next;
                }
                case 'Z' -> {
                    status = (char) body.rest()[0];
                    if (error != null) {
                        throw error;
                    }
                    return;
                }
                default -> {
                    // ParameterStatus, EmptyQueryResponse, CopyDone …: nothing to show
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.writeByte('X');
            out.writeInt(4);
            out.flush();
        } finally {
            socket.close();
        }
    }

    private static SSLContext trusting(String authority)
            throws IOException, GeneralSecurityException {
        if (authority.equals(Target.SYSTEM_AUTHORITIES)) {
            return SSLContext.getDefault();
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(Path.of(authority))) {
            for (Certificate trusted :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca" + store.size(), trusted);
            }
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private void startUp(String user, String password) throws IOException, ServerError {
        byte[] parameters =
                ("user\0"
                                + user
                                + "\0database\0postgres\0application_name\0borealis sql\0"
                                + "client_encoding\0UTF8\0\0")
                        .getBytes(StandardCharsets.UTF_8);
        out.writeInt(parameters.length + 8);
        out.writeInt(3 << 16);
        out.write(parameters);
        out.flush();
        while (true) {
            char type = (char) in.readUnsignedByte();
            Body body = readBody();
            switch (type) {
                case 'R' -> {
                    switch (body.readInt()) {
                        case 0 -> {}
                        case 3 -> sendPassword(password);
                        default ->
                                throw new IOException(
                                        "the server asks for an unknown way to authenticate");
                    }
                }
                case 'E' -> throw new ServerError(diagnostic(body));
                case 'Z' -> {
                    return;
                }
                default -> {
                    // ParameterStatus, BackendKeyData, notices
                }
            }
        }
    }

    private void sendPassword(String password) throws IOException {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        out.writeByte('p');
        out.writeInt(bytes.length + 5);
        out.write(bytes);
        out.writeByte(0);
        out.flush();
    }

    private void refuseCopy() throws IOException {
        byte[] reason =
                "COPY FROM STDIN is not offered by this shell".getBytes(StandardCharsets.UTF_8);
        out.writeByte('f');
        out.writeInt(reason.length + 5);
        out.write(reason);
        out.writeByte(0);
        out.flush();
    }

    private Body readBody() throws IOException {
        int length = in.readInt();
        if (length < 4 || length > MAX_MESSAGE) {
            throw new IOException("the server sent a message of impossible length");
        }
        byte[] bytes = new byte[length - 4];
        in.readFully(bytes);
        return new Body(bytes);
    }

    private static void columns(Body body, Listener listener) throws IOException {
        int count = body.readShort();
        List<String> names = new ArrayList<>(count);
        int[] types = new int[count];
        for (int i = 0; i < count; i++) {
            names.add(body.cString());
            body.readInt();
            body.readShort();
            types[i] = body.readInt();
            body.readShort();
            body.readInt();
            body.readShort();
        }
        listener.columns(names, types);
    }

    private static List<@Nullable String> row(Body body) throws IOException {
        int count = body.readShort();
        List<@Nullable String> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int length = body.readInt();
            values.add(length < 0 ? null : body.text(length));
        }
        return values;
    }

    private static Diagnostic diagnostic(Body body) throws IOException {
        Map<Character, String> fields = new LinkedHashMap<>();
        for (char field = body.readByte(); field != 0; field = body.readByte()) {
            fields.put(field, body.cString());
        }
        return new Diagnostic(fields);
    }

    /** A cursor over one message. */
    private static final class Body {
        private final byte[] bytes;
        private int position;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        char readByte() throws IOException {
            need(1);
            return (char) (bytes[position++] & 0xff);
        }

        int readShort() throws IOException {
            return readByte() << 8 | readByte();
        }

        int readInt() throws IOException {
            return readShort() << 16 | readShort();
        }

        String text(int length) throws IOException {
            need(length);
            String text = new String(bytes, position, length, StandardCharsets.UTF_8);
            position += length;
            return text;
        }

        String cString() throws IOException {
            int end = position;
            while (end < bytes.length && bytes[end] != 0) {
                end++;
            }
            String text = text(end - position);
            readByte();
            return text;
        }

        byte[] rest() {
            return java.util.Arrays.copyOfRange(bytes, position, bytes.length);
        }

        private void need(int count) throws IOException {
            if (count > bytes.length - position) {
                throw new EOFException("the server sent a message that is too short");
            }
        }
    }
}
