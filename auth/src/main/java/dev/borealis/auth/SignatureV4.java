package dev.borealis.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The arithmetic of AWS Signature Version 4, as far as presigned requests need it: canonical request, string to sign,
 * signing key, signature. Pure.
 *
 * <p>Source: spec/auth.md sections 2 and 3, whose vectors the tests repeat.
 */
final class SignatureV4 {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String SERVICE = "dsql";
    static final String TERMINATOR = "aws4_request";

    /** SHA-256 of nothing: a presigned GET has no payload, and the generators do not write UNSIGNED-PAYLOAD. */
    static final String EMPTY_PAYLOAD_HASH =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();

    private SignatureV4() {}

    /** {@code 20240827T000000Z}. */
    static String stamp(Instant instant) {
        return STAMP.format(instant);
    }

    /** @throws java.time.DateTimeException when it is not such a stamp */
    static Instant instant(String stamp) {
        return STAMP.parse(stamp, Instant::from);
    }

    /** {@code 20240827/us-east-1/dsql/aws4_request}. */
    static String scope(String date, String region) {
        return date + "/" + region + "/" + SERVICE + "/" + TERMINATOR;
    }

    /**
     * The request that a token stands for: GET / at the host, with this query.
     *
     * @param query decoded names and values, without the signature
     */
    static String canonicalRequest(String host, SortedMap<String, String> query) {
        return "GET\n/\n"
                + canonicalQuery(query)
                + "\nhost:"
                + host
                + "\n\nhost\n"
                + EMPTY_PAYLOAD_HASH;
    }

    /** Sorted by encoded name, joined by {@code &}. All our names are plain ASCII, so encoding keeps their order. */
    static String canonicalQuery(SortedMap<String, String> query) {
        List<String> parts = new ArrayList<>(query.size());
        for (Map.Entry<String, String> entry : query.entrySet()) {
            parts.add(encode(entry.getKey()) + "=" + encode(entry.getValue()));
        }
        return String.join("&", parts);
    }

    static String signature(
            String secret,
            String stamp,
            String region,
            String host,
            SortedMap<String, String> query) {
        String date = stamp.substring(0, 8);
        String stringToSign =
                ALGORITHM
                        + "\n"
                        + stamp
                        + "\n"
                        + scope(date, region)
                        + "\n"
                        + hash(canonicalRequest(host, query));
        byte[] key = hmac(utf8("AWS4" + secret), date);
        key = hmac(key, region);
        key = hmac(key, SERVICE);
        key = hmac(key, TERMINATOR);
        return HEX.formatHex(hmac(key, stringToSign));
    }

    static String hash(String text) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(text)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every JDK has SHA-256
        }
    }

    /** In time that does not depend on where they differ. */
    static boolean equal(String left, String right) {
        return MessageDigest.isEqual(utf8(left), utf8(right));
    }

    /** RFC 3986: everything but letters, digits and {@code - . _ ~} as upper-case {@code %XX} of its UTF-8 bytes. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : utf8(text)) {
            char c = (char) (b & 0xff);
            if (c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || "-._~".indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every JDK has HmacSHA256
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
