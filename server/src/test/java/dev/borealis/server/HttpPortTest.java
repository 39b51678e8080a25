package dev.borealis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.server.rehearsal.Rehearsal;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Storage;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.memory.MemoryStorage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One port for http and https: health, figures, and what is refused. */
class HttpPortTest {
    @TempDir Path directory;

    @Test
    void httpAndHttpsAreAnsweredOnOnePort() throws Exception {
        try (TestServer server = new TestServer(directory)) {
            for (String scheme : List.of("http", "https")) {
                HttpResponse<String> health = get(server, scheme, "/health?verbose=1");
                assertThat(health.statusCode()).isEqualTo(200);
                assertThat(health.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("application/json");
                assertThat(health.body()).contains("\"status\": \"ok\"", "\"clusters\": 1");
            }
            assertThat(server.server.description().httpPort()).isEqualTo(server.server.httpPort());
        }
    }

    @Test
    void whatIsNotThereIsSaidWithWhatIs() throws Exception {
        try (TestServer server = new TestServer(directory)) {
            HttpResponse<String> answer = get(server, "http", "/metrics/");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("/health", "/metrics");
        }
    }

    @Test
    void aPageIsOnlyRead() throws Exception {
        try (TestServer server = new TestServer(directory)) {
            assertThat(raw(server, "POST /health HTTP/1.1\r\nHost: a\r\n\r\n"))
                    .startsWith("HTTP/1.1 405")
                    .contains("Allow: GET, HEAD");
            assertThat(raw(server, "HEAD /metrics HTTP/1.1\r\nHost: a\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("\r\n\r\n");
            assertThat(raw(server, "GET /health HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void nonsenseIsRefusedAndTheServerGoesOn() throws Exception {
        try (TestServer server = new TestServer(directory)) {
            assertThat(raw(server, "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
            assertThat(raw(server, "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 4");
            assertThat(raw(server, "\u0016not a handshake")).doesNotContain("HTTP");
            assertThat(get(server, "http", "/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void connectionsAndRefusalsAreCounted() throws Exception {
        try (TestServer server = new TestServer(directory)) {
            try (var _ = DriverManager.getConnection(server.url(), server.properties())) {
                var wrong = server.properties();
                wrong.put("password", "wrong");
                assertThatThrownBy(() -> DriverManager.getConnection(server.url(), wrong))
                        .isInstanceOf(SQLException.class);
                String id = server.server.description().clusters().getFirst();
                assertThat(get(server, "http", "/metrics").body().lines())
                        .contains(
                                "# TYPE dsql_cluster_connection_count gauge",
                                "dsql_cluster_connection_count{cluster_id=\"" + id + "\"} 1",
                                "dsql_call_count_total{cluster_id=\""
                                        + id
                                        + "\",resource=\"DbConnectAdmin\"} 1",
                                "borealis_connections_accepted_total 2",
                                "borealis_connections_refused_total{sqlstate=\"08006\"} 1");
            }
        }
    }

    @Test
    void databasesTellTheirFiguresUnderDsqlsNames() throws Exception {
        try (TestServer server = new TestServer(directory)) {
            String id = server.server.description().clusters().getFirst();
            String label = "{cluster_id=\"" + id + "\"}";
            assertThat(get(server, "http", "/metrics").body().lines())
                    .contains(
                            "dsql_total_transactions_total" + label + " 4",
                            "dsql_read_only_transactions_total" + label + " 1",
                            "dsql_occ_conflicts_total" + label + " 1",
                            "dsql_bytes_written_total" + label + " 640",
                            "dsql_commit_latency_seconds_bucket{cluster_id=\""
                                    + id
                                    + "\",le=\"+Inf\"} 3",
                            "dsql_commit_latency_seconds_sum" + label + " 0.003",
                            "borealis_sessions" + label + " 2",
                            "borealis_storage_sync_time_seconds_total 0.5")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aStoreThatRefusesMakesTheServerUnavailable() throws Exception {
        RefusingStorage storage = new RefusingStorage();
        ServerParts parts =
                new ServerParts(
                        Clock.systemUTC(),
                        new SecureRandom(),
                        (_, _) -> storage,
                        (_, _, _) -> new ScriptedDatabase());
        try (BorealisServer server =
                BorealisServer.start(ServerOptions.inMemory(directory), parts)) {
            assertThat(get(server, "http", "/health").statusCode()).isEqualTo(200);
            storage.problem = Optional.of(StoreProblem.DISK_FULL);
            HttpResponse<String> health = get(server, "http", "/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("the disk is full");
        }
    }

    @Test
    void aTakenPortIsNamedWithItsOption() throws StartFailure {
        try (TestServer first = new TestServer(directory.resolve("a"))) {
            int taken = first.server.httpPort();
            ServerOptions options =
                    new ServerOptions(
                            directory.resolve("b"),
                            true,
                            "localhost",
                            0,
                            taken,
                            "us-east-1",
                            "localhost",
                            false,
                            false,
                            Rehearsal.NONE);
            assertThatThrownBy(
                            () -> BorealisServer.start(options, TestServer.parts(first.database)))
                    .isInstanceOf(StartFailure.class)
                    .hasMessage(
                            "port "
                                    + taken
                                    + " is in use by another program; choose another with"
                                    + " --http-port (0 picks a free one)");
        }
    }

    private HttpResponse<String> get(TestServer server, String scheme, String path)
            throws Exception {
        return get(server.server, scheme, path);
    }

    private HttpResponse<String> get(BorealisServer server, String scheme, String path)
            throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder()
                        .sslContext(trusting(server.authorityCertificate()))
                        .version(HttpClient.Version.HTTP_2) // offered by ALPN and not taken
                        .build()) {
            URI uri = URI.create(scheme + "://localhost:" + server.httpPort() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    private static SSLContext trusting(Path authority)
            throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** What is answered to these bytes by a client that says nothing more. */
    private static String raw(TestServer server, String bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.server.httpPort())) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static final class RefusingStorage implements Storage {
        private final Storage inner = new MemoryStorage(RelationPrefix.fixed(4));
        volatile Optional<StoreProblem> problem = Optional.empty();

        @Override
        public Store create(StoreId id) {
            return inner.create(id);
        }

        @Override
        public Store open(StoreId id) {
            return inner.open(id);
        }

        @Override
        public void drop(StoreId id) {
            inner.drop(id);
        }

        @Override
        public List<StoreId> list() {
            return inner.list();
        }

        @Override
        public Optional<StoreProblem> refusing() {
            return problem;
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
