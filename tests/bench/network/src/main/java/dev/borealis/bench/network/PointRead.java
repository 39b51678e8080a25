package dev.borealis.bench.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The prepared point read as pgbench sends it, {@code SELECT abalance FROM pgbench_accounts WHERE aid = $1}: Bind,
 * Describe, Execute and Sync in one piece; answered by BindComplete, RowDescription, DataRow, CommandComplete and
 * ReadyForQuery, also in one. Each message is parsed; the row is made up, after {@code steps} of {@link Work}.
 */
record PointRead(int steps) {
    /** More than an answer takes. */
    static final int ANSWER_ROOM = 256;

    private static final int AID = 1_000_000;

    /** A request, always of the same length. */
    static ByteBuffer request() {
        ByteBuffer out = ByteBuffer.allocate(128);
        begin(out, 'B');
        text(out, ""); // portal
        text(out, "P0_1"); // statement
        out.putShort((short) 0); // parameter formats: all text
        out.putShort((short) 1).putInt(7).put(ascii(Integer.toString(AID)));
        out.putShort((short) 1).putShort((short) 0); // result formats
        end(out);
        begin(out, 'D');
        out.put((byte) 'P');
        text(out, "");
        end(out);
        begin(out, 'E');
        text(out, "");
        out.putInt(0); // all rows
        end(out);
        begin(out, 'S');
        end(out);
        return out.flip();
    }

    /** The length of every answer to {@link #request}. */
    static int answerLength() {
        ByteBuffer answer = ByteBuffer.allocate(ANSWER_ROOM);
        new PointRead(1).answer(request(), answer);
        return answer.position();
    }

    /** How many bytes of what has arrived make up one request, Sync included; 0 when its end is still to come. */
    static int requestLength(ByteBuffer arrived) {
        int position = arrived.position();
        while (arrived.limit() - position >= 5) {
            int type = arrived.get(position);
            position += 1 + arrived.getInt(position + 1);
            if (type == 'S') {
                return position <= arrived.limit() ? position - arrived.position() : 0;
            }
        }
        return 0;
    }

    /** Reads one request from its position on, works, and appends the answer. */
    void answer(ByteBuffer request, ByteBuffer out) {
        int aid = 0;
        while (true) {
            int type = request.get();
            int next = request.position() + request.getInt(request.position());
            request.getInt();
            switch (type) {
                case 'B' -> {
                    aid = boundInteger(request);
                    begin(out, '2');
                    end(out);
                }
                case 'D' -> rowDescription(out);
                case 'E' -> execute(out, aid);
                case 'S' -> {
                    request.position(next);
                    begin(out, 'Z');
                    out.put((byte) 'I');
                    end(out);
                    return;
                }
                default -> throw new IllegalStateException("message of type " + type);
            }
            request.position(next);
        }
    }

    private void execute(ByteBuffer out, int aid) {
        long worked = Work.mix(aid, steps);
        begin(out, 'D');
        out.putShort((short) 1).putInt(4);
        for (int digit = 0; digit < 4; digit++) {
            out.put((byte) ('0' + (worked >>> digit & 7)));
        }
        end(out);
        begin(out, 'C');
        text(out, "SELECT 1");
        end(out);
    }

    private static void rowDescription(ByteBuffer out) {
        begin(out, 'T');
        out.putShort((short) 1);
        text(out, "abalance");
        out.putInt(16_400).putShort((short) 3).putInt(23).putShort((short) 4).putInt(-1);
        out.putShort((short) 0);
        end(out);
    }

    /** The first parameter of a Bind, an integer in text format. */
    private static int boundInteger(ByteBuffer bind) {
        skipText(bind);
        skipText(bind);
        int formats = bind.getShort();
        bind.position(bind.position() + 2 * formats);
        bind.getShort();
        int value = 0;
        for (int length = bind.getInt(); length > 0; length--) {
            value = 10 * value + bind.get() - '0';
        }
        return value;
    }

    private static void skipText(ByteBuffer in) {
        while (in.get() != 0) {
            // up to its end
        }
    }

    private static void begin(ByteBuffer out, char type) {
        out.put((byte) type).mark().putInt(0);
    }

    /** Writes the length of the message that was begun last. */
    private static void end(ByteBuffer out) {
        int end = out.position();
        int start = out.reset().position();
        out.putInt(start, end - start).position(end);
    }

    private static void text(ByteBuffer out, String text) {
        out.put(ascii(text)).put((byte) 0);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
