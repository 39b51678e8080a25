package dev.borealis.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.borealis.tests.support.RealServer;

import org.junit.jupiter.api.DynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** PostgreSQL 16 and Borealis side by side, without TLS, and what each says to the same bytes. */
final class BothServers implements AutoCloseable {
    private final String database;
    private final PostgresServer postgres;
    private final RealServer borealis;

    /**
     * Starts both.
     *
     * @param database of PostgreSQL, made for it
     * @param directory for the data of Borealis
     * @param statements run on both
     */
    BothServers(String database, Path directory, String... statements) throws Exception {
        this.database = database;
        postgres = PostgresServer.start();
        postgres.connect(database).close();
        borealis = RealServer.insecure(directory);
        for (String sql : statements) {
            onPostgres(ClientMessages.simple(sql));
            onBorealis(ClientMessages.simple(sql));
        }
    }

    @Override
    public void close() throws IOException {
        borealis.close();
        postgres.close();
    }

    /** The servers must say the same to these messages and a Sync. */
    DynamicTest same(String name, byte[]... messages) {
        var all = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            all.writeBytes(message);
        }
        all.writeBytes(ClientMessages.SYNC);
        byte[] bytes = all.toByteArray();
        return dynamicTest(name, () -> assertThat(onBorealis(bytes)).isEqualTo(onPostgres(bytes)));
    }

    private List<String> onPostgres(byte[] messages) throws IOException {
        return talk(postgres.host(), postgres.port(), "postgres", database, messages);
    }

    private List<String> onBorealis(byte[] messages) throws IOException {
        return talk("localhost", borealis.port(), "admin", "postgres", messages);
    }

    /** Everything the server says after its greeting, up to the end of the connection. */
    private static List<String> talk(
            String host, int port, String user, String database, byte[] messages)
            throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(30_000);
            var in = new DataInputStream(socket.getInputStream());
            byte[] start =
                    ClientMessages.latin("user\0" + user + "\0database\0" + database + "\0\0");
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(8 + start.length);
            out.writeInt(3 << 16);
            out.write(start);
            while (!read(in).startsWith("Z")) {
                // the greeting
            }
            out.write(messages);
            out.write(ClientMessages.message('X', ""));
            out.flush();
            List<String> said = new ArrayList<>();
            try {
                while (true) {
                    said.add(read(in));
                }
            } catch (EOFException | SocketException e) {
                return said; // a server that has had enough leaves the rest unread, and so resets
            }
        }
    }

    /** A message as text, without what may differ: places in the source, OIDs of tables. */
    private static String read(DataInputStream in) throws IOException {
        char type = (char) in.readUnsignedByte();
        byte[] body = in.readNBytes(in.readInt() - 4);
        return switch (type) {
            case 'E', 'N' -> type + " " + fields(body);
            case 'T' -> type + " " + escaped(withoutTables(body));
            default -> type + " " + escaped(body);
        };
    }

    private static Map<Character, String> fields(byte[] body) {
        Map<Character, String> fields = new TreeMap<>();
        for (String field : new String(body, StandardCharsets.UTF_8).split("\0")) {
            if (!field.isEmpty() && "FLR".indexOf(field.charAt(0)) < 0) {
                fields.put(field.charAt(0), field.substring(1));
            }
        }
        return fields;
    }

    private static byte[] withoutTables(byte[] rowDescription) {
        byte[] masked = rowDescription.clone();
        int at = Short.BYTES;
        while (at < masked.length) {
            while (masked[at++] != 0) {
                // the name
            }
            for (int i = 0; i < Integer.BYTES; i++) {
                masked[at + i] = 0;
            }
            at += 18;
        }
        return masked;
    }

    private static String escaped(byte[] body) {
        var text = new StringBuilder();
        for (byte b : body) {
            text.append(b >= ' ' && b < 127 ? String.valueOf((char) b) : "\\%02x".formatted(b));
        }
        return text.toString();
    }
}
