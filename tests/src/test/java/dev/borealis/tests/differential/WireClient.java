package dev.borealis.tests.differential;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The simple query protocol, without TLS and passwords: what PostgreSQL sends, unchanged. A driver would rewrite values,
 * type names and some errors.
 */
final class WireClient implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** One column of RowDescription. */
    record Column(String name, int type, int modifier) {}

    /**
     * What one message of SQL was answered.
     *
     * @param error fields by their letter; null when it succeeded
     */
    record Reply(
            List<Column> columns,
            List<List<@Nullable String>> rows,
            String tag,
            @Nullable Map<Character, String> error,
            List<String> notices) {}

    WireClient(String host, int port, String user, String database) throws IOException {
        socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(socket.getOutputStream());
        var body = new ByteArrayOutputStream();
        var start = new DataOutputStream(body);
        start.writeInt(196608);
        for (String text :
                new String[] {
                    "user", user, "database", database, "client_encoding", "UTF8", "TimeZone", "UTC"
                }) {
            writeText(start, text);
        }
        start.write(0);
        out.writeInt(body.size() + 4);
        body.writeTo(out);
        Reply reply = reply();
        if (reply.error() != null) {
            throw new IOException(reply.error().toString());
        }
    }

    Reply query(String sql) {
        try {
            byte[] text = sql.getBytes(StandardCharsets.UTF_8);
            var message = new ByteArrayOutputStream();
            var data = new DataOutputStream(message);
            data.write('Q');
            data.writeInt(text.length + 5);
            data.write(text);
            data.write(0);
            message.writeTo(out);
            return reply();
        } catch (IOException e) {
            throw new UncheckedIOException(sql, e);
        }
    }

    private Reply reply() throws IOException {
        List<Column> columns = List.of();
        List<List<@Nullable String>> rows = new ArrayList<>();
        String tag = "";
        Map<Character, String> error = null;
        List<String> notices = new ArrayList<>();
        while (true) {
            int kind = in.readUnsignedByte();
            byte[] body = new byte[in.readInt() - 4];
            in.readFully(body);
            var data = new Body(body);
            switch (kind) {
                case 'T' -> {
                    columns = new ArrayList<>();
                    rows = new ArrayList<>();
                    int count = data.int16();
                    for (int i = 0; i < count; i++) {
                        String name = data.text();
                        data.skip(6);
                        int type = data.int32();
                        data.skip(2);
                        int modifier = data.int32();
                        data.skip(2);
                        columns.add(new Column(name, type, modifier));
                    }
                }
                case 'D' -> {
                    List<@Nullable String> row = new ArrayList<>();
                    int count = data.int16();
                    for (int i = 0; i < count; i++) {
                        int length = data.int32();
                        row.add(length < 0 ? null : data.text(length));
                    }
                    rows.add(row);
                }
                case 'C' -> tag = data.text();
                case 'E' -> {
                    error = fields(data);
                    if ("FATAL".equals(error.get('V'))) {
                        return new Reply(columns, rows, tag, error, notices);
                    }
                }
                case 'N' -> {
                    Map<Character, String> fields = fields(data);
                    notices.add(fields.get('V') + ": " + fields.get('M'));
                }
                case 'Z' -> {
                    return new Reply(columns, rows, tag, error, notices);
                }
                default -> {
                    // authentication, settings: not compared
                }
            }
        }
    }

    private static Map<Character, String> fields(Body data) {
        Map<Character, String> fields = new HashMap<>();
        for (int field = data.int8(); field != 0; field = data.int8()) {
            fields.put((char) field, data.text());
        }
        return fields;
    }

    private static void writeText(DataOutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
        to.write(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Body {
        private final byte[] bytes;
        private int at;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        int int8() {
            return bytes[at++];
        }

        int int16() {
            int value = ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
            at += 2;
            return value;
        }

        int int32() {
            int high = int16();
            return (high << 16) | (int16() & 0xFFFF);
        }

        void skip(int count) {
            at += count;
        }

        String text() {
            int end = at;
            while (bytes[end] != 0) {
                end++;
            }
            String text = new String(bytes, at, end - at, StandardCharsets.UTF_8);
            at = end + 1;
            return text;
        }

        String text(int length) {
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }
    }
}
