package dev.borealis.server.codec;

import dev.borealis.types.Bytes;
import dev.borealis.types.Utf8;
import dev.borealis.types.error.ProtocolErrors;

import java.nio.charset.StandardCharsets;

/** A cursor over the body of one message; every read past the end is PostgreSQL's protocol error, never a crash. */
final class MessageReader {
    private final byte[] body;
    private int position;

    MessageReader(byte[] body) {
        this.body = body;
    }

    int remaining() {
        return body.length - position;
    }

    byte readByte() {
        need(1);
        return body[position++];
    }

    /** Unsigned. */
    int readShort() {
        need(2);
        int value = (body[position] & 0xff) << 8 | body[position + 1] & 0xff;
        position += 2;
        return value;
    }

    int readInt() {
        need(4);
        int value =
                (body[position] & 0xff) << 24
                        | (body[position + 1] & 0xff) << 16
                        | (body[position + 2] & 0xff) << 8
                        | body[position + 3] & 0xff;
        position += 4;
        return value;
    }

    /** Up to the next zero byte, without it; shares the body's array. */
    Bytes readCString() {
        for (int end = position; end < body.length; end++) {
            if (body[end] == 0) {
                Bytes text = Bytes.of(body, position, end - position);
                position = end + 1;
                return text;
            }
        }
        throw ProtocolErrors.invalidString();
    }

    /** As {@link #readCString}, which must be UTF-8. */
    Bytes readText() {
        Bytes text = readCString();
        Utf8.validate(text.array(), text.offset(), text.length());
        return text;
    }

    String readName() {
        Bytes text = readText();
        return new String(text.array(), text.offset(), text.length(), StandardCharsets.UTF_8);
    }

    /** Shares the body's array. */
    Bytes readBytes(int length) {
        need(length);
        Bytes bytes = Bytes.of(body, position, length);
        position += length;
        return bytes;
    }

    void end() {
        if (position != body.length) {
            throw ProtocolErrors.invalidFormat();
        }
    }

    private void need(int length) {
        if (length < 0 || length > body.length - position) {
            throw ProtocolErrors.insufficientData();
        }
    }
}
