package dev.borealis.engine.session;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Limits;
import dev.borealis.types.Utf8;
import dev.borealis.types.error.CopyErrors;
import dev.borealis.types.error.StorageErrors;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * Splits COPY data, arriving in pieces of any length, into rows of fields. Holds one row at a time; a row longer than a
 * message may be is refused.
 */
final class CopyReader {
    private static final int END = -1;

    private final CopyOptions options;
    private final ResultSink.CopySource source;
    private byte[] piece = new byte[0];
    private int at;
    private boolean ended;
    private long line;

    /** While the client is waited for and while bytes may be no UTF-8: then CONTEXT does not show the row. */
    private boolean textUncertain;

    private final ByteAppender field = new ByteAppender();

    /** The row last read as it came, for CONTEXT; no more of it than {@link #SHOWN_BYTES}. */
    private final ByteAppender lineText = new ByteAppender();

    /** What PostgreSQL shows of a long line. */
    private static final int SHOWN_BYTES = 100;

    private long rowBytes;

    CopyReader(CopyOptions options, ResultSink.CopySource source) {
        this.options = options;
        this.source = source;
    }

    /** Number of the row last read, from 1. */
    long line() {
        return line;
    }

    /** For CONTEXT: the number of the row being read, and the row as it came, cut where it is long. */
    String place() {
        if (textUncertain) {
            return "line " + line;
        }
        String more = lineText.length() == SHOWN_BYTES ? "..." : "";
        return "line " + line + ": \"" + lineText.string() + more + "\"";
    }

    /** Takes and drops what the client still sends after an end marker. */
    private void drain() {
        while (!ended) {
            ended = source.next() == null;
        }
    }

    /**
     * Reads the next row.
     *
     * @param fields cleared, then given the fields, null for NULL
     * @param columns names of the columns, for options that name them
     * @return false at the end of the data
     */
    boolean read(List<@Nullable Bytes> fields, List<String> columns) {
        fields.clear();
        rowBytes = 0;
        line++;
        lineText.clear();
        if (peek() == END) {
            return false;
        }
        boolean more = true;
        while (more) {
            more = options.csv() ? readCsvField(fields, columns) : readTextField(fields);
            if (fields.isEmpty()) {
                drain(); // the end marker \.
                return false;
            }
        }
        return true;
    }

    // --- fields that lie in the piece as they are, as most do ---

    /** Where the field that begins here ends; negative when that is not in this piece, or a byte in it means something. */
    private int plainTo(int special) {
        byte delimiter = options.delimiter();
        for (int end = at; end < piece.length; end++) {
            byte b = piece[end];
            if (b == delimiter || b == '\n') {
                return end;
            }
            if (b == special || b == '\r') {
                return -1;
            }
        }
        return -1;
    }

    private Bytes takePlain(int end) {
        rowBytes += end - at;
        if (rowBytes > Limits.MESSAGE_BYTES) {
            throw StorageErrors.rowTooLarge();
        }
        int shown = Math.min(end - at, SHOWN_BYTES - lineText.length());
        lineText.append(piece, at, shown);
        Bytes value = Bytes.of(Arrays.copyOfRange(piece, at, end));
        at = end;
        return value;
    }

    private void showByte(int c) {
        if (lineText.length() < SHOWN_BYTES) {
            lineText.appendByte(c);
        }
    }

    // --- any field ---

    /** @return whether another field follows in the row */
    private boolean readTextField(List<@Nullable Bytes> fields) {
        int plain = plainTo('\\');
        if (plain >= 0) {
            Bytes value = takePlain(plain);
            boolean more = piece[at++] == options.delimiter();
            if (more) {
                showByte(options.delimiter());
            }
            fields.add(value.equals(options.nullText()) ? null : checked(value));
            return more;
        }
        field.clear();
        boolean escaped = false;
        var raw = new ByteAppender(32);
        while (true) {
            int c = take();
            if (c == END || c == '\n') {
                fields.add(finish(raw, escaped));
                return false;
            }
            if (c == '\r') {
                if (peek() == '\n') {
                    take();
                    fields.add(finish(raw, escaped));
                    return false;
                }
                throw CopyErrors.literalCarriageReturn();
            }
            if ((byte) c == options.delimiter()) {
                fields.add(finish(raw, escaped));
                return true;
            }
            if (c != '\\') {
                append(c);
                raw.appendByte(c);
                continue;
            }
            int next = take();
            raw.appendByte('\\');
            if (next == END) {
                append('\\');
                continue;
            }
            raw.appendByte(next);
            if (next == '.'
                    && fields.isEmpty()
                    && field.length() == 0
                    && (peek() == '\n' || peek() == END)) {
                take();
                return false; // fields stays empty: the end marker
            }
            escaped = true;
            appendEscape(next, raw);
        }
    }

