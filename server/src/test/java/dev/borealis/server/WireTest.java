package dev.borealis.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.types.Limits;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Raw bytes, on a server that allows loopback connections without TLS. */
class WireTest {
    @TempDir static Path directory;
    private static TestServer server;

    @BeforeAll
    static void start() throws StartFailure {
        server = new TestServer(directory, true);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Socket dial() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static byte[] message(char type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(out)) {
            data.writeByte(type);
            data.writeInt(bytes.length + 4);
            data.write(bytes);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    private static void startUp(Socket socket) throws IOException {
        byte[] body = "user\0admin\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(body.length + 8);
        out.writeInt(3 << 16);
        out.write(body);
        out.flush();
        until(new DataInputStream(socket.getInputStream()), 1);
    }

    /** Reads up to the n-th ReadyForQuery; the types seen. */
    private static String until(DataInputStream in, int ready) throws IOException {
        StringBuilder types = new StringBuilder();
        int seen = 0;
        while (seen < ready) {
            char type = (char) in.readUnsignedByte();
            types.append(type);
            in.readFully(new byte[in.readInt() - 4]);
            if (type == 'Z') {
                seen++;
            }
        }
        return types.toString();
    }

    private static String talk(int ready, byte[]... messages) throws IOException {
        try (Socket socket = dial()) {
            startUp(socket);
            for (byte[] message : messages) {
                socket.getOutputStream().write(message);
            }
            return until(new DataInputStream(socket.getInputStream()), ready);
        }
    }

    @Test
    void afterAnErrorEverythingUpToSyncIsPassedOver() throws IOException {
        assertThat(
                        talk(
                                2,
                                message('P', "\0error\0\0\0"),
                                message('B', "\0\0\0\0\0\0\0\0"),
                                message('E', "\0\0\0\0\0"),
                                message('Q', "hello\0"),
                                message('S', ""),
                                message('Q', "hello\0")))
                .isEqualTo("EZTDCZ");
    }

    @Test
    void describeAndFlushAnswerBeforeSync() throws IOException {
        try (Socket socket = dial()) {
            startUp(socket);
            socket.getOutputStream().write(message('P', "s\0hello\0\0\0"));
            socket.getOutputStream().write(message('D', "Ss\0"));
            socket.getOutputStream().write(message('H', ""));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            StringBuilder types = new StringBuilder();
            for (int i = 0; i < 3; i++) {
                types.append((char) in.readUnsignedByte());
                in.readFully(new byte[in.readInt() - 4]);
            }
            assertThat(types.toString()).isEqualTo("1tT");
        }
    }

    @Test
    void copyMessagesAfterAFailedCopyAreIgnored() throws IOException {
        assertThat(
                        talk(
                                2,
                                message('d', "x"),
                                message('c', ""),
                                message('Q', "\0"),
                                message('Q', "a;b\0")))
                .isEqualTo("IZTDCTDCZ");
    }

    @Test
    void gssIsDeclinedAndTheConnectionGoesOn() throws IOException {
        try (Socket socket = dial()) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(8);
            out.writeInt(1234 << 16 | 5680);
            assertThat(socket.getInputStream().read()).isEqualTo('N');
            startUp(socket);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void malformedBytesNeverHarmTheServerOrAnotherSession(long seed)
            throws IOException, SQLException {
        SplittableRandom random = new SplittableRandom(seed);
        try (Connection other = DriverManager.getConnection(server.url(), server.properties());
                Statement statement = other.createStatement()) {
            for (int i = 0; i < 150; i++) {
                try (Socket socket = dial()) {
                    switch (random.nextInt(5)) {
                        case 0 -> {}
                        case 1 ->
                                socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 100, 1});
                        default -> startUp(socket);
                    }
                    socket.getOutputStream().write(garbage(random));
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (IOException reset) {
                    // the server hung up while we were still talking: fine
                }
            }
            assertThat(statement.execute("still here")).as("seed %d", seed).isTrue();
        }
    }

    private static byte[] garbage(SplittableRandom random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<byte[]> valid =
                List.of(
                        message('P', "s\0hello\0\0\0"),
                        message('B', "p\0s\0\0\0\0\0\0\0"),
                        message('D', "Ss\0"),
                        message('E', "p\0\0\0\0\0"),
                        message('C', "Ss\0"),
                        message('S', ""),
                        message('Q', "copy in\0"),
                        message('Q', "rows 3\0"),
                        message('d', "data"),
                        message('c', ""),
                        message('f', "no\0"),
                        message('H', ""));
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            byte[] bytes = valid.get(random.nextInt(valid.size())).clone();
            for (int k = random.nextInt(3); k > 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            out.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void stoppingTellsIdleSessionsAlsoInATransaction(@TempDir Path own) throws Exception {
        TestServer stopping = new TestServer(own, true);
        try (Socket idle = new Socket("127.0.0.1", stopping.port());
                Socket open = new Socket("127.0.0.1", stopping.port())) {
            startUp(idle);
            startUp(open);
            open.getOutputStream().write(message('Q', "begin\0"));
            until(new DataInputStream(open.getInputStream()), 1);
            stopping.close();
            for (Socket socket : List.of(idle, open)) {
                String last =
                        new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(last)
                        .contains("FATAL")
                        .contains("57P01")
                        .contains("terminating connection due to administrator command");
            }
        }
    }

    @Test
    void aClientOfANewerVersionIsOffered30() throws IOException {
        try (Socket socket = dial()) {
            byte[] body =
                    "user\0admin\0database\0postgres\0_pq_.x\0on\0\0"
                            .getBytes(StandardCharsets.US_ASCII);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(body.length + 8);
            out.writeInt(3 << 16 | 2);
            out.write(body);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readUnsignedByte()).isEqualTo('v');
            in.readInt();
            assertThat(in.readInt()).as("version").isEqualTo(3 << 16);
            assertThat(in.readInt()).as("options not understood").isEqualTo(1);
            assertThat(in.readNBytes(7)).isEqualTo("_pq_.x\0".getBytes(StandardCharsets.US_ASCII));
            assertThat(until(in, 1)).startsWith("RS");
        }
    }

    /** Ten mebibytes, the length word included. Source: limits.md section 4. */
    @Test
    void aMessageOfTenMebibytesIsTakenAndALongerOneEndsTheConnection() throws IOException {
        byte[] text = new byte[Limits.MESSAGE_BYTES - Integer.BYTES];
        Arrays.fill(text, (byte) ' ');
        text[text.length - 1] = 0;
        try (Socket socket = dial()) {
            startUp(socket);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            out.writeByte('Q');
            out.writeInt(Limits.MESSAGE_BYTES);
            out.write(text);
            assertThat(until(in, 1)).endsWith("Z");
            out.writeByte('Q');
            out.writeInt(Limits.MESSAGE_BYTES + 1);
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("FATAL", "08P01", "invalid message length");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"S", "C", "E"})
    void aMessageThatHoldsOnlyNamesIsShort(String type) throws IOException {
        try (Socket socket = dial()) {
            startUp(socket);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeByte(type.charAt(0));
            out.writeInt(10_001);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("FATAL", "08P01", "invalid message length");
        }
    }

    @Test
    void anAnswerDoesNotWaitForTheRestOfTheNextMessage() throws IOException {
        try (Socket socket = dial()) {
            startUp(socket);
            byte[] next = message('Q', "next\0");
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.write(message('Q', "first\0"));
            both.write(next, 0, 7);
            socket.getOutputStream().write(both.toByteArray());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(until(in, 1)).isEqualTo("TDCZ");
            socket.getOutputStream().write(next, 7, next.length - 7);
            assertThat(until(in, 1)).isEqualTo("TDCZ");
        }
    }

    @Test
    void hundredsOfIdleConnectionsDisturbNobody() throws IOException, SQLException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = dial();
                sockets.add(socket);
                startUp(socket);
            }
            assertThat(server.server.openConnections()).isGreaterThanOrEqualTo(300);
            try (Connection busy = DriverManager.getConnection(server.url(), server.properties());
                    Statement statement = busy.createStatement()) {
                assertThat(statement.execute("here")).isTrue();
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
