package dev.borealis.server;

import dev.borealis.auth.AccessKey;
import dev.borealis.auth.Audience;
import dev.borealis.auth.IdentityFile;
import dev.borealis.auth.TokenVerifier;
import dev.borealis.engine.session.Database;
import dev.borealis.server.control.ControlListener;
import dev.borealis.server.http.HealthPage;
import dev.borealis.server.http.HealthPage.Health;
import dev.borealis.server.http.HttpConnections;
import dev.borealis.server.http.MetricsPage;
import dev.borealis.server.http.Router;
import dev.borealis.server.http.Router.Route;
import dev.borealis.server.metrics.MetricSource;
import dev.borealis.server.metrics.ProcessMetrics;
import dev.borealis.server.rehearsal.Chaos;
import dev.borealis.server.rehearsal.MovableClock;
import dev.borealis.server.tls.BufferPool;
import dev.borealis.server.tls.CertificateFiles;
import dev.borealis.server.tls.CertificateNames;
import dev.borealis.store.DurableStorage;
import dev.borealis.store.Storage;
import dev.borealis.store.StorageException;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;
import dev.borealis.types.Limits;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.SSLContext;

/** A running server: one "region", its clusters, a port for PostgreSQL clients and one for HTTP. */
public final class BorealisServer implements AutoCloseable {
    /** The release, and the day whose Aurora DSQL it imitates. */
    public static final String VERSION = "0.1.0";

    private static final Logger LOG = LoggerFactory.getLogger(BorealisServer.class);

    /** How long statements may go on after a stop was asked for. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(5);

    private final DataDirectory directory;
    private final IdentityFile identities;
    private final CertificateFiles certificates;
    private final Storage storage;
    private final Clusters clusters;
    private final Connections connections;
    private final Workers workers;
    private final Listener listener;
    private final Listener httpListener;
    private final HttpConnections http;
    private final ControlListener control;
    private final Maintenance maintenance;
    private final CountDownLatch stopAsked;
    private final ScheduledExecutorService ticker;
    private final ClockControl clock;
    private final ProcessHeap heap;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BorealisServer(
            Opening opening, SSLContext tls, List<MetricSource> metrics, ClockControl clock) {
        this.directory = set(opening.directory);
        this.identities = set(opening.identities);
        this.certificates = set(opening.certificates);
        this.storage = set(opening.storage);
        this.listener = set(opening.listener);
        this.httpListener = set(opening.httpListener);
        this.control = set(opening.control);
        this.maintenance = set(opening.maintenance);
        this.stopAsked = opening.stopAsked;
        this.clusters = opening.clusters;
        this.connections = opening.connections;
        this.workers = opening.workers;
        this.clock = clock;
        this.ticker =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("ticker").factory());
        this.heap = ProcessHeap.ofThisProcess();
        this.http =
                new HttpConnections(
                        tls,
                        new Router(
                                List.of(
                                        new Route.Page("/health", new HealthPage(this::health)),
                                        new Route.Page("/metrics", new MetricsPage(metrics)))));
    }

    /** Starts to serve. Whatever was opened is closed again if it fails. */
    public static BorealisServer start(ServerOptions options, ServerParts parts)
            throws StartFailure {
        Opening opening = new Opening(options, parts);
        boolean started = false;
        try {
            BorealisServer server = opening.open();
            started = true;
            return server;
        } catch (StorageException e) {
            throw refused(options, e);
        } catch (IOException e) {
            throw DataDirectory.cannotUse(options.dataDirectory(), e);
        } finally {
            if (!started) {
                opening.abandon();
            }
        }
    }

    private static StartFailure refused(ServerOptions options, StorageException e) {
        String message = String.valueOf(e.getMessage());
        if (e.reason() == StorageException.Reason.DAMAGED) {
            message +=
                    options.recover()
                            ? "; this cannot be recovered from, a backup can be started instead"
                            : "; " + DataDirectory.DAMAGE_ADVICE;
        }
        return new StartFailure(message, e);
    }

    /** Of the protocol; a free one where 0 was asked for. */
    public int port() {
        return listener.port();
    }

    /** A free one where 0 was asked for. */
    public int httpPort() {
        return httpListener.port();
    }

    /** See {@link DurableStorage#losses()}. */
    public List<String> losses() {
        return losses(storage);
    }

