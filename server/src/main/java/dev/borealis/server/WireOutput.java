package dev.borealis.server;

import dev.borealis.engine.session.ResultSink;
import dev.borealis.server.codec.BackendMessages;
import dev.borealis.server.codec.FrontendMessage;
import dev.borealis.server.codec.MessageBuffer;
import dev.borealis.server.tls.BufferPool;
import dev.borealis.server.tls.Transport;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.error.Notice;
import dev.borealis.types.error.ProtocolErrors;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns what a session answers into messages. They are gathered and written once, at Sync or Flush; a long answer is
 * written in pieces of {@value #PIECE_BYTES} bytes as it arises. Holds no buffer between answers. A client that has gone
 * is an {@link UncheckedIOException}.
 */
final class WireOutput implements ResultSink {
    static final int PIECE_BYTES = 64 * 1024;

    /** Who is told that the client is waited for: the connection. */
    interface Waits {
        /** From now on the session is not used, in whatever statement it is ... */
        void begin();

        /** ... until now. */
        void end();

        /**
         * Before a statement goes on after it has waited.
         *
         * @throws dev.borealis.types.error.SqlException 54000 when its transaction has become too old
         */
        void checkAge();
    }

    private final Transport transport;
    private final WireInput input;
    private final BufferPool pool;
    private final Workers workers;
    private final Waits waits;
    private @Nullable MessageBuffer buffer;

    /** Whether the client waits for what is in the buffer: it ends with ReadyForQuery. */
    private boolean ready;

    private boolean silent; // nothing more reaches the client

    /** Whether a COPY met a message that is none of its own: what the client means by the next ones is not known. */
    private boolean synchronizationLost;

    private Map<String, String> changedSettings = Map.of();

    WireOutput(
            Transport transport, WireInput input, BufferPool pool, Workers workers, Waits waits) {
        this.waits = waits;
        this.transport = transport;
        this.input = input;
        this.pool = pool;
        this.workers = workers;
    }

    /** Where the next message is appended. */
    MessageBuffer messages() {
        MessageBuffer present = buffer;
        if (present == null) {
            present = pool.borrowMessages();
            buffer = present;
        }
        return present;
    }

    /**
     * The last message was ReadyForQuery. When a pipelining client has sent more already, its answers go out together:
     * at the latest before the connection waits for more, see {@link #flushIfReady}.
     */
    void ready() {
        ready = true;
        if (!input.hasBuffered() || messages().length() > PIECE_BYTES) {
            flush();
        }
    }

    /** Before waiting for the client: it must not wait for us. */
    void flushIfReady() {
        if (ready) {
            flush();
        }
    }

    /** Writes what was gathered and gives the buffer back. */
    void flush() {
        ready = false;
        MessageBuffer present = buffer;
        if (present != null) {
            buffer = null;
            try {
                write(present);
            } finally {
                pool.giveBack(present);
            }
        }
    }

    /** From now on the client is told nothing more: its connection is about to be cut. */
    void fallSilent() {
        silent = true;
    }

    boolean synchronizationLost() {
        return synchronizationLost;
    }

    /** A row or other message that was begun will not be ended: its statement failed. */
    void abandonMessage() {
        if (buffer != null) {
            buffer.abandon();
        }
    }

    void release() {
        pool.giveBack(buffer);
        buffer = null;
    }

    void rowDescription(List<ResultColumn> columns) {
        BackendMessages.rowDescription(messages(), columns, WireOutput::lengthOfType);
    }

    @Override
    public void columns(List<ResultColumn> columns) {
        rowDescription(columns);
    }

    @Override
    public ByteAppender startRow(int fieldCount) {
        return messages().begin('D').putShort(fieldCount).bytes();
    }

    @Override
    public void endRow() {
        messages().end();
        writePiece();
    }

    @Override
    public void complete(String tag) {
        BackendMessages.commandComplete(messages(), tag);
    }

    @Override
    public void emptyQuery() {
        BackendMessages.emptyQueryResponse(messages());
    }

    @Override
    public void suspended() {
        BackendMessages.portalSuspended(messages());
    }

    @Override
    public void notice(Notice notice) {
        BackendMessages.notice(messages(), notice);
        writePiece();
    }

    @Override
    public void parameterStatus(String name, String value) {
        if (changedSettings.isEmpty()) {
            changedSettings = new LinkedHashMap<>(2);
        }
        changedSettings.put(name, value);
    }

    /** Tells what has changed, each setting once, right before ReadyForQuery: when PostgreSQL tells it. */
    void announceSettings() {
        if (!changedSettings.isEmpty()) {
            changedSettings.forEach(
                    (name, value) -> BackendMessages.parameterStatus(messages(), name, value));
            changedSettings = Map.of();
        }
    }

    @Override
    public void copyOut(int columnCount, boolean binary) {
        BackendMessages.copyOutResponse(messages(), binary ? 1 : 0, columnCount);
    }

    @Override
    public void copyData(ByteAppender data) {
        messages().begin('d').bytes().append(data.array(), 0, data.length());
        messages().end();
        writePiece();
    }

    @Override
    public void copyOutDone() {
        BackendMessages.copyDone(messages());
    }

    @Override
    public CopySource copyIn(int columnCount, boolean binary) {
        BackendMessages.copyInResponse(messages(), binary ? 1 : 0, columnCount);
        flush();
        return () -> {
            byte[] piece = whileWaiting(this::nextCopyPiece);
            waits.checkAge();
            return piece;
        };
    }

    private <T extends @Nullable Object> T whileWaiting(Workers.Waiting<T> waiting) {
        waits.begin();
        try {
            return workers.whileWaitingForClient(waiting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            waits.end();
        }
    }

    /** Reads the client's COPY messages; what comes after an error is passed over by the connection. */
    private byte @Nullable [] nextCopyPiece() throws IOException {
        while (true) {
            int type = input.readType();
            if (type < 0) {
                throw new EOFException("unexpected end of stream during COPY from stdin");
            }
            byte[] body = input.readBody(FrontendMessage.maxBytes(type));
            switch (type) {
                case 'd' -> {
                    return body;
                }
                case 'c' -> {
                    return null;
                }
                case 'f' -> {
                    FrontendMessage.CopyFail fail =
                            (FrontendMessage.CopyFail) FrontendMessage.decode('f', body);
                    throw ProtocolErrors.copyFailed(fail.reason());
                }
                case 'H', 'S' -> {
                    // a client library may have sent them ahead; PostgreSQL passes over them
                    // too
                }
                default -> {
                    synchronizationLost = true;
                    throw ProtocolErrors.unexpectedMessageDuringCopy(type);
                }
            }
        }
    }

    private void writePiece() {
        MessageBuffer present = buffer;
        if (present != null && present.length() >= PIECE_BYTES) {
            write(present);
            present.clear();
            waits.checkAge();
        }
    }

    private void write(MessageBuffer present) {
        if (present.length() == 0 || silent) {
            return;
        }
        whileWaiting(
                () -> {
                    transport.write(present.bytes().array(), 0, present.length());
                    return true;
                });
    }

    /** Types made by users are domains over, or rows of, others: all of variable length, as far as clients care. */
    private static int lengthOfType(int oid) {
        TypeInfo type = BuiltinTypes.find(oid);
        return type == null ? -1 : type.length();
    }
}
