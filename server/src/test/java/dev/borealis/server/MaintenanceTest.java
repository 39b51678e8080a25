package dev.borealis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.server.control.ControlFailure;
import dev.borealis.store.DurableStorage;
import dev.borealis.store.Finding;
import dev.borealis.store.Progress;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.memory.MemoryStorage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Copies and checks while the installation changes under them; the storage is scripted. */
class MaintenanceTest {
    @TempDir Path folder;

    private Path data;

    /** In memory, says it is durable, and does something while it is copied. */
    private static final class Scripted implements DurableStorage {
        final MemoryStorage memory = new MemoryStorage(RelationPrefix.fixed(4));
        final Consumer<Progress> whileCopying;
        final List<StoreId> justDropped = new ArrayList<>();

        Scripted(Consumer<Progress> whileCopying) {
            this.whileCopying = whileCopying;
        }

        @Override
        public void backup(Path target, Progress progress) {
            try {
                Files.createDirectories(target);
                Files.writeString(target.resolve("rows"), "1");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            whileCopying.accept(progress);
        }

        @Override
        public void check(Progress progress, Consumer<Finding> findings) {}

        @Override
        public List<String> losses() {
            return List.of();
        }

        @Override
        public void lossesTold() {}

        @Override
        public Store create(StoreId id) {
            return memory.create(id);
        }

        @Override
        public Store open(StoreId id) {
            return memory.open(id);
        }

        @Override
        public void drop(StoreId id) {
            memory.drop(id);
        }

        /** Ends with what is dropped as soon as this has been said. */
        @Override
        public List<StoreId> list() {
            var all = new ArrayList<>(memory.list());
            all.addAll(justDropped);
            justDropped.clear();
            return all;
        }

        @Override
        public Optional<StoreProblem> refusing() {
            return memory.refusing();
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    @BeforeEach
    void name() {
        data = folder.resolve("data");
    }

    private Maintenance over(DataDirectory directory, Scripted storage) {
        return new Maintenance(directory, storage, Clock.systemUTC(), new Random(1));
    }

    @Test
    void aFileThatIsBeingWrittenIsNotCopied() throws Exception {
        try (DataDirectory directory = DataDirectory.open(data);
                var storage = new Scripted(_ -> {})) {
            Files.writeString(data.resolve("identities.properties"), "whole");
            Files.writeString(data.resolve("identities.properties.new"), "ha");
            Path copy = folder.resolve("copy");
            over(directory, storage).backup(copy, Progress.SILENT);
            assertThat(copy.resolve("identities.properties")).hasContent("whole");
            assertThat(copy.resolve("identities.properties.new")).doesNotExist();
            assertThat(copy.resolve("format")).exists();
        }
    }

    @Test
    void aCopyIntoTheDataDirectoryIsRefusedWhateverItIsCalled() throws Exception {
        try (DataDirectory directory = DataDirectory.open(data);
                var storage = new Scripted(_ -> {})) {
            Path alias = Files.createSymbolicLink(folder.resolve("alias"), data);
            Maintenance maintenance = over(directory, storage);
            for (Path target : List.of(data.resolve("a/b"), alias.resolve("a/b"))) {
                assertThatThrownBy(() -> maintenance.backup(target, Progress.SILENT))
                        .isInstanceOf(ControlFailure.class)
                        .hasMessageContaining("is within the data directory");
                assertThat(data.resolve("a")).doesNotExist();
            }
        }
    }

    @Test
    void whatTheServersEndCutsOffLeavesNothing() throws Exception {
        try (DataDirectory directory = DataDirectory.open(data)) {
            var stopping = new Maintenance[1];
            try (var storage =
                    new Scripted(
                            progress -> {
                                stopping[0].stop();
                                progress.report("copying", 1, 2);
                            })) {
                stopping[0] = over(directory, storage);
                Path copy = folder.resolve("copy");
                assertThatThrownBy(() -> stopping[0].backup(copy, Progress.SILENT))
                        .isInstanceOf(ControlFailure.class)
                        .hasMessage("stopped before the end: nothing is left of the copy");
                assertThat(copy).doesNotExist();
                Path there = Files.createDirectory(folder.resolve("there"));
                assertThatThrownBy(() -> stopping[0].backup(there, Progress.SILENT))
                        .isInstanceOf(ControlFailure.class);
                assertThat(there).isEmptyDirectory();
            }
        }
    }

    @Test
    void aStoreThatIsDroppedWhileItIsCheckedIsPassedOver() throws Exception {
        try (DataDirectory directory = DataDirectory.open(data);
                var storage = new Scripted(_ -> {})) {
            storage.justDropped.add(new StoreId("gone"));
            var findings = new ArrayList<Finding>();
            over(directory, storage).check(Progress.SILENT, findings::add);
            assertThat(findings).isEmpty();
            assertThat(storage.justDropped).isEmpty();
        }
    }
}
