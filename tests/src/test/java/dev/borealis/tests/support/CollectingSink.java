package dev.borealis.tests.support;

import dev.borealis.engine.session.ResultSink;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.error.Notice;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a session answers, fields as text. */
public final class CollectingSink implements ResultSink {
    /**
     * The answer to one statement.
     *
     * @param rows fields as text, null for NULL
     */
    public record Result(
            List<ResultColumn> columns, List<List<@Nullable String>> rows, String tag) {}

    public final List<Result> results = new ArrayList<>();
    public final List<String> notices = new ArrayList<>();

    /** Without rows text is nothing; binary data have a signature, flags and a length all the same. */
    private static final byte[] NO_BINARY_ROWS =
            "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private final ArrayDeque<byte[]> copyInput = new ArrayDeque<>();
    public final StringBuilder copyOutput = new StringBuilder();

    private List<ResultColumn> columns = List.of();
    private List<List<@Nullable String>> rows = new ArrayList<>();
    private final ByteAppender row = new ByteAppender();
    private int fieldCount;

    /** What COPY FROM STDIN will be given; without this, no rows. */
    public void feed(String data) {
        copyInput.add(data.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void columns(List<ResultColumn> newColumns) {
        columns = newColumns;
    }

    @Override
    public ByteAppender startRow(int count) {
        row.clear();
        fieldCount = count;
        return row;
    }

    @Override
    public void endRow() {
        List<@Nullable String> fields = new ArrayList<>();
        var in = java.nio.ByteBuffer.wrap(row.array(), 0, row.length());
        for (int i = 0; i < fieldCount; i++) {
            int length = in.getInt();
            if (length < 0) {
                fields.add(null);
            } else {
                byte[] bytes = new byte[length];
                in.get(bytes);
                fields.add(new String(bytes, StandardCharsets.UTF_8));
            }
        }
        if (in.hasRemaining()) {
            throw new IllegalStateException(in.remaining() + " bytes too many in a row");
        }
        rows.add(fields);
    }

    @Override
    public void complete(String tag) {
        results.add(new Result(columns, rows, tag));
        columns = List.of();
        rows = new ArrayList<>();
    }

    @Override
    public void emptyQuery() {
        complete("");
    }

    @Override
    public void suspended() {
        complete("suspended");
    }

    @Override
    public void notice(Notice notice) {
        notices.add(notice.severity() + ": " + notice.text());
    }

    @Override
    public void parameterStatus(String name, String value) {
        // not looked at
    }

    @Override
    public void copyOut(int columnCount, boolean binary) {
        copyOutput.setLength(0);
    }

    @Override
    public void copyData(ByteAppender data) {
        copyOutput.append(data.string());
    }

    @Override
    public void copyOutDone() {
        // the tag follows
    }

    @Override
    public CopySource copyIn(int columnCount, boolean binary) {
        if (binary && copyInput.isEmpty()) {
            copyInput.add(NO_BINARY_ROWS);
        }
        return copyInput::poll;
    }
}
