package dev.borealis.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.tests.support.RealServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Clients that send nonsense, from a seed, at each depth of the protocol: before TLS, inside it, as a start-up message, and
 * after a good log-in; there mostly good messages with a few bytes changed. Nobody else is disturbed, nothing fails inside
 * the server, and their connections are gone afterwards.
 */
class GarbageTest {
    private static final int CLIENTS = Boolean.getBoolean("borealis.long") ? 5_000 : 150;
    private static final long SEED = 3;
    private static final int SSL_REQUEST = 80_877_103;
    private static final int VERSION_3 = 3 << 16;

    /** Type and body of good messages; a character is a byte. */
    private static final String[] DIALOGUE = {
        "P\0select $1::int, $2::text, g from generate_series(1, 3) g\0\0\0",
        "Ps\0insert into garbage values ($1, $2) on conflict (id) do nothing returning *\0\0\1\0\0\0\27",
        "B\0\0\0\0\0\2\0\0\0\0017\0\0\0\3abc\0\0",
        "Bp\0s\0\0\2\0\1\0\0\0\2\0\0\0\4\0\0\0\7\0\0\0\3abc\0\1\0\1",
        "DS\0",
        "DP\0",
        "DSs\0",
        "E\0\0\0\0\2",
        "Ep\0\0\0\0\0",
        "CPp\0",
        "CSs\0",
        "H",
        "S",
        "S",
        "Qcreate table if not exists garbage (id int primary key, t text)\0",
        "Qbegin; update garbage set t = t || 'x' where id < 9\0",
        "Qrollback\0",
        "Qcopy garbage from stdin\0",
        "Qcopy garbage to stdout with (format csv, header)\0",
        "d1\tone\n2\ttwo\n",
        "c",
        "fno more\0"
    };

    private static final String TYPES = "QPBEDCHSXFpcdf\0zR";

    @TempDir Path directory;

    @Test
    void nonsenseDisturbsNobody() throws Exception {
        try (RealServer server = RealServer.inMemory(directory);
                Connection good = server.connect()) {
            SSLContext tls = trusting(server.server().authorityCertificate());
            var over = new AtomicBoolean();
            var failure = new Throwable[1];
            Thread witness =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            while (!over.get()) {
                                                ask(good);
                                            }
                                        } catch (Throwable e) {
                                            failure[0] = e;
                                        }
                                    });
            var random = new SplittableRandom(SEED);
            for (int i = 0; i < CLIENTS; i++) {
                client(server, tls, random.split());
            }
            over.set(true);
            witness.join();
            assertThat(failure[0]).as("seed %d", SEED).isNull();
            ask(good);
            try (Connection fresh = server.connect()) {
                ask(fresh);
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (server.server().openConnections() > 1 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            assertThat(server.server().openConnections()).isEqualTo(1);
        }
    }

    private static void ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 42")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    private static SSLContext trusting(Path authority) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** A client that breaks off whenever the server does. */
    private static void client(RealServer server, SSLContext tls, SplittableRandom random)
            throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            plain.setSoTimeout(100);
            int depth = Math.min(3, random.nextInt(6)); // mostly inside a session
            try {
                if (depth == 0) {
                    send(plain.getOutputStream(), noise(random));
                    return;
                }
                var request = new DataOutputStream(plain.getOutputStream());
                request.writeInt(8);
                request.writeInt(SSL_REQUEST);
                assertThat(plain.getInputStream().read()).isEqualTo('S');
                Socket socket =
                        tls.getSocketFactory()
                                .createSocket(plain, "localhost", server.port(), false);
                OutputStream out = socket.getOutputStream();
                switch (depth) {
                    case 1 -> send(out, noise(random));
                    case 2 -> send(out, startup(random, noise(random)));
                    default -> {
                        send(out, startup(random, parameters()));
                        send(out, message('p', text(server.token())));
                        for (int i = random.nextInt(1, 12); i > 0; i--) {
                            send(
                                    out,
                                    random.nextBoolean()
                                            ? nonsenseMessage(random)
                                            : damagedMessage(random));
                        }
                    }
                }
                drain(socket.getInputStream());
            } catch (IOException e) {
                // the server has had enough
            }
        }
    }

    /** Reads until it ends, or nothing comes for a while. An incident would be a fault of ours. */
    private static void drain(InputStream in) throws IOException {
        var said = new ByteArrayOutputStream();
        try {
            in.transferTo(said);
        } finally {
            assertThat(said.toString(StandardCharsets.ISO_8859_1)).doesNotContain("Incident ");
        }
    }

    private static void send(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private static byte[] noise(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(1, 200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] startup(SplittableRandom random, byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(8 + body.length);
        out.writeInt(VERSION_3);
        out.write(body);
        return bytes.toByteArray();
    }

    private static byte[] parameters() {
        return "user\0admin\0database\0postgres\0\0".getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] message(int type, byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(type);
        out.writeInt(4 + body.length);
        out.write(body);
        return bytes.toByteArray();
    }

    /** One of those a driver sends, with up to two bytes of its body changed. */
    private static byte[] damagedMessage(SplittableRandom random) throws IOException {
        String type = DIALOGUE[random.nextInt(DIALOGUE.length)];
        byte[] body = type.substring(1).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = body.length == 0 ? 0 : random.nextInt(3); i > 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt();
        }
        return message(type.charAt(0), body);
    }

    /** Mostly well-framed: a known or unknown type, a body of noise or text; sometimes a length that is a lie. */
    private static byte[] nonsenseMessage(SplittableRandom random) throws IOException {
        int type = TYPES.charAt(random.nextInt(TYPES.length()));
        byte[] body =
                switch (random.nextInt(4)) {
                    case 0 -> noise(random);
                    case 1 -> text("SELECT '" + random.nextInt() + "' FROM");
                    case 2 -> text("BEGIN; SELECT 1/0");
                    default -> new byte[random.nextInt(20)];
                };
        byte[] message = message(type, body);
        if (random.nextInt(6) == 0) {
            message[1 + random.nextInt(4)] = (byte) random.nextInt();
        }
        return message;
    }
}
