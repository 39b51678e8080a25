package dev.borealis.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

class CertificateFilesTest {
    private static final CertificateNames NAMES = CertificateNames.of("us-east-1", "localhost");

    @TempDir Path directory;

    private void open(Clock clock, CertificateNames names) throws IOException {
        new CertificateFiles(directory, clock, new SecureRandom()).serverContext(names);
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    @Test
    void laterStartsUseTheSameFiles() throws IOException {
        open(Clock.systemUTC(), NAMES);
        String authority = read("ca.crt");
        String server = read("server.crt");
        open(Clock.systemUTC(), NAMES);
        assertThat(read("ca.crt")).isEqualTo(authority);
        assertThat(read("server.crt")).isEqualTo(server);
        for (String key : new String[] {"ca.key", "server.key"}) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(directory.resolve(key))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theServersCertificateIsRenewedAndTheAuthorityStays() throws IOException {
        open(Clock.systemUTC(), NAMES);
        String authority = read("ca.crt");
        String server = read("server.crt");
        open(Clock.systemUTC(), CertificateNames.of("eu-west-1", "db.example.com"));
        String renamed = read("server.crt");
        assertThat(renamed).isNotEqualTo(server);
        open(
                Clock.offset(Clock.systemUTC(), Duration.ofDays(800)),
                CertificateNames.of("eu-west-1", "db.example.com"));
        assertThat(read("server.crt")).isNotEqualTo(renamed);
        assertThat(read("ca.crt")).isEqualTo(authority);
    }

    @Test
    void aNewAuthorityMakesANewCertificate() throws IOException {
        open(Clock.systemUTC(), NAMES);
        String server = read("server.crt");
        Files.delete(directory.resolve("ca.crt"));
        Files.delete(directory.resolve("ca.key"));
        open(Clock.systemUTC(), NAMES);
        assertThat(read("server.crt")).isNotEqualTo(server);
    }

    @Test
    void aFirstStartThatWasCutOffBetweenAKeyAndItsCertificateIsDoneAgain() throws IOException {
        open(Clock.systemUTC(), NAMES);
        Files.delete(directory.resolve("server.crt"));
        open(Clock.systemUTC(), NAMES);
        Files.delete(directory.resolve("server.crt"));
        Files.delete(directory.resolve("server.key"));
        Files.delete(directory.resolve("ca.crt"));
        open(Clock.systemUTC(), NAMES);
        assertThat(directory.resolve("ca.crt")).exists();
    }

    @Test
    void anAuthorityThatClientsMayKnowIsNotMadeAnew() throws IOException {
        open(Clock.systemUTC(), NAMES);
        Files.delete(directory.resolve("ca.crt"));
        assertThatThrownBy(() -> open(Clock.systemUTC(), NAMES)).hasMessageContaining("ca.crt");
    }

    @Test
    void damageIsNamed() throws IOException {
        open(Clock.systemUTC(), NAMES);
        Files.writeString(directory.resolve("ca.key"), "nonsense");
        assertThatThrownBy(() -> open(Clock.systemUTC(), NAMES))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ca.key");
    }
}
