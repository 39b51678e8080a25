package dev.borealis.server.tls;

import dev.borealis.auth.AtomicFile;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/**
 * The certificate authority of an installation and the server's certificate: PEM files, made at first start. Keys are
 * P-256 and readable by the owner only. The server's certificate is made anew when its names change or its end is near;
 * the authority stays, so that clients need its file once.
 */
public final class CertificateFiles {
    private static final String AUTHORITY = "ca";
    private static final String SERVER = "server";
    private static final Duration RENEW_BEFORE = Duration.ofDays(60);

    private final Path directory;
    private final Clock clock;
    private final SecureRandom random;

    public CertificateFiles(Path directory, Clock clock, SecureRandom random) {
        this.directory = directory;
        this.clock = clock;
        this.random = random;
    }

    /** What clients are given as {@code sslrootcert}. */
    public Path authorityCertificate() {
        return directory.resolve(AUTHORITY + ".crt");
    }

    /** A certificate and the key it is about. */
    record Identity(X509Certificate certificate, PrivateKey key) {}

    /** Reads or makes what is missing, and gives the context connections are made with. */
    public SSLContext serverContext(CertificateNames names) throws IOException {
        try {
            Identity authority = read(AUTHORITY);
            if (authority == null) {
                authority = maker().authority();
                write(AUTHORITY, authority);
            }
            Identity server = read(SERVER);
            if (server == null
                    || !stillGood(server.certificate(), authority.certificate(), names)) {
                server = maker().server(authority, names);
                write(SERVER, server);
            }
            KeyManager shown =
                    new OneIdentity(server.key(), server.certificate(), authority.certificate());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {shown}, null, random);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("certificates in " + directory + ": " + e.getMessage(), e);
        }
    }

    private CertificateMaker maker() {
        return new CertificateMaker(clock, random);
    }

    private boolean stillGood(
            X509Certificate server, X509Certificate authority, CertificateNames names) {
        if (server.getNotAfter().toInstant().isBefore(clock.instant().plus(RENEW_BEFORE))) {
            return false;
        }
        // an authority's name is used once, so it tells what the signature would, without computing
        // it at each start
        if (!server.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        try {
            Collection<List<?>> found = server.getSubjectAlternativeNames();
            Set<String> covered = new TreeSet<>();
            for (List<?> name : found == null ? List.<List<?>>of() : found) {
                covered.add(canonical(String.valueOf(name.get(1))));
            }
            for (String wanted : names.dnsNames()) {
                if (!covered.contains(wanted)) {
                    return false;
                }
            }
            for (String wanted : names.addresses()) {
                if (!covered.contains(canonical(wanted))) {
                    return false;
                }
            }
            return true;
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** IPv6 addresses have several spellings; host names are left alone (and never looked up). */
    private static String canonical(String name) throws CertificateParsingException {
        if (name.indexOf(':') < 0) {
            return name;
        }
        try {
            return InetAddress.getByName(name).getHostAddress();
        } catch (IOException e) {
            throw new CertificateParsingException(e);
        }
    }

    private @Nullable Identity read(String name) throws IOException {
        Path certificate = directory.resolve(name + ".crt");
        Path key = directory.resolve(name + ".key");
        if (!Files.exists(certificate) && (!Files.exists(key) || isUnfinished(name))) {
            return null;
        }
        try {
            // by the JDK alone: the library that makes certificates is loaded only when one is made
            return new Identity(
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(
                                            new ByteArrayInputStream(
                                                    Files.readAllBytes(certificate))),
                    KeyFactory.getInstance("EC")
                            .generatePrivate(new PKCS8EncodedKeySpec(content(key))));
        } catch (GeneralSecurityException | IllegalArgumentException | NoSuchFileException e) {
            throw new IOException(
                    certificate + " or " + key + " is damaged; remove both to have new ones made",
                    e);
        }
    }

    /**
     * Whether a key is without its certificate because making them was cut off. Of the authority only in the first start:
     * later somebody took it away, and another one would be unknown to all clients.
     */
    private boolean isUnfinished(String name) {
        return name.equals(SERVER) || !Files.exists(directory.resolve(SERVER + ".key"));
    }

    /** What stands between the lines of dashes, decoded. */
    private static byte[] content(Path file) throws IOException {
        return Base64.getMimeDecoder()
                .decode(Files.readString(file).replaceAll("-----[A-Z ]+-----", ""));
    }

    private void write(String name, Identity identity) throws IOException {
        Files.createDirectories(directory);
        // wherever this is cut off, a certificate that is there is one of the key that is there
        Files.deleteIfExists(directory.resolve(name + ".crt"));
        AtomicFile.syncFolder(directory);
        write(directory.resolve(name + ".key"), "PRIVATE KEY", identity.key().getEncoded(), true);
        try {
            byte[] certificate = identity.certificate().getEncoded();
            write(directory.resolve(name + ".crt"), "CERTIFICATE", certificate, false);
        } catch (CertificateEncodingException e) {
            throw new IOException(e);
        }
    }

    private static void write(Path file, String label, byte[] content, boolean secret)
            throws IOException {
        String text =
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(
                                label,
                                Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(content),
                                label);
        AtomicFile.write(file, text, secret);
    }
}
