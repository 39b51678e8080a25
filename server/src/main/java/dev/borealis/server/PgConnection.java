package dev.borealis.server;

import dev.borealis.engine.session.ResultSink;
import dev.borealis.engine.session.Session;
import dev.borealis.server.codec.BackendMessages;
import dev.borealis.server.codec.FrontendMessage;
import dev.borealis.server.codec.MessageBuffer;
import dev.borealis.server.rehearsal.SessionChaos;
import dev.borealis.server.tls.Transport;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.ConnectionErrors;
import dev.borealis.types.error.ProtocolErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One client, from accepting to closing: stop 1 of the path of a SELECT. Runs on a virtual thread of its own, in plain
 * blocking code.
 *
 * <p>Simple protocol: a message, its results, ReadyForQuery. Extended protocol: messages are answered into a buffer that
 * is written at Sync or Flush; after an error everything up to Sync is passed over. What statements mean is the {@link
 * Session}'s business.
 */
final class PgConnection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PgConnection.class);

    private final SocketChannel channel;
    private final ConnectionContext context;
    private final Connections.Key key;
    private final Instant startedAt;

    /** Between messages, in one, or to end before the next one. Decides who may write to the client. */
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);

    private volatile @Nullable Session session;
    private volatile @Nullable Transport transport;
    private volatile boolean tellShutdown;

    private enum Phase {
        STARTING,
        /** Waiting for a message with no transaction open: may be ended by another thread. */
        IDLE,
        /** Waiting for a message in a transaction: ended by another thread only when the server stops. */
        IDLE_IN_TRANSACTION,
        BUSY,
        /** In a message, waiting for its rest, for the client's COPY data, or for the client to read what it asked for. */
        WAITING,
        /** As idle or waiting; another thread looks after the session for a moment, and the connection waits for that. */
        LENT,
        /** To end as soon as no transaction is open. */
        ENDING,
        ENDED;

        boolean mayBeLent() {
            return switch (this) {
                case IDLE, IDLE_IN_TRANSACTION, WAITING -> true;
                case STARTING, BUSY, LENT, ENDING, ENDED -> false;
            };
        }
    }

    /** While a message waits for the client, its session may be lent. */
    private final class ClientWaits implements WireOutput.Waits {
        @Override
        public void begin() {
            phase.compareAndSet(Phase.BUSY, Phase.WAITING);
        }

        @Override
        public void end() {
            waitWhileLent();
            phase.compareAndSet(Phase.WAITING, Phase.BUSY);
        }

        @Override
        public void checkAge() {
            Session running = session;
            if (running != null) {
                running.checkTransactionAge();
            }
        }
    }

    PgConnection(SocketChannel channel, ConnectionContext context) {
        this.channel = channel;
        this.context = context;
        this.key = context.connections().newKey();
        this.startedAt = context.clock().instant();
    }

    Connections.Key key() {
        return key;
    }

    Instant startedAt() {
        return startedAt;
    }

    boolean isStarted() {
        return phase.get() != Phase.STARTING;
    }

    /** Cancels what runs at the moment; from any thread. */
    void cancel() {
        Session running = session;
        if (running != null) {
            running.cancel();
        }
    }

    /**
     * Ends the connection as soon as no transaction is open; from any thread.
     *
     * @param tell whether the client is told that the server shuts down
     */
    void endWhenIdle(boolean tell) {
        tellShutdown |= tell;
        while (!askToEnd(phase.get(), tell)) {
            Thread.yield(); // the phase changed in this very moment, or is LENT
        }
    }

    /** @return false when the connection is no longer in that phase, or lent */
    private boolean askToEnd(Phase seen, boolean tell) {
        return switch (seen) {
            case IDLE -> endNow(seen);
            case IDLE_IN_TRANSACTION -> !tell || endNow(seen);
            case STARTING -> endNow(seen);
            case BUSY -> phase.compareAndSet(Phase.BUSY, Phase.ENDING);
            case WAITING -> !tell || phase.compareAndSet(Phase.WAITING, Phase.ENDING);
            case LENT -> false;
            case ENDING, ENDED -> true;
        };
    }

    private boolean endNow(Phase seen) {
        if (!phase.compareAndSet(seen, Phase.ENDED)) {
            return false;
        }
        if (seen != Phase.STARTING) {
            sayShutdown();
        }
        closeChannel();
        return true;
    }

    /**
     * Lets go of what a transaction holds that has passed its age limit while the client is silent, between messages or in the
     * middle of a result or a COPY; from one other thread. A connection that is not waiting for its client is left alone.
     */
    void giveUpOverdueTransaction() {
        Session open = session;
        Phase waiting = phase.get();
        if (open == null || !waiting.mayBeLent() || !phase.compareAndSet(waiting, Phase.LENT)) {
            return;
        }
        try {
            open.giveUpOverdueTransaction();
        } finally {
            phase.compareAndSet(Phase.LENT, waiting);
        }
    }

    /** Waits until nobody else looks after the session: for what takes microseconds. */
    private void waitWhileLent() {
        while (phase.get() == Phase.LENT) {
            Thread.yield();
        }
    }

    /** Ends the connection at once; from any thread. */
    void abort() {
        phase.set(Phase.ENDED);
        cancel();
        closeChannel();
    }

    @Override
    public void run() {
        context.connections().add(this);
        context.counters().accepted();
        try {
            serve();
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("connection {} lost: {}", key.processId(), e.toString());
        } catch (RuntimeException | Error e) {
            LOG.error("connection {} failed", key.processId(), e);
        } finally {
            phase.set(Phase.ENDED);
            context.connections().remove(this);
            Session open = session;
            closeChannel();
            if (open != null) {
                session = null;
                closeSession(open);
            }
        }
    }

    private void serve() throws IOException {
        switch (new Negotiation(channel, context).run()) {
            case Negotiation.Result.Over _ -> {}
            case Negotiation.Result.Start start -> {
                transport = start.transport();
                WireOutput out =
                        new WireOutput(
                                start.transport(),
                                start.input(),
                                context.pool(),
                                context.workers(),
                                new ClientWaits());
                try {
                    SessionStart opening = new SessionStart(context, channel, start, out);
                    try (SessionStart.Opened opened = opening.open(key)) {
                        session = opened.session();
                        if (phase.compareAndSet(Phase.STARTING, Phase.BUSY)) {
                            new Loop(start.input(), out, opened).run();
                        }
                    }
                } catch (SqlException e) {
                    tell(out, e.asFatal());
                } catch (UncheckedIOException e) {
                    throw e;
                } catch (RuntimeException e) {
                    tell(out, context.incident(e).asFatal());
                } finally {
                    start.input().release();
                    out.release();
                }
            }
        }
    }

    private void closeSession(Session open) {
        try {
            open.close();
        } catch (RuntimeException e) {
            context.incident(e);
        }
    }

    private static void tell(WireOutput out, SqlException reason) {
        out.abandonMessage();
        BackendMessages.error(out.messages(), reason);
        out.flush();
    }

    private void sayShutdown() {
        Transport open = transport;
        if (tellShutdown && open != null) {
            MessageBuffer out = new MessageBuffer();
            BackendMessages.error(out, ConnectionErrors.shuttingDown());
            try {
                open.write(out.bytes().array(), 0, out.length());
            } catch (IOException e) {
                LOG.debug("connection {} lost: {}", key.processId(), e.toString());
            }
        }
    }

    private void closeChannel() {
        Transport open = transport;
        if (open != null) {
            open.close();
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("connection {}: {}", key.processId(), e.toString());
        }
    }

    /** The messages of a session, one after the other. */
    private final class Loop {
        private final WireInput input;
        private final WireOutput out;
        private final Session session;
        private final SessionChaos chaos;

        /** After an error in the extended protocol: everything up to Sync is passed over. */
        private boolean skipping;

        Loop(WireInput input, WireOutput out, SessionStart.Opened opened) {
            this.input = input;
            this.out = out;
            this.session = opened.session();
            this.chaos = opened.chaos();
        }

        void run() throws IOException {
            var waits = new ClientWaits();
            input.aroundWaiting(
                    () -> {
                        out.flushIfReady();
                        waits.begin();
                    },
                    waits::end);
            ready();
            while (true) {
                int type = nextType();
                if (type < 0 || type == 'X') {
                    out.flushIfReady(); // a client may send all it has to say, Terminate too,
                    // and then read
                    return;
                }
                if (!FrontendMessage.isKnown(type)) {
                    throw ProtocolErrors.invalidFrontendMessageType(type);
                }
                byte[] body = input.readBody(FrontendMessage.maxBytes(type));
                if (skipping && type != 'S') {
                    continue;
                }
                SessionChaos.Cut cut = endsAnExchange(type) ? chaos() : SessionChaos.Cut.NO;
                if (cut == SessionChaos.Cut.BEFORE) {
                    return;
                }
                if (cut == SessionChaos.Cut.AFTER) {
                    out.fallSilent();
                }
                try {
                    handle(FrontendMessage.decode(type, body));
                } catch (SqlException e) {
                    failed(type, e);
                } catch (UncheckedIOException e) {
                    throw e;
                } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                    failed(type, context.incident(e));
                }
                if (cut == SessionChaos.Cut.AFTER) {
                    return;
                }
            }
        }

        /** Whether the client waits for an answer after this message. */
        private static boolean endsAnExchange(int type) {
            return type == 'Q' || type == 'S';
        }

        private SessionChaos.Cut chaos() {
            chaos.delay();
            return chaos.cut();
        }

        /** Waits for a message; while it waits, another thread may end the connection. */
        private int nextType() throws IOException {
            if (input.hasBuffered() || skipping) {
                return input.readType();
            }
            boolean idle = session.status() == Session.Status.IDLE;
            Phase waiting = idle ? Phase.IDLE : Phase.IDLE_IN_TRANSACTION;
            if (!phase.compareAndSet(Phase.BUSY, waiting)) {
                if (!idle && !tellShutdown && phase.get() == Phase.ENDING) {
                    return input.readType(); // too old, but its transaction may still end
                }
                if (phase.compareAndSet(Phase.ENDING, Phase.ENDED)) {
                    sayShutdown();
                }
                return -1;
            }
            int type = input.readType();
            waitWhileLent();
            return phase.compareAndSet(waiting, Phase.BUSY) ? type : -1;
        }

        private void handle(FrontendMessage message) {
            switch (message) {
                case FrontendMessage.Query query -> {
                    session.simpleQuery(text(query.sql()), out);
                    ready();
                }
                case FrontendMessage.Parse parse -> {
                    session.parse(
                            parse.statement(), text(parse.sql()), parse.parameterTypes(), out);
                    BackendMessages.parseComplete(out.messages());
                }
                case FrontendMessage.Bind bind -> {
                    session.bind(
                            bind.portal(),
                            bind.statement(),
                            formats(bind.parameterFormats()),
                            bind.values(),
                            formats(bind.resultFormats()));
                    BackendMessages.bindComplete(out.messages());
                }
                case FrontendMessage.DescribeStatement(String name) -> {
                    Session.StatementDescription description = session.describeStatement(name);
                    BackendMessages.parameterDescription(
                            out.messages(),
                            description.parameterTypes().stream()
                                    .mapToInt(type -> type.oid())
                                    .toArray());
                    describe(description.columns());
                }
                case FrontendMessage.DescribePortal(String name) ->
                        describe(session.describePortal(name));
                case FrontendMessage.Execute(String portal, int maxRows) ->
                        session.execute(portal, Math.max(maxRows, 0), out);
                case FrontendMessage.CloseStatement(String name) -> {
                    session.closeStatement(name);
                    BackendMessages.closeComplete(out.messages());
                }
                case FrontendMessage.ClosePortal(String name) -> {
                    session.closePortal(name);
                    BackendMessages.closeComplete(out.messages());
                }
                case FrontendMessage.Flush _ -> out.flush();
                case FrontendMessage.Sync _ -> {
                    skipping = false;
                    session.sync(out);
                    ready();
                }
                case FrontendMessage.FunctionCall _ ->
                        throw ProtocolErrors.functionCallUnsupported();
                case FrontendMessage.CopyData _,
                        FrontendMessage.CopyDone _,
                        FrontendMessage.CopyFail _ -> {
                    // what a client still sends after its COPY has failed
                }
                case FrontendMessage.Terminate _ ->
                        throw new IllegalStateException("handled before");
            }
        }

        private void describe(@Nullable List<ResultSink.ResultColumn> columns) {
            if (columns == null) {
                BackendMessages.noData(out.messages());
            } else {
                out.rowDescription(columns);
            }
        }

        private void failed(int type, SqlException error) {
            out.abandonMessage();
            if (error.isFatal()) {
                throw error;
            }
            BackendMessages.error(out.messages(), error);
            if (out.synchronizationLost()) {
                throw ProtocolErrors.synchronizationLost();
            }
            if (FrontendMessage.isExtended(type)) {
                skipping = true;
                session.fail();
            } else {
                ready();
            }
        }

        private void ready() {
            char status =
                    switch (session.status()) {
                        case IDLE -> 'I';
                        case IN_TRANSACTION -> 'T';
                        case FAILED -> 'E';
                    };
            out.announceSettings();
            BackendMessages.readyForQuery(out.messages(), status);
            out.ready();
        }

        private static List<Integer> formats(int[] codes) {
            return switch (codes.length) {
                case 0 -> List.of();
                case 1 -> List.of(codes[0]);
                default -> Arrays.stream(codes).boxed().toList();
            };
        }

        private static String text(Bytes sql) {
            return new String(sql.array(), sql.offset(), sql.length(), StandardCharsets.UTF_8);
        }
    }
}