    private void appendEscape(int c, ByteAppender raw) {
        switch (c) {
            case 'b' -> append('\b');
            case 'f' -> append('\f');
            case 'n' -> append('\n');
            case 'r' -> append('\r');
            case 't' -> append('\t');
            case 'v' -> append(11);
            case 'x' -> {
                if (hex(peek()) < 0) {
                    append('x');
                    return;
                }
                int value = hex(takeRaw(raw));
                if (hex(peek()) >= 0) {
                    value = value * 16 + hex(takeRaw(raw));
                }
                append(value);
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                int value = c - '0';
                for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7'; i++) {
                    value = value * 8 + takeRaw(raw) - '0';
                }
                append(value & 0xff);
            }
            default -> append(c);
        }
    }

    private int takeRaw(ByteAppender raw) {
        int c = take();
        raw.appendByte(c);
        return c;
    }

    private static int hex(int c) {
        return c < 0 ? -1 : Character.digit(c, 16);
    }

    /** NULL is told by the text as it came, before escapes. */
    private @Nullable Bytes finish(ByteAppender raw, boolean escaped) {
        Bytes asWritten = escaped ? raw.toBytes() : field.toBytes();
        return asWritten.equals(options.nullText()) ? null : checked(field.toBytes());
    }

    private boolean readCsvField(List<@Nullable Bytes> fields, List<String> columns) {
        int plain = plainTo(options.quote());
        if (plain >= 0) {
            Bytes value = takePlain(plain);
            boolean more = piece[at++] == options.delimiter();
            if (more) {
                showByte(options.delimiter());
            }
            return finishCsv(value, fields, columns, false, more);
        }
        field.clear();
        boolean quoted = false;
        boolean inQuotes = false;
        while (true) {
            int c = take();
            if (inQuotes) {
                if (c == END) {
                    throw CopyErrors.unterminatedQuote();
                }
                if ((byte) c == options.escape()
                        && ((byte) peek() == options.quote() || (byte) peek() == options.escape())
                        && peek() != END) {
                    append(take());
                } else if ((byte) c == options.quote()) {
                    inQuotes = false;
                } else {
                    append(c);
                }
                continue;
            }
            if (c == END || c == '\n') {
                return finishCsv(field.toBytes(), fields, columns, quoted, false);
            }
            if (c == '\r') {
                if (peek() == '\n') {
                    take();
                    return finishCsv(field.toBytes(), fields, columns, quoted, false);
                }
                throw CopyErrors.unquotedCarriageReturn();
            }
            if ((byte) c == options.delimiter()) {
                return finishCsv(field.toBytes(), fields, columns, quoted, true);
            }
            if ((byte) c == options.quote()) {
                inQuotes = true;
                quoted = true;
            } else {
                append(c);
            }
        }
    }

    private boolean finishCsv(
            Bytes value,
            List<@Nullable Bytes> fields,
            List<String> columns,
            boolean quoted,
            boolean more) {
        if (!quoted && !more && fields.isEmpty() && value.string().equals("\\.")) {
            return false;
        }
        String column = fields.size() < columns.size() ? columns.get(fields.size()) : "";
        boolean isNull = value.equals(options.nullText());
        if (quoted) {
            isNull &= options.forceNull().contains(column);
        } else {
            isNull &= !options.forceNotNull().contains(column);
        }
        fields.add(isNull ? null : checked(value));
        return more;
    }

    private Bytes checked(Bytes value) {
        textUncertain = true;
        Utf8.validate(value.array(), value.offset(), value.length());
        textUncertain = false;
        return value;
    }

    private void append(int c) {
        if (++rowBytes > Limits.MESSAGE_BYTES) {
            throw StorageErrors.rowTooLarge();
        }
        field.appendByte(c);
    }

    private int peek() {
        while (at == piece.length) {
            if (ended) {
                return END;
            }
            textUncertain = true;
            byte[] next = source.next();
            textUncertain = false;
            if (next == null) {
                ended = true;
                return END;
            }
            piece = next;
            at = 0;
        }
        return piece[at] & 0xff;
    }

    private int take() {
        int c = peek();
        if (c != END) {
            at++;
            if (c != '\n' && c != '\r') {
                showByte(c);
            }
        }
        return c;
    }
}
