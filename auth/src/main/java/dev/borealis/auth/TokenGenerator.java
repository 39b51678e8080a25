package dev.borealis.auth;

import java.time.Clock;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes tokens: what the AWS SDKs' generators make, without an SDK. Local arithmetic, a few microseconds; make one for
 * each connection. Thread-safe.
 */
public final class TokenGenerator {
    /** What the SDKs take when told nothing. Source: spec/limits.md section 6. */
    public static final Duration DEFAULT_EXPIRY = Duration.ofSeconds(900);

    /** Source: spec/limits.md section 6. */
    public static final Duration MAX_EXPIRY = Duration.ofDays(7);

    private final Credentials credentials;
    private final String region;
    private final Clock clock;

    public TokenGenerator(Credentials credentials, String region, Clock clock) {
        this.credentials = credentials;
        this.region = region;
        this.clock = clock;
    }

    /**
     * A token for the password field.
     *
     * @param host as the client dials it; a port given here is signed too
     * @param expiry whole seconds, 1 s to {@link #MAX_EXPIRY} for a token that will be accepted (not checked here, so
     *     that refusals can be tried)
     */
    public String token(String host, Action action, Duration expiry) {
        String stamp = SignatureV4.stamp(clock.instant());
        SortedMap<String, String> query = new TreeMap<>();
        query.put("Action", action.wireName());
        query.put("X-Amz-Algorithm", SignatureV4.ALGORITHM);
        query.put(
                "X-Amz-Credential",
                credentials.accessKeyId() + "/" + SignatureV4.scope(stamp.substring(0, 8), region));
        query.put("X-Amz-Date", stamp);
        query.put("X-Amz-Expires", Long.toString(expiry.toSeconds()));
        query.put("X-Amz-SignedHeaders", "host");
        String sessionToken = credentials.sessionToken();
        if (sessionToken != null) {
            query.put("X-Amz-Security-Token", sessionToken);
        }
        String signature = SignatureV4.signature(credentials.secret(), stamp, region, host, query);
        return host + "/?" + SignatureV4.canonicalQuery(query) + "&X-Amz-Signature=" + signature;
    }
}
