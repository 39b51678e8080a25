package dev.borealis.tests.crash.recorded;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file or a folder: its content when it was last synced, and the changes since. As POSIX promises and no more: a sync of a
 * file says nothing of its name, which is safe when its folder was synced.
 */
sealed interface Recorded {
    /** Changes so far, since there is this file or folder. */
    long changes();

    /** Makes the first changes safe, so many of all that ever were. */
    void sync(long first);

    /** What is found in it after a loss, written out. */
    void writeTo(Path target, Loss loss) throws IOException;

    /** Bytes. */
    final class File implements Recorded {
        private sealed interface Change {
            record Write(int at, byte[] bytes) implements Change {}

            record Truncate(int size) implements Change {}
        }

        private byte[] safe = {};
        private long synced;
        private int size;

        /** Since the last sync. */
        private final List<Change> changes = new ArrayList<>();

        int size() {
            return size;
        }

        byte[] read(int at, int length) {
            return Arrays.copyOfRange(applied(safe, changes), at, at + length);
        }

        void write(int at, byte[] bytes) {
            changes.add(new Change.Write(at, bytes));
            size = Math.max(size, at + bytes.length);
        }

        void truncate(int newSize) {
            changes.add(new Change.Truncate(newSize));
            size = newSize;
        }

        @Override
        public long changes() {
            return synced + changes.size();
        }

        @Override
        public void sync(long first) {
            List<Change> made = changes.subList(0, Math.toIntExact(Math.max(0, first - synced)));
            safe = applied(safe, made);
            synced += made.size();
            made.clear();
        }

        private static byte[] applied(byte[] before, List<Change> changes) {
            byte[] content = before;
            for (Change change : changes) {
                content =
                        switch (change) {
                            case Change.Truncate(int newSize) -> Arrays.copyOf(content, newSize);
                            case Change.Write(int at, byte[] bytes) -> {
                                byte[] next =
                                        Arrays.copyOf(
                                                content,
                                                Math.max(content.length, at + bytes.length));
                                System.arraycopy(bytes, 0, next, at, bytes.length);
                                yield next;
                            }
                        };
            }
            return content;
        }

        @Override
        public void writeTo(Path target, Loss loss) throws IOException {
            int kept = loss.kept(changes.size());
            List<Change> survived = new ArrayList<>(changes.subList(0, kept));
            if (kept < changes.size()
                    && changes.get(kept) instanceof Change.Write(int at, byte[] bytes)) {
                survived.add(new Change.Write(at, Arrays.copyOf(bytes, loss.torn(bytes.length))));
            }
            Files.write(target, applied(safe, survived));
        }
    }

    /** Names. */
    final class Folder implements Recorded {
        private sealed interface Change {
            record Put(String name, Recorded node) implements Change {}

            record Remove(String name) implements Change {}

            /** At once, as a rename within a folder is. */
            record Move(String from, String to) implements Change {}
        }

        private final Map<String, Recorded> safe = new TreeMap<>();
        private final Map<String, Recorded> now = new TreeMap<>();
        private long synced;

        /** Since the last sync. */
        private final List<Change> changes = new ArrayList<>();

        @Nullable Recorded get(String name) {
            return now.get(name);
        }

        void put(String name, Recorded node) {
            add(new Change.Put(name, node));
        }

        void remove(String name) {
            add(new Change.Remove(name));
        }

        void move(String from, String to) {
            add(new Change.Move(from, to));
        }

        private void add(Change change) {
            changes.add(change);
            apply(change, now);
        }

        private static void apply(Change change, Map<String, Recorded> names) {
            switch (change) {
                case Change.Put(String name, Recorded node) -> names.put(name, node);
                case Change.Remove(String name) -> names.remove(name);
                case Change.Move(String from, String to) -> {
                    Recorded node = names.remove(from);
                    if (node == null) {
                        throw new IllegalStateException("renamed, but not there: " + from);
                    }
                    names.put(to, node);
                }
            }
        }

        @Override
        public long changes() {
            return synced + changes.size();
        }

        @Override
        public void sync(long first) {
            List<Change> made = changes.subList(0, Math.toIntExact(Math.max(0, first - synced)));
            made.forEach(change -> apply(change, safe));
            synced += made.size();
            made.clear();
        }

        @Override
        public void writeTo(Path target, Loss loss) throws IOException {
            Files.createDirectories(target);
            var names = new TreeMap<>(safe);
            changes.subList(0, loss.kept(changes.size())).forEach(change -> apply(change, names));
            for (Map.Entry<String, Recorded> entry : names.entrySet()) {
                entry.getValue().writeTo(target.resolve(entry.getKey()), loss);
            }
        }
    }
}
