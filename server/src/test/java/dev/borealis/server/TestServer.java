package dev.borealis.server;

import dev.borealis.auth.Action;
import dev.borealis.auth.TokenGenerator;
import dev.borealis.server.rehearsal.Rehearsal;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.memory.MemoryStorage;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dsql.DsqlUtilities;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Properties;

/** A server over a scripted database, and how to reach it. */
final class TestServer implements AutoCloseable {
    final ScriptedDatabase database = new ScriptedDatabase();
    final BorealisServer server;

    TestServer(Path directory) throws StartFailure {
        this(directory, false);
    }

    TestServer(Path directory, boolean insecure) throws StartFailure {
        ServerOptions options =
                new ServerOptions(
                        directory,
                        true,
                        "localhost",
                        0,
                        0,
                        "us-east-1",
                        "localhost",
                        false,
                        insecure,
                        Rehearsal.NONE);
        server = BorealisServer.start(options, parts(database));
        database.mappedArn = server.defaultKey().principal().arn();
    }

    static ServerParts parts(ScriptedDatabase database) {
        return new ServerParts(
                Clock.systemUTC(),
                new SecureRandom(),
                (path, _) -> new MemoryStorage(RelationPrefix.fixed(4)),
                (store, workers, incidents) -> database);
    }

    int port() {
        return server.port();
    }

    String ca() {
        return server.authorityCertificate().toString();
    }

    /** Made by AWS's own generator. */
    String token(String host, boolean admin) {
        DsqlUtilities sdk =
                DsqlUtilities.builder()
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                server.defaultKey().credentials().accessKeyId(),
                                                server.defaultKey().credentials().secret())))
                        .build();
        return admin
                ? sdk.generateDbConnectAdminAuthToken(b -> b.hostname(host))
                : sdk.generateDbConnectAuthToken(b -> b.hostname(host));
    }

    /** Made by our own generator, in the past. */
    String expiredToken() {
        Clock old = Clock.offset(Clock.systemUTC(), java.time.Duration.ofHours(-1));
        return new TokenGenerator(server.defaultKey().credentials(), "us-east-1", old)
                .token("localhost", Action.DB_CONNECT_ADMIN, TokenGenerator.DEFAULT_EXPIRY);
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port() + "/postgres";
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.put("user", "admin");
        properties.put("password", token("localhost", true));
        properties.put("sslmode", "verify-full");
        properties.put("sslrootcert", ca());
        return properties;
    }

    @Override
    public void close() {
        server.close();
    }
}
