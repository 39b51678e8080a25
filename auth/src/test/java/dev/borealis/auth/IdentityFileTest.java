package dev.borealis.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;

class IdentityFileTest {
    @TempDir Path directory;

    @Test
    void theFirstStartMakesOneIdentityThatMayDoEverythingAndLaterStartsFindIt() throws IOException {
        Path file = directory.resolve(IdentityFile.FILE_NAME);
        AccessKey made = IdentityFile.openOrCreate(file, new Random(1)).defaultKey();
        assertThat(made.credentials().accessKeyId()).matches("AKIA[A-Z2-7]{16}");
        assertThat(made.credentials().secret()).hasSize(40);
        assertThat(Policy.allows(made.principal().policies(), "dsql:DbConnectAdmin", "arn:x"))
                .isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(IdentityFile.openOrCreate(file, new Random(2)).defaultKey()).isEqualTo(made);
    }

    @Test
    void whatIsNotUnderstoodIsRefusedAndNamesTheFile() throws IOException {
        for (String text :
                List.of(
                        "hello",
                        "format=2\ndefault=A\n",
                        "format=1\n",
                        "format=1\ndefault=A\n",
                        "format=1\ndefault=A\nkey.A.secret=s\nkey.A.principal=1\n",
                        "format=1\ndefault=A\nkey.A.secret=s\nkey.A.principal=1\n"
                                + "principal.1.arn=x\nsurprise=1\n")) {
            Path file = Files.writeString(directory.resolve("i"), text);
            assertThatThrownBy(() -> IdentityFile.openOrCreate(file, new Random(1)))
                    .as(text)
                    .isInstanceOf(IdentityFile.Unreadable.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void wildcardsMatchAsInPolicies() {
        assertThat(Policy.matches("arn:*:cluster/?b*", "arn:aws:dsql:cluster/abc")).isTrue();
        assertThat(Policy.matches("*", "")).isTrue();
        assertThat(Policy.matches("a*b*c", "aXbXbc")).isTrue();
        assertThat(Policy.matches("a*b", "abc")).isFalse();
        assertThat(Policy.matches("?", "")).isFalse();
    }
}
