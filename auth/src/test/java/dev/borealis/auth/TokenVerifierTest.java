package dev.borealis.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dsql.DsqlUtilities;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

class TokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String ID = "abcdefghijklmnopqrstuvwxyz";
    private static final String HOST = ID + ".dsql.us-east-1.localhost";
    private static final Audience CLUSTER =
            new Audience(ID, "us-east-1", IdentityFile.LOCAL_ACCOUNT, true);
    private static final Credentials CREDENTIALS = new Credentials("AKIATEST", "secret");

    @Test
    void signaturesAreThoseOfThePublishedVectors() {
        assertThat(vector(Action.DB_CONNECT, "token"))
                .endsWith("9fdb9de7ca6822832943d5a4e1b02411d302a2b8204bd7e8193aa4875fbd5a58");
        assertThat(vector(Action.DB_CONNECT_ADMIN, "token"))
                .endsWith("dd5373133b347f82a6e8a710e5fbd367f5e1d84824dc148b96d5f45089cb47f0");
        assertThat(vector(Action.DB_CONNECT, null))
                .endsWith("f5f2ad764ca5df44045d4ab6ccecba0eef941b0007e5765885a0b6ed3702a3f8");
    }

    @Test
    void theCanonicalRequestIsThatOfThePublishedVector() {
        TreeMap<String, String> query = new TreeMap<>();
        query.put("Action", "DbConnect");
        query.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        query.put("X-Amz-Credential", "akid/20240827/us-east-1/dsql/aws4_request");
        query.put("X-Amz-Date", "20240827T000000Z");
        query.put("X-Amz-Expires", "450");
        query.put("X-Amz-Security-Token", "token");
        query.put("X-Amz-SignedHeaders", "host");
        assertThat(
                        SignatureV4.hash(
                                SignatureV4.canonicalRequest("peccy.dsql.us-east-1.on.aws", query)))
                .isEqualTo("d085ae8f9a080d7f98f9da03c5b6dc4695cd51c72deb857b551939da176a570c");
    }

    @Test
    void tokensOfTheAwsSdkAreAccepted() {
        DsqlUtilities sdk =
                DsqlUtilities.builder()
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("AKIATEST", "secret")))
                        .build();
        TokenVerifier verifier = verifier(key(CREDENTIALS), Clock.systemUTC());
        String admin = sdk.generateDbConnectAdminAuthToken(b -> b.hostname("localhost"));
        assertThat(verifier.verify("admin", admin, CLUSTER))
                .isEqualTo(new Decision.Accepted(everything(), Action.DB_CONNECT_ADMIN));
        String role =
                sdk.generateDbConnectAuthToken(
                        b -> b.hostname(HOST).expiresIn(Duration.ofSeconds(30)));
        assertThat(verifier.verify("app", role, CLUSTER))
                .isEqualTo(new Decision.Accepted(everything(), Action.DB_CONNECT));
    }

    @Test
    void tokensOfTemporaryCredentialsNeedTheirSecurityToken() {
        DsqlUtilities sdk =
                DsqlUtilities.builder()
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsSessionCredentials.create(
                                                "AKIATEST", "secret", "se/ss+ion=")))
                        .build();
        String token = sdk.generateDbConnectAdminAuthToken(b -> b.hostname(HOST));
        Credentials temporary = new Credentials("AKIATEST", "secret", "se/ss+ion=");
        assertThat(verifier(key(temporary), Clock.systemUTC()).verify("admin", token, CLUSTER))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(verifier(key(CREDENTIALS), Clock.systemUTC()).verify("admin", token, CLUSTER))
                .isInstanceOf(Decision.Refused.class);
        AccessKey ended =
                new AccessKey(temporary, everything(), Optional.of(Instant.now().minusSeconds(5)));
        assertThat(verifier(ended, Clock.systemUTC()).verify("admin", token, CLUSTER))
                .isInstanceOf(Decision.Refused.class);
    }

    @Test
    void anExpiredTokenIsToldWhen() {
        String token = token(Action.DB_CONNECT_ADMIN, HOST, Duration.ofSeconds(60));
        assertThat(verifierAt(NOW.plusSeconds(60)).verify("admin", token, CLUSTER))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(refusal(verifierAt(NOW.plusSeconds(61)).verify("admin", token, CLUSTER)).hint())
                .isEqualTo(
                        "Signature expired: 20261121T120000Z is now earlier than 20261121T120001Z"
                                + " (20261121T120101Z - 60 s.)");
    }

    @Test
    void aTokenFromTheFutureIsAcceptedForFiveMinutes() {
        String token = token(Action.DB_CONNECT_ADMIN, HOST, Duration.ofSeconds(60));
        assertThat(verifierAt(NOW.minusSeconds(300)).verify("admin", token, CLUSTER))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(
                        refusal(verifierAt(NOW.minusSeconds(301)).verify("admin", token, CLUSTER))
                                .hint())
                .startsWith("Signature not yet current: ");
    }

    @Test
    void userAndActionMustFit() {
        String admin = token(Action.DB_CONNECT_ADMIN, HOST, Duration.ofSeconds(60));
        String role = token(Action.DB_CONNECT, HOST, Duration.ofSeconds(60));
        assertThat(verifierAt(NOW).verify("admin", role, CLUSTER))
                .isEqualTo(
                        Decision.Refused.withHint(
                                "Wrong user to action mapping. user: admin, action: DbConnect"));
        assertThat(verifierAt(NOW).verify("app", admin, CLUSTER))
                .isEqualTo(
                        Decision.Refused.withHint(
                                "Wrong user to action mapping. user: app, action: DbConnectAdmin"));
    }

    @Test
    void aWeekIsTheLongestLife() {
        String week = token(Action.DB_CONNECT_ADMIN, HOST, Duration.ofDays(7));
        assertThat(verifierAt(NOW).verify("admin", week, CLUSTER))
                .isInstanceOf(Decision.Accepted.class);
        String more = token(Action.DB_CONNECT_ADMIN, HOST, Duration.ofDays(7).plusSeconds(1));
        Decision.Refused refused = refusal(verifierAt(NOW).verify("admin", more, CLUSTER));
        assertThat(refused.sqlState()).isEqualTo("08006");
        assertThat(refused.message()).isEqualTo("unable to accept connection, access denied");
        assertThat(refused.hint()).contains("X-Amz-Expires must be less than a week (in seconds)");
    }

    @Test
    void everyOtherFaultIsRefusedWithoutHint() {
        String good = token(Action.DB_CONNECT_ADMIN, HOST, Duration.ofSeconds(60));
        List<String> bad =
                List.of(
                        "",
                        "password",
                        good.replace("Action=", "Acton="),
                        good.replace("us-east-1%2Fdsql", "us-west-2%2Fdsql"),
                        good.replace("AKIATEST", "AKIANONE"),
                        good.replace("Signature=", "Signature=0"),
                        good.replace("HMAC-SHA256", "HMAC-SHA512"),
                        good.replace("=host", "=host%3Bdate"),
                        good.replace("/?", "/path?"),
                        good.replace("20261121%2F", "20261120%2F"),
                        good + "&Action=DbConnect",
                        good + "%",
                        token(Action.DB_CONNECT_ADMIN, "x" + HOST, Duration.ofSeconds(60)),
                        new TokenGenerator(
                                        new Credentials("AKIATEST", "other"),
                                        "us-east-1",
                                        Clock.fixed(NOW, ZoneOffset.UTC))
                                .token(HOST, Action.DB_CONNECT_ADMIN, Duration.ofSeconds(60)));
        for (String token : bad) {
            Decision.Refused refused = refusal(verifierAt(NOW).verify("admin", token, CLUSTER));
            assertThat(refused.hint()).as(refused.reason()).isNull();
            assertThat(refused.message()).isEqualTo("unable to accept connection, access denied");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:5432",
                "127.0.0.1",
                "[::1]",
                "[::1]:5432",
                ID + ".dsql.us-east-1.on.aws:5432",
                ID + ".dsql-fnh4.us-east-1.on.aws"
            })
    void everyNameOfTheDefaultClusterMaySignATokenForIt(String host) {
        String token = token(Action.DB_CONNECT_ADMIN, host, Duration.ofSeconds(60));
        assertThat(verifierAt(NOW).verify("admin", token, CLUSTER))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void localhostIsNoNameOfAnotherCluster() {
        Audience other = new Audience(ID, "us-east-1", IdentityFile.LOCAL_ACCOUNT, false);
        String token = token(Action.DB_CONNECT_ADMIN, "localhost", Duration.ofSeconds(60));
        assertThat(verifierAt(NOW).verify("admin", token, other))
                .isInstanceOf(Decision.Refused.class);
    }

    @Test
    void policiesDecideWithDenyFirst() {
        String token = token(Action.DB_CONNECT_ADMIN, HOST, Duration.ofSeconds(60));
        Policy allow =
                new Policy(
                        List.of(
                                new Policy.Statement(
                                        Policy.Effect.ALLOW,
                                        List.of("dsql:dbconnect*"),
                                        List.of("arn:aws:dsql:*:*:cluster/*"))));
        Policy deny =
                new Policy(
                        List.of(
                                new Policy.Statement(
                                        Policy.Effect.DENY,
                                        List.of("dsql:DbConnectAdmin"),
                                        List.of("*"))));
        assertThat(decide(token, List.of(allow))).isInstanceOf(Decision.Accepted.class);
        String hint =
                "User: arn:aws:iam::000000000000:user/u is not authorized to perform:"
                        + " dsql:DbConnectAdmin on resource: "
                        + CLUSTER.arn();
        assertThat(decide(token, List.of(allow, deny))).isEqualTo(Decision.Refused.withHint(hint));
        assertThat(decide(token, List.of())).isEqualTo(Decision.Refused.withHint(hint));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void noChangedTokenIsAccepted(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String good = token(Action.DB_CONNECT_ADMIN, HOST, Duration.ofSeconds(60));
        TokenVerifier verifier = verifierAt(NOW);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder changed = new StringBuilder(good);
            int at = random.nextInt(good.length());
            char letter = (char) random.nextInt(33, 127);
            if (letter == good.charAt(at)) {
                continue;
            }
            changed.setCharAt(at, letter);
            // A port is signed, but the same bytes may be written in two ways: only %2f for %2F is
            // no change.
            if (changed.toString().equalsIgnoreCase(good) && good.charAt(at) == 'F') {
                continue;
            }
            assertThat(verifier.verify("admin", changed.toString(), CLUSTER))
                    .as("seed %d: %s at %d", seed, letter, at)
                    .isInstanceOf(Decision.Refused.class);
        }
    }

    private static String vector(Action action, @org.jspecify.annotations.Nullable String session) {
        return new TokenGenerator(
                        new Credentials("akid", "secret", session),
                        "us-east-1",
                        Clock.fixed(Instant.parse("2024-08-27T00:00:00Z"), ZoneOffset.UTC))
                .token("peccy.dsql.us-east-1.on.aws", action, Duration.ofSeconds(450));
    }

    private static String token(Action action, String host, Duration expiry) {
        return new TokenGenerator(CREDENTIALS, "us-east-1", Clock.fixed(NOW, ZoneOffset.UTC))
                .token(host, action, expiry);
    }

    private static Decision decide(String token, List<Policy> policies) {
        AccessKey key =
                new AccessKey(
                        CREDENTIALS,
                        new Principal("arn:aws:iam::000000000000:user/u", policies),
                        Optional.empty());
        return verifier(key, Clock.fixed(NOW, ZoneOffset.UTC)).verify("admin", token, CLUSTER);
    }

    private static TokenVerifier verifierAt(Instant now) {
        return verifier(key(CREDENTIALS), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Principal everything() {
        return new Principal("arn:aws:iam::000000000000:user/test", List.of(Policy.ALLOW_ALL));
    }

    private static AccessKey key(Credentials credentials) {
        return new AccessKey(credentials, everything(), Optional.empty());
    }

    private static TokenVerifier verifier(AccessKey key, Clock clock) {
        Map<String, AccessKey> keys = Map.of(key.credentials().accessKeyId(), key);
        return new TokenVerifier(
                new Identities() {
                    @Override
                    public Optional<AccessKey> find(String accessKeyId) {
                        return Optional.ofNullable(keys.get(accessKeyId));
                    }

                    @Override
                    public AccessKey defaultKey() {
                        return key;
                    }
                },
                clock);
    }

    private static Decision.Refused refusal(Decision decision) {
        return switch (decision) {
            case Decision.Refused refused -> refused;
            case Decision.Accepted accepted -> throw new AssertionError(accepted);
        };
    }
}
