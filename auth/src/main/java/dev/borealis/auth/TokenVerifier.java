package dev.borealis.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a password opens a connection. The order of the checks is spec/auth.md section 4, so that a token
 * with two faults is told the same one as the service tells. Thread-safe.
 */
public final class TokenVerifier {
    /** How far a signer's clock may be ahead of ours. Source: spec/auth.md section 4, step 3. */
    static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    private final Identities identities;
    private final Clock clock;

    public TokenVerifier(Identities identities, Clock clock) {
        this.identities = identities;
        this.clock = clock;
    }

    /**
     * @param user the role asked for in the start-up message
     * @param password as received; never kept, never logged
     */
    public Decision verify(String user, String password, Audience audience) {
        return verify(user, password, audience, false);
    }

    /** The decision a moment after the token's life has ended: for faults on purpose. */
    public Decision verifyAsExpired(String user, String password, Audience audience) {
        return verify(user, password, audience, true);
    }

    private Decision verify(String user, String password, Audience audience, boolean expired) {
        Token token;
        try {
            token = Token.parse(password);
        } catch (Token.Malformed e) {
            return Decision.Refused.because("not a token: " + e.getMessage());
        }
        Instant now = clock.instant();
        Instant end = token.signedAt().plus(token.expiry()).plusSeconds(1);
        return verify(user, token, audience, expired && end.isAfter(now) ? end : now);
    }

    private Decision verify(String user, Token token, Audience audience, Instant now) {
        if (!token.stamp().startsWith(token.scopeDate())) {
            return Decision.Refused.because(
                    "the date in X-Amz-Credential is not the date of X-Amz-Date");
        }
        if (!token.region().equals(audience.region())) {
            return Decision.Refused.because(
                    "signed for region "
                            + printable(token.region())
                            + ", but this cluster is in "
                            + audience.region());
        }
        if (token.expiry().compareTo(TokenGenerator.MAX_EXPIRY) > 0) {
            return Decision.Refused.withHint(
                    "X-Amz-Expires must be less than a week (in seconds);"
                            + " that is, the given X-Amz-Expires must be less than "
                            + TokenGenerator.MAX_EXPIRY.toSeconds()
                            + " seconds");
        }
        if (now.isAfter(token.signedAt().plus(token.expiry()))) {
            return Decision.Refused.withHint(
                    "Signature expired: %s is now earlier than %s (%s - %d s.)"
                            .formatted(
                                    token.stamp(),
                                    SignatureV4.stamp(now.minus(token.expiry())),
                                    SignatureV4.stamp(now),
                                    token.expiry().toSeconds()));
        }
        if (token.signedAt().isAfter(now.plus(MAX_AHEAD))) {
            return Decision.Refused.withHint(
                    "Signature not yet current: %s is still later than %s (%s + 5 min.)"
                            .formatted(
                                    token.stamp(),
                                    SignatureV4.stamp(now.plus(MAX_AHEAD)),
                                    SignatureV4.stamp(now)));
        }
        Optional<AccessKey> found = identities.find(token.accessKeyId());
        if (found.isEmpty()) {
            return Decision.Refused.because(
                    "access key " + printable(token.accessKeyId()) + " does not exist here");
        }
        return verify(user, token, audience, found.get(), now);
    }

    private static Decision verify(
            String user, Token token, Audience audience, AccessKey key, Instant now) {
        String expected = key.credentials().sessionToken();
        String given = token.sessionToken().orElse(null);
        boolean sameSession =
                expected == null || given == null
                        ? expected == given
                        : SignatureV4.equal(expected, given);
        if (!sameSession) {
            return Decision.Refused.because(
                    "the security token is missing, or not the one of this access key");
        }
        if (key.expiresAt().isPresent() && now.isAfter(key.expiresAt().get())) {
            return Decision.Refused.because("the temporary credentials have expired");
        }
        String signature =
                SignatureV4.signature(
                        key.credentials().secret(),
                        token.stamp(),
                        token.region(),
                        token.host(),
                        token.signedQuery());
        if (!SignatureV4.equal(signature, token.signature())) {
            return Decision.Refused.because(
                    "the signature does not match: changed token, or another secret");
        }
        if (!audience.isNamed(token.hostName())) {
            return Decision.Refused.because(
                    "signed for host "
                            + printable(token.hostName())
                            + ", which is not a name of cluster "
                            + audience.clusterId());
        }
        Optional<Action> action = Action.byWireName(token.action());
        if (action.isEmpty()) {
            return Decision.Refused.because("Action is neither DbConnect nor DbConnectAdmin");
        }
        if (action.get() != Action.forUser(user)) {
            return Decision.Refused.withHint(
                    "Wrong user to action mapping. user: "
                            + user
                            + ", action: "
                            + action.get().wireName());
        }
        Principal principal = key.principal();
        if (!principal.account().equals(audience.account())) {
            return Decision.Refused.withHint(
                    "User: " + principal.arn() + " is not authorized to access this resource");
        }
        if (!Policy.allows(principal.policies(), action.get().policyName(), audience.arn())) {
            return Decision.Refused.withHint(
                    "User: "
                            + principal.arn()
                            + " is not authorized to perform: "
                            + action.get().policyName()
                            + " on resource: "
                            + audience.arn());
        }
        return new Decision.Accepted(principal, action.get());
    }

    /** Part of what a stranger sent, made safe for a log line. */
    private static String printable(String text) {
        StringBuilder safe = new StringBuilder();
        text.chars().limit(100).forEach(c -> safe.append(c > ' ' && c < 127 ? (char) c : '?'));
        return safe.toString();
    }
}
