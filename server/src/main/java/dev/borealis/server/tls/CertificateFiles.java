package dev.borealis.server.tls;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The certificate authority of an installation and the server's certificate: PEM files, made at first start. Keys are
 * P-256 and readable by the owner only. The server's certificate is made anew when its names change or its end is near;
 * the authority stays, so that clients need its file once.
 */
public final class CertificateFiles {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);

    /** Some clients accept no server certificate of more than 825 days. */
    private static final Duration SERVER_LIFE = Duration.ofDays(820);

    private static final Duration RENEW_BEFORE = Duration.ofDays(60);
    private static final char[] NO_PASSWORD = new char[0];

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
        return directory.resolve("ca.crt");
    }

    private record Identity(X509Certificate certificate, PrivateKey key) {}

    /** Reads or makes what is missing, and gives the context connections are made with. */
    public SSLContext serverContext(CertificateNames names) throws IOException {
        try {
            Identity authority = read("ca");
            if (authority == null) {
                authority = makeAuthority();
                write("ca", authority);
            }
            Identity server = read("server");
            if (server == null || !stillGood(server.certificate, authority.certificate, names)) {
                server = makeServer(authority, names);
                write("server", server);
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    "server",
                    server.key,
                    NO_PASSWORD,
                    new Certificate[] {server.certificate, authority.certificate});
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keys, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, random);
            return context;
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("certificates in " + directory + ": " + e.getMessage(), e);
        }
    }

    private boolean stillGood(
            X509Certificate server, X509Certificate authority, CertificateNames names) {
        if (server.getNotAfter().toInstant().isBefore(clock.instant().plus(RENEW_BEFORE))) {
            return false;
        }
        try {
            server.verify(authority.getPublicKey());
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
        } catch (GeneralSecurityException e) {
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

    private Identity makeAuthority()
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair keys = newKeys();
        X500Name name = new X500Name("CN=Borealis local authority " + serial().toString(36));
        Instant now = clock.instant();
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        serial(),
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(AUTHORITY_LIFE)),
                        name,
                        keys.getPublic());
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                extensions.createSubjectKeyIdentifier(keys.getPublic()));
        return sign(builder, keys.getPrivate(), keys.getPrivate());
    }

    private Identity makeServer(Identity authority, CertificateNames names)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair keys = newKeys();
        Instant now = clock.instant();
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        authority.certificate,
                        serial(),
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(SERVER_LIFE)),
                        new javax.security.auth.x500.X500Principal("CN=localhost, O=Borealis"),
                        keys.getPublic());
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        List<GeneralName> alternatives = new ArrayList<>();
        names.dnsNames().forEach(n -> alternatives.add(new GeneralName(GeneralName.dNSName, n)));
        names.addresses().forEach(a -> alternatives.add(new GeneralName(GeneralName.iPAddress, a)));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(alternatives.toArray(GeneralName[]::new)));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                extensions.createAuthorityKeyIdentifier(authority.certificate.getPublicKey()));
        return sign(builder, authority.key, keys.getPrivate());
    }

    private Identity sign(
            JcaX509v3CertificateBuilder builder, PrivateKey signer, PrivateKey subject)
            throws GeneralSecurityException, OperatorCreationException {
        X509CertificateHolder holder =
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer));
        return new Identity(new JcaX509CertificateConverter().getCertificate(holder), subject);
    }

    private KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private BigInteger serial() {
        return new BigInteger(120, random).setBit(119);
    }

    private @Nullable Identity read(String name) throws IOException {
        Path certificate = directory.resolve(name + ".crt");
        Path key = directory.resolve(name + ".key");
        if (!Files.exists(certificate) && !Files.exists(key)) {
            return null;
        }
        try (PEMParser certificates =
                        new PEMParser(new StringReader(Files.readString(certificate)));
                PEMParser keys = new PEMParser(new StringReader(Files.readString(key)))) {
            if (certificates.readObject() instanceof X509CertificateHolder holder
                    && keys.readObject() instanceof PrivateKeyInfo info) {
                return new Identity(
                        new JcaX509CertificateConverter().getCertificate(holder),
                        new JcaPEMKeyConverter().getPrivateKey(info));
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(certificate + ": " + e.getMessage(), e);
        }
        throw new IOException(
                certificate + " or " + key + " is damaged; remove both to have new ones made");
    }

    private void write(String name, Identity identity) throws IOException {
        Files.createDirectories(directory);
        // the key first: a certificate without its key would be taken for damage
        write(
                directory.resolve(name + ".key"),
                new PemObject("PRIVATE KEY", identity.key.getEncoded()),
                true);
        write(directory.resolve(name + ".crt"), identity.certificate, false);
    }

    private static void write(Path file, Object content, boolean secret) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> permissions =
                    PosixFilePermissions.fromString(secret ? "rw-------" : "rw-r--r--");
            FileAttribute<?> attribute = PosixFilePermissions.asFileAttribute(permissions);
            Files.createFile(temporary, attribute);
        }
        Files.writeString(temporary, text.toString());
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