    private static List<String> losses(Storage storage) {
        return storage instanceof DurableStorage durable ? durable.losses() : List.of();
    }

    /** The person who started it knows {@link #losses()} now. */
    public void lossesTold() {
        if (storage instanceof DurableStorage durable) {
            durable.lossesTold();
        }
    }

    /** Returns when {@code borealis stop} has asked for it; whoever started the server then closes it. */
    public void awaitStopRequest() throws InterruptedException {
        stopAsked.await();
    }

    /** What other processes are told of it. */
    public RunningServer description() {
        return clock.description();
    }

    /** What clients verify the server with. */
    public Path authorityCertificate() {
        return certificates.authorityCertificate();
    }

    /** Of the identity that may do everything here. */
    public AccessKey defaultKey() {
        return identities.defaultKey();
    }

    /** Of the protocol. */
    public int openConnections() {
        return connections.count();
    }

    /** Stops: no new connections, idle ones end, the others after their statement or a few seconds; then the data. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        maintenance.stop();
        control.close();
        listener.close();
        connections.endAllWhenIdle();
        long deadline = System.nanoTime() + STOP_GRACE.toNanos();
        while (connections.count() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        connections.abortAll();
        ticker.shutdownNow();
        heap.close();
        workers.close();
        // until here it said that the server is stopping
        httpListener.close();
        http.close();
        clusters.all().forEach(cluster -> cluster.database().close());
        storage.close();
        try {
            RunningServer.remove(directory.path());
        } catch (IOException e) {
            LOG.warn("removing the file that says where the server runs: {}", e.toString());
        }
        directory.close();
        LOG.info("stopped");
    }

    private void run(ConnectionContext context) {
        listener.start(channel -> new PgConnection(channel, context));
        httpListener.start(http::serve);
        ticker.scheduleAtFixedRate(connections::endOverdue, 1, 1, TimeUnit.SECONDS);
        ticker.scheduleAtFixedRate(heap::look, 1, 1, TimeUnit.SECONDS);
        long interval = IdleMemory.INTERVAL.toMillis();
        ticker.scheduleWithFixedDelay(
                IdleMemory.ofThisProcess()::look, interval, interval, TimeUnit.MILLISECONDS);
    }

    private Health health() {
        if (closed.get()) {
            return new Health.Refusing("the server is stopping");
        }
        return storage.refusing()
                .<Health>map(problem -> new Health.Refusing(reason(problem)))
                .orElseGet(
                        () ->
                                new Health.Serving(
                                        VERSION, clusters.all().size(), connections.count()));
    }

    private static String reason(StoreProblem problem) {
        return switch (problem) {
            case DISK_FULL -> "the disk is full";
            case DAMAGED -> "the data are damaged";
            case CLOSED, DROPPED -> "the store is closed";
            case UNAVAILABLE, KEY_TOO_LARGE, VALUE_TOO_LARGE, COMMIT_TOO_LARGE ->
                    "the store does not take writes at the moment";
        };
    }

    private static <T> T set(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not opened");
        }
        return value;
    }

    /** Opens one thing after the other, so that a failure can close what is open. */
    private static final class Opening {
        private final ServerOptions options;
        private final ServerParts parts;
        private final Clusters clusters = new Clusters();
        private final Connections connections;
        private final ConnectionCounters counters = new ConnectionCounters();
        private final IncidentLog incidents;
        private final Workers workers =
                new Workers(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
        private @Nullable DataDirectory directory;
        private @Nullable IdentityFile identities;
        private @Nullable CertificateFiles certificates;
        private @Nullable Storage storage;
        private @Nullable Listener listener;
        private @Nullable Listener httpListener;
        private @Nullable ControlListener control;
        private @Nullable Maintenance maintenance;
        private final CountDownLatch stopAsked = new CountDownLatch(1);

        Opening(ServerOptions options, ServerParts parts) {
            this.options = options;
            this.parts = parts;
            this.connections = new Connections(parts.random(), parts.clock());
            this.incidents = new IncidentLog(parts.random());
        }

        BorealisServer open() throws IOException, StartFailure {
            if (options.insecureLoopback() && !isLoopback(options.host())) {
                throw new StartFailure(
                        "--insecure-loopback is only for a loopback address, not for --host "
                                + options.host());
            }
            DataDirectory openDirectory = DataDirectory.open(options.dataDirectory());
            directory = openDirectory;
            // before the data are opened: a taken port is found out quickly
            Listener openListener = Listener.bind(options.host(), options.port(), "--port");
            listener = openListener;
            Listener openHttp = Listener.bind(options.host(), options.httpPort(), "--http-port");
            httpListener = openHttp;
            IdentityFile openIdentities =
                    IdentityFile.openOrCreate(openDirectory.identities(), parts.random());
            identities = openIdentities;
            CertificateFiles files =
                    new CertificateFiles(openDirectory.tls(), realClock(), parts.random());
            certificates = files;
            SSLContext tls =
                    files.serverContext(CertificateNames.of(options.region(), options.domain()));
            Storage openStorage = parts.storage().open(openDirectory.store(), options);
            storage = openStorage;
            losses(openStorage).forEach(loss -> LOG.warn("recovered: {}", loss));
            StoreId defaultId =
                    DefaultCluster.ensure(openDirectory.clusters(), openStorage, parts.random());
            for (StoreId id : openStorage.list()) {
                clusters.add(cluster(id, id.equals(defaultId), openStorage));
            }
            Chaos.Settings chaos = options.rehearsal().chaos();
            ConnectionContext context =
                    new ConnectionContext(
                            tls,
                            clusters,
                            new TokenVerifier(openIdentities, parts.clock()),
                            connections,
                            counters,
                            new BufferPool(64),
                            workers,
                            incidents,
                            parts.clock(),
                            options.insecureLoopback(),
                            chaos == null ? null : Chaos.of(chaos));
            RunningServer description =
                    new RunningServer(
                            ProcessHandle.current().pid(),
                            options.host(),
                            openListener.port(),
                            openHttp.port(),
                            openDirectory.path(),
                            VERSION,
                            parts.clock().instant(),
                            options.region(),
                            options.domain(),
                            options.insecureLoopback(),
                            options.rehearsal(),
                            List.of(defaultId.value()));
            var clock =
                    new ClockControl(
                            parts.clock() instanceof MovableClock movable ? movable : null,
                            connections,
                            description);
            var openMaintenance =
                    new Maintenance(openDirectory, openStorage, parts.clock(), parts.random());
            maintenance = openMaintenance;
            control =
                    ControlListener.start(
                            openDirectory.path(),
                            (request, answers) ->
                                    openMaintenance.handle(
                                            request, clock, stopAsked::countDown, answers));
            BorealisServer server = new BorealisServer(this, tls, metrics(), clock);
            server.run(context);
            description.write();
            options.rehearsal().lines().forEach(LOG::warn);
            LOG.info(
                    "listening on {} port {}, http port {}",
                    options.host(),
                    openListener.port(),
                    openHttp.port());
            return server;
        }

        /** For what clients compare with a clock of their own. */
        private Clock realClock() {
            return parts.clock() instanceof MovableClock moved ? moved.real() : parts.clock();
        }

        private List<MetricSource> metrics() {
            List<MetricSource> sources = new ArrayList<>();
            sources.add(new ConnectionMetrics(clusters, counters));
            sources.add(new DatabaseMetrics(clusters));
            sources.addAll(parts.metrics());
            sources.add(new ProcessMetrics(parts.clock().instant()));
            return sources;
        }

        private Cluster cluster(StoreId id, boolean isDefault, Storage openStorage) {
            Database database = parts.database().open(openStorage.open(id), workers, incidents);
            return new Cluster(
                    new Audience(
                            id.value(), options.region(), IdentityFile.LOCAL_ACCOUNT, isDefault),
                    database,
                    new Admission(
                            Limits.CONNECTIONS,
                            Limits.CONNECTION_BURST,
                            Limits.CONNECTIONS_PER_SECOND,
                            parts.clock()),
                    new ConnectCalls());
        }

        void abandon() {
            if (control != null) {
                control.close();
            }
            if (listener != null) {
                listener.close();
            }
            if (httpListener != null) {
                httpListener.close();
            }
            workers.close();
            clusters.all().forEach(cluster -> cluster.database().close());
            if (storage != null) {
                storage.close();
            }
            if (directory != null) {
                directory.close();
            }
        }

        private static boolean isLoopback(String host) {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (IOException e) {
                return false;
            }
        }
    }
}
