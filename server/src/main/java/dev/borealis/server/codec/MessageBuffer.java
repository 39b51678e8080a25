package dev.borealis.server.codec;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;

import java.nio.charset.StandardCharsets;

/**
 * A growing array in which outgoing messages are put together. Not thread-safe. A message is begun and ended; ending
 * writes its length.
 */
public final class MessageBuffer {
    private static final int INITIAL_BYTES = 4 * 1024;
    private static final int NONE = -1;

    private final ByteAppender bytes = new ByteAppender(INITIAL_BYTES);

    /** Where the type byte of the message being written stands. */
    private int message = NONE;

    /** What was written, and where the body of the message being written is appended. */
    public ByteAppender bytes() {
        return bytes;
    }

    /** Bytes in it, of whole messages and of the one begun. */
    public int length() {
        return bytes.length();
    }

    /** Bytes held, used or not: what a pool asks before it takes a buffer back. */
    public int capacity() {
        return bytes.array().length;
    }

    /** Forgets all of it, and keeps the room. */
    public void clear() {
        bytes.clear();
        message = NONE;
    }

    /** A message, whose length is filled in by {@link #end}. @param type its first byte */
    public MessageBuffer begin(char type) {
        message = bytes.length();
        bytes.appendByte(type).appendInt(0);
        return this;
    }

    /** The message begun is complete. */
    public void end() {
        bytes.setInt(message + 1, bytes.length() - message - 1);
        message = NONE;
    }

    /** Takes back a message that was begun and will not be ended. */
    public void abandon() {
        if (message != NONE) {
            bytes.truncate(message);
            message = NONE;
        }
    }

    public MessageBuffer putByte(int value) {
        bytes.appendByte(value);
        return this;
    }

    /** 16 bits, the higher first. */
    public MessageBuffer putShort(int value) {
        bytes.appendShort(value);
        return this;
    }

    /** 32 bits, the higher first. */
    public MessageBuffer putInt(int value) {
        bytes.appendInt(value);
        return this;
    }

    /** The bytes alone, no length. */
    public MessageBuffer putBytes(Bytes value) {
        bytes.append(value);
        return this;
    }

    /** UTF-8 and a zero byte; a zero inside ends the text there. */
    public MessageBuffer putCString(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int end = 0;
        while (end < encoded.length && encoded[end] != 0) {
            end++;
        }
        bytes.append(encoded, 0, end).appendByte(0);
        return this;
    }
}
