package dev.borealis.auth;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A token taken apart, nothing checked but its form.
 *
 * @param host as written, perhaps with a port: this is what was signed
 * @param action as written; may name no action
 * @param signedQuery all parameters but the signature, decoded
 */
record Token(
        String host,
        String action,
        String accessKeyId,
        String scopeDate,
        String region,
        String stamp,
        Instant signedAt,
        Duration expiry,
        Optional<String> sessionToken,
        String signature,
        SortedMap<String, String> signedQuery) {

    /** Longest password looked at, in characters; session tokens make tokens of up to some 2,500. */
    static final int MAX_LENGTH = 16_384;

    private static final Set<String> REQUIRED =
            Set.of(
                    "Action",
                    "X-Amz-Algorithm",
                    "X-Amz-Credential",
                    "X-Amz-Date",
                    "X-Amz-Expires",
                    "X-Amz-SignedHeaders",
                    "X-Amz-Signature");

    /** Thrown by {@link #parse}; the message says what is wrong and repeats nothing of the token but parameter names. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    static Token parse(String password) throws Malformed {
        if (password.length() > MAX_LENGTH) {
            throw new Malformed("longer than " + MAX_LENGTH + " characters");
        }
        String text = password.startsWith("https://") ? password.substring(8) : password;
        int question = text.indexOf('?');
        if (question < 0) {
            throw new Malformed("no query: a token looks like <host>/?Action=DbConnect&X-Amz-…");
        }
        String host = text.substring(0, question);
        if (host.endsWith("/")) {
            host = host.substring(0, host.length() - 1);
        }
        if (host.isEmpty() || host.indexOf('/') >= 0) {
            throw new Malformed("no host, or a path other than /");
        }
        SortedMap<String, String> query = query(text.substring(question + 1));
        for (String name : REQUIRED) {
            if (!query.containsKey(name)) {
                throw new Malformed("parameter " + name + " is missing");
            }
        }
        String signature = take(query, "X-Amz-Signature");
        if (!query.get("X-Amz-Algorithm").equals(SignatureV4.ALGORITHM)) {
            throw new Malformed("X-Amz-Algorithm is not " + SignatureV4.ALGORITHM);
        }
        if (!query.get("X-Amz-SignedHeaders").equals("host")) {
            throw new Malformed("X-Amz-SignedHeaders is not host");
        }
        // the access key id is everything before the four parts of the scope
        String[] credential = query.get("X-Amz-Credential").split("/", -1);
        if (credential.length != 5
                || !credential[3].equals(SignatureV4.SERVICE)
                || !credential[4].equals(SignatureV4.TERMINATOR)) {
            throw new Malformed("X-Amz-Credential is not <key>/<date>/<region>/dsql/aws4_request");
        }
        String stamp = query.get("X-Amz-Date");
        return new Token(
                host,
                query.get("Action"),
                credential[0],
                credential[1],
                credential[2],
                stamp,
                instant(stamp),
                expiry(query.get("X-Amz-Expires")),
                Optional.ofNullable(query.get("X-Amz-Security-Token")),
                signature,
                query);
    }

    /** Without secrets and signature. */
    @Override
    public String toString() {
        return "Token[" + host + ", " + action + ", " + accessKeyId + ", " + stamp + "]";
    }

    /** The host without a port. */
    String hostName() {
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? host : host.substring(0, end + 1);
        }
        int colon = host.lastIndexOf(':');
        // more than one colon: an IPv6 address without brackets
        return colon < 0 || host.indexOf(':') != colon ? host : host.substring(0, colon);
    }

    private static String take(SortedMap<String, String> query, String name) {
        String value = query.remove(name);
        return value == null ? "" : value;
    }

    private static SortedMap<String, String> query(String text) throws Malformed {
        SortedMap<String, String> query = new TreeMap<>();
        for (String part : text.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = decode(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : decode(part.substring(equals + 1));
            if (query.put(name, value) != null) {
                throw new Malformed("a parameter is given twice");
            }
        }
        return query;
    }

    private static Instant instant(String stamp) throws Malformed {
        try {
            return SignatureV4.instant(stamp);
        } catch (DateTimeException e) {
            throw new Malformed("X-Amz-Date is not <yyyymmdd>T<hhmmss>Z");
        }
    }

    private static Duration expiry(String seconds) throws Malformed {
        try {
            long value = Long.parseLong(seconds);
            if (value < 0) {
                throw new Malformed("X-Amz-Expires is negative");
            }
            return Duration.ofSeconds(Math.min(value, Integer.MAX_VALUE));
        } catch (NumberFormatException e) {
            throw new Malformed("X-Amz-Expires is not a number");
        }
    }

    /** Percent-decoding; {@code +} stays {@code +}. */
    private static String decode(String text) throws Malformed {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out[length++] = in[i];
                continue;
            }
            int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new Malformed("a percent sign without two hexadecimal digits");
            }
            out[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }
}
