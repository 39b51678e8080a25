package dev.borealis.tests.bench;

import dev.borealis.engine.session.ResultSink;
import dev.borealis.server.codec.BackendMessages;
import dev.borealis.server.codec.MessageBuffer;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.error.Notice;

import java.util.List;

/** Encodes what a session answers as the server does, and sends it nowhere. */
final class EncodingSink implements ResultSink {
    private final MessageBuffer buffer = new MessageBuffer();

    /** Bytes of the answer since the last call. */
    int take() {
        int length = buffer.length();
        buffer.clear();
        return length;
    }

    @Override
    public void columns(List<ResultColumn> columns) {
        BackendMessages.rowDescription(buffer, columns, _ -> -1);
    }

    @Override
    public ByteAppender startRow(int fieldCount) {
        return buffer.begin('D').putShort(fieldCount).bytes();
    }

    @Override
    public void endRow() {
        buffer.end();
    }

    @Override
    public void complete(String tag) {
        BackendMessages.commandComplete(buffer, tag);
    }

    @Override
    public void emptyQuery() {
        BackendMessages.emptyQueryResponse(buffer);
    }

    @Override
    public void suspended() {
        BackendMessages.portalSuspended(buffer);
    }

    @Override
    public void notice(Notice notice) {
        BackendMessages.notice(buffer, notice);
    }

    @Override
    public void parameterStatus(String name, String value) {
        BackendMessages.parameterStatus(buffer, name, value);
    }

    @Override
    public void copyOut(int columnCount, boolean binary) {
        BackendMessages.copyOutResponse(buffer, 0, columnCount);
    }

    @Override
    public void copyData(ByteAppender data) {
        buffer.bytes().append(data.array(), 0, data.length());
    }

    @Override
    public void copyOutDone() {
        BackendMessages.copyDone(buffer);
    }

    @Override
    public CopySource copyIn(int columnCount, boolean binary) {
        return () -> null;
    }
}
