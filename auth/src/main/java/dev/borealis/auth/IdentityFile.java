package dev.borealis.auth;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * The identity store: a small properties file that only its owner may read, made at first start with one identity that
 * may do everything. Read once; immutable afterwards.
 *
 * <pre>
 * format=1
 * default=AKIA…
 * principal.1.arn=arn:aws:iam::000000000000:user/borealis
 * principal.1.policy.1.allow=dsql:* on *          (or .deny; patterns separated by blanks)
 * key.AKIA….principal=1
 * key.AKIA….secret=…
 * key.AKIA….session-token=…                        (temporary credentials only)
 * key.AKIA….expires=2026-11-21T15:35:00Z           (temporary credentials only)
 * </pre>
 */
public final class IdentityFile implements Identities {
    /** The file's name in a data directory. */
    public static final String FILE_NAME = "identities.properties";

    /** The account that everything local belongs to: no account of AWS has this number. */
    public static final String LOCAL_ACCOUNT = "000000000000";

    private static final String FORMAT = "1";
    private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String SECRET_LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final Map<String, AccessKey> keys;
    private final AccessKey defaultKey;

    private IdentityFile(Map<String, AccessKey> keys, AccessKey defaultKey) {
        this.keys = Map.copyOf(keys);
        this.defaultKey = defaultKey;
    }

    /** The file is there but cannot be understood; the message names file and fault, and no secret. */
    public static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(Path file, String fault) {
            super(file + ": " + fault);
        }
    }

    /** Identities that live as long as the object: for servers in memory. */
    public static IdentityFile inMemory(RandomGenerator random) {
        AccessKey key = newDefaultKey(random);
        return new IdentityFile(Map.of(key.credentials().accessKeyId(), key), key);
    }

    /**
     * Reads the file, or makes it with a new default identity when there is none.
     *
     * @param random must be a secure one outside tests
     */
    public static IdentityFile openOrCreate(Path file, RandomGenerator random) throws IOException {
        if (Files.exists(file)) {
            return open(file);
        }
        AccessKey key = newDefaultKey(random);
        Map<String, String> lines = new TreeMap<>();
        String keyPrefix = "key." + key.credentials().accessKeyId() + ".";
        lines.put("format", FORMAT);
        lines.put("default", key.credentials().accessKeyId());
        lines.put("principal.1.arn", key.principal().arn());
        lines.put("principal.1.policy.1.allow", "* on *");
        lines.put(keyPrefix + "principal", "1");
        lines.put(keyPrefix + "secret", key.credentials().secret());
        write(file, lines);
        return open(file);
    }

    /** Reads the file. Fails when it is missing or of an unknown format. */
    public static IdentityFile open(Path file) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new Unreadable(file, "not a properties file");
        }
        String format = properties.getProperty("format");
        if (!FORMAT.equals(format)) {
            throw new Unreadable(
                    file,
                    format == null
                            ? "not an identity file: it has no line format=" + FORMAT
                            : "format "
                                    + format
                                    + " is not known to this version (it knows "
                                    + FORMAT
                                    + ")");
        }
        return new Reader(file, properties).read();
    }

    @Override
    public Optional<AccessKey> find(String accessKeyId) {
        return Optional.ofNullable(keys.get(accessKeyId));
    }

    @Override
    public AccessKey defaultKey() {
        return defaultKey;
    }

    private static AccessKey newDefaultKey(RandomGenerator random) {
        return new AccessKey(
                new Credentials(
                        "AKIA" + letters(random, ID_LETTERS, 16),
                        letters(random, SECRET_LETTERS, 40)),
                new Principal(
                        "arn:aws:iam::" + LOCAL_ACCOUNT + ":user/borealis",
                        List.of(Policy.ALLOW_ALL)),
                Optional.empty());
    }

    private static String letters(RandomGenerator random, String alphabet, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static void write(Path file, Map<String, String> lines) throws IOException {
        StringBuilder text =
                new StringBuilder(
                        "# Borealis identities. Holds secrets: readable by the owner only.\n");
        lines.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
        AtomicFile.write(file, text.toString(), true);
    }

    /** Turns properties into identities; every line must be understood. */
    private static final class Reader {
        private final Path file;
        private final Properties properties;
        private final Set<String> unread;

        Reader(Path file, Properties properties) {
            this.file = file;
            this.properties = properties;
            this.unread = new TreeSet<>(properties.stringPropertyNames());
            unread.remove("format");
        }

        IdentityFile read() throws Unreadable {
            Map<String, Principal> principals = new HashMap<>();
            for (String name : properties.stringPropertyNames()) {
                if (name.startsWith("principal.") && name.endsWith(".arn")) {
                    String id =
                            name.substring("principal.".length(), name.length() - ".arn".length());
                    principals.put(id, new Principal(required(name), policies(id)));
                }
            }
            Map<String, AccessKey> keys = new HashMap<>();
            for (String name : properties.stringPropertyNames()) {
                if (name.startsWith("key.") && name.endsWith(".secret")) {
                    String id = name.substring("key.".length(), name.length() - ".secret".length());
                    keys.put(id, key(id, principals));
                }
            }
            AccessKey defaultKey = keys.get(required("default"));
            if (defaultKey == null) {
                throw new Unreadable(file, "the default access key is not in the file");
            }
            if (!unread.isEmpty()) {
                throw new Unreadable(file, "unknown line " + unread.iterator().next());
            }
            return new IdentityFile(keys, defaultKey);
        }

        private AccessKey key(String id, Map<String, Principal> principals) throws Unreadable {
            String prefix = "key." + id + ".";
            Principal principal = principals.get(required(prefix + "principal"));
            if (principal == null) {
                throw new Unreadable(
                        file, "the principal of access key " + id + " is not in the file");
            }
            Optional<Instant> expires = Optional.empty();
            String text = optional(prefix + "expires");
            if (text != null) {
                try {
                    expires = Optional.of(Instant.parse(text));
                } catch (DateTimeException e) {
                    throw new Unreadable(
                            file, prefix + "expires is not a time such as 2026-11-21T15:35:00Z");
                }
            }
            return new AccessKey(
                    new Credentials(
                            id, required(prefix + "secret"), optional(prefix + "session-token")),
                    principal,
                    expires);
        }

        private List<Policy> policies(String principal) throws Unreadable {
            String prefix = "principal." + principal + ".policy.";
            List<Policy.Statement> statements = new ArrayList<>();
            for (String name : new TreeSet<>(properties.stringPropertyNames())) {
                if (!name.startsWith(prefix)) {
                    continue;
                }
                Policy.Effect effect =
                        switch (name.substring(name.lastIndexOf('.') + 1)) {
                            case "allow" -> Policy.Effect.ALLOW;
                            case "deny" -> Policy.Effect.DENY;
                            default -> throw new Unreadable(file, "unknown line " + name);
                        };
                String[] sides = required(name).split(" on ", -1);
                if (sides.length != 2) {
                    throw new Unreadable(file, name + " is not <actions> on <resources>");
                }
                statements.add(
                        new Policy.Statement(
                                effect,
                                List.of(sides[0].trim().split(" +")),
                                List.of(sides[1].trim().split(" +"))));
            }
            return List.of(new Policy(statements));
        }

        private String required(String name) throws Unreadable {
            String value = optional(name);
            if (value == null || value.isEmpty()) {
                throw new Unreadable(file, "line " + name + " is missing");
            }
            return value;
        }

        private @Nullable String optional(String name) {
            unread.remove(name);
            return properties.getProperty(name);
        }
    }
}
