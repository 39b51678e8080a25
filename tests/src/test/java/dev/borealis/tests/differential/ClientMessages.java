package dev.borealis.tests.differential;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Messages of a client, as bytes. A character of a text is a byte, except in SQL. */
final class ClientMessages {
    static final int[] BINARY = {1};
    static final byte[] SYNC = message('S', "");
    static final byte[] FLUSH = message('H', "");
    static final byte[] DONE = message('c', "");

    private ClientMessages() {}

    static byte[] message(char type, String body) {
        return message(type, latin(body));
    }

    static byte[] message(char type, byte[] body) {
        var out = new ByteArrayOutputStream();
        out.write(type);
        out.writeBytes(number(body.length + Integer.BYTES, Integer.BYTES));
        out.writeBytes(body);
        return out.toByteArray();
    }

    static byte[] simple(String sql) {
        return message('Q', (sql + "\0").getBytes(StandardCharsets.UTF_8));
    }

    static byte[] parse(String name, String sql, int... types) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(latin(name + "\0" + sql + "\0"));
        body.writeBytes(number(types.length, Short.BYTES));
        for (int type : types) {
            body.writeBytes(number(type, Integer.BYTES));
        }
        return message('P', body.toByteArray());
    }

    static byte[] bind(String portal, String statement, byte[]... values) {
        return bind(portal, statement, new int[0], values);
    }

    static byte[] bind(String portal, String statement, int[] formats, byte[]... values) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(latin(portal + "\0" + statement + "\0"));
        body.writeBytes(number(formats.length, Short.BYTES));
        for (int format : formats) {
            body.writeBytes(number(format, Short.BYTES));
        }
        body.writeBytes(number(values.length, Short.BYTES));
        for (byte[] value : values) {
            body.writeBytes(number(value.length, Integer.BYTES));
            body.writeBytes(value);
        }
        body.writeBytes(number(0, Short.BYTES));
        return message('B', body.toByteArray());
    }

    static byte[] describe(char what, String name) {
        return message('D', what + name + "\0");
    }

    static byte[] close(char what, String name) {
        return message('C', what + name + "\0");
    }

    static byte[] execute(String portal, int rows) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(latin(portal + "\0"));
        body.writeBytes(number(rows, Integer.BYTES));
        return message('E', body.toByteArray());
    }

    static byte[] data(String text) {
        return message('d', text);
    }

    static byte[] fail(String reason) {
        return message('f', reason + "\0");
    }

    static byte[] text(String text) {
        return latin(text);
    }

    static byte[] bytes(int... values) {
        var bytes = new ByteArrayOutputStream();
        for (int value : values) {
            bytes.write(value);
        }
        return bytes.toByteArray();
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Big-endian. */
    static byte[] number(int value, int bytes) {
        byte[] number = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            number[i] = (byte) (value >>> 8 * (bytes - 1 - i));
        }
        return number;
    }
}
