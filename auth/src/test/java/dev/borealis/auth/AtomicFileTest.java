package dev.borealis.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

class AtomicFileTest {
    @TempDir Path folder;

    @Test
    void replacesWhatWasThereAndLeavesNothingBeside() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(folder.resolve("file.new"), "of an attempt that died");
        AtomicFile.write(file, "one", false);
        AtomicFile.write(file, "two", true);
        assertThat(file).hasContent("two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFolderThatIsNotThereIsPassedOver() throws IOException {
        AtomicFile.syncFolder(folder.resolve("none"));
    }
}
