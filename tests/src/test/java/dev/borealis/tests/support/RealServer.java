package dev.borealis.tests.support;

import dev.borealis.auth.Action;
import dev.borealis.auth.TokenGenerator;
import dev.borealis.engine.job.JobScheduler;
import dev.borealis.engine.session.LocalDatabase;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.server.BorealisServer;
import dev.borealis.server.ServerOptions;
import dev.borealis.server.ServerParts;
import dev.borealis.server.StartFailure;
import dev.borealis.server.control.ControlClient;
import dev.borealis.server.control.ControlFailure;
import dev.borealis.server.control.ControlMessage;
import dev.borealis.server.rehearsal.Rehearsal;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.store.rocksdb.RocksDbStorage;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The whole server, TLS and tokens included, in this process, and connections of pgjdbc to it. */
public final class RealServer implements AutoCloseable {
    private static final RocksDbStorage.Options STORE =
            RocksDbStorage.Options.forHeap(TestDatabase.RELATION, 256 << 20, 1);

    private final BorealisServer server;
    private final Clock clock;

    private RealServer(BorealisServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** Data in memory, real time. */
    public static RealServer inMemory(Path directory) throws StartFailure {
        return start(directory, true, Clock.systemUTC());
    }

    /** As {@link #inMemory}, but takes connections without TLS and tokens too, for tests of bare messages. */
    public static RealServer insecure(Path directory) throws StartFailure {
        return insecure(directory, Clock.systemUTC());
    }

    public static RealServer insecure(Path directory, Clock clock) throws StartFailure {
        return start(directory, true, clock, true, Rehearsal.NONE);
    }

    /** @param memory false for data in RocksDB */
    public static RealServer start(Path directory, boolean memory, Clock clock)
            throws StartFailure {
        return start(directory, memory, clock, Rehearsal.NONE);
    }

    /** @param rehearsal what is different on purpose */
    public static RealServer start(Path directory, boolean memory, Clock clock, Rehearsal rehearsal)
            throws StartFailure {
        return start(directory, memory, clock, false, rehearsal);
    }

    /** Data in RocksDB, real time. @param writeBufferBytes small ones bring files of all kinds soon */
    public static RealServer withWriteBuffer(Path directory, long writeBufferBytes)
            throws StartFailure {
        return start(
                directory,
                false,
                Clock.systemUTC(),
                false,
                Rehearsal.NONE,
                STORE.withWriteBuffer(writeBufferBytes));
    }

    private static RealServer start(
            Path directory,
            boolean memory,
            Clock clock,
            boolean insecureLoopback,
            Rehearsal rehearsal)
            throws StartFailure {
        return start(directory, memory, clock, insecureLoopback, rehearsal, STORE);
    }

    private static RealServer start(
            Path directory,
            boolean memory,
            Clock clock,
            boolean insecureLoopback,
            Rehearsal rehearsal,
            RocksDbStorage.Options store)
            throws StartFailure {
        var random = new SecureRandom();
        var jobs = new JobScheduler();
        var parts =
                new ServerParts(
                        clock,
                        random,
                        (path, options) ->
                                options.memory()
                                        ? new MemoryStorage(TestDatabase.RELATION)
                                        : RocksDbStorage.open(path, store),
                        (cluster, longStatements, incidents) ->
                                LocalDatabase.open(
                                        cluster,
                                        new LocalDatabase.Options(
                                                clock,
                                                random,
                                                MemoryPool.ofHeap(),
                                                longStatements,
                                                incidents,
                                                rehearsal.eagerConflicts(),
                                                jobs,
                                                false))); // plans change by command alone
        var options =
                new ServerOptions(
                        directory,
                        memory,
                        "localhost",
                        0,
                        0,
                        "us-east-1",
                        "localhost",
                        false,
                        insecureLoopback,
                        rehearsal);
        return new RealServer(BorealisServer.start(options, parts), clock);
    }

    public BorealisServer server() {
        return server;
    }

    public int port() {
        return server.port();
    }

    /** Good for admin. */
    public String token() {
        return new TokenGenerator(server.defaultKey().credentials(), "us-east-1", clock)
                .token("localhost", Action.DB_CONNECT_ADMIN, TokenGenerator.DEFAULT_EXPIRY);
    }

    /** As admin. */
    public Connection connect() throws SQLException {
        return connect(port(), server.authorityCertificate(), token());
    }

    /** As admin, wherever the server runs. */
    public static Connection connect(int port, Path authority, String token) throws SQLException {
        var properties = new Properties();
        properties.put("user", "admin");
        properties.put("password", token);
        properties.put("sslmode", "verify-full");
        properties.put("sslrootcert", authority.toString());
        properties.put("connectTimeout", "60");
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/postgres", properties);
    }

    /** Has a running server, here or in another process, do something; returns what it found. */
    public static List<ControlMessage> ask(Path data, ControlMessage request)
            throws ControlFailure {
        List<ControlMessage> found = new ArrayList<>();
        ControlClient.ask(
                data,
                request,
                answer -> {
                    if (answer instanceof ControlMessage.Found) {
                        found.add(answer);
                    }
                });
        return found;
    }

    @Override
    public void close() {
        server.close();
    }
}
