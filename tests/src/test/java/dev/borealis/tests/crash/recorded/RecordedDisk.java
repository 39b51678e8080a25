package dev.borealis.tests.crash.recorded;

import dev.borealis.tests.crash.recorded.SystemCalls.Call;
import dev.borealis.tests.crash.recorded.SystemCalls.Event;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files below one folder as the system calls of a process make them.
 *
 * <p>A call counts when it is done, but closing when it begins: another thread may be given the descriptor at once. A sync
 * makes safe what was done when it began.
 *
 * <p>A call that could change files in a way that is not modelled fails, rather than being forgotten. Times, owners,
 * permissions and sockets are left out.
 */
final class RecordedDisk {
    private final String root;
    private final Recorded.Folder folder = new Recorded.Folder();
    private final Map<Long, Descriptor> descriptors = new HashMap<>();

    /** Of a thread, what its sync will have made safe when it is done. */
    private final Map<Integer, Long> syncing = new HashMap<>();

    /**
     * What a call did to files.
     *
     * @param syncs whether it made changes safe; else it made one
     */
    record Effect(String what, boolean syncs) {
        boolean changes() {
            return !syncs;
        }
    }

    /** What a process reads and writes through; descriptors made from another one share it. */
    private static final class Descriptor {
        final Recorded node;
        final String path;
        final boolean append;
        long position;

        Descriptor(Recorded node, String path, boolean append) {
            this.node = node;
            this.path = path;
            this.append = append;
        }
    }

    /** @param root an empty folder, absolute */
    RecordedDisk(Path root) {
        this.root = root.toString();
    }

    /** The next process has other descriptors; what was not synced is still so. */
    void nextProcess() {
        descriptors.clear();
        syncing.clear();
    }

    /** What it did to files below the folder; empty when nothing. */
    Optional<Effect> apply(Event event) {
        return switch (event) {
            case Event.Entered(int thread, Call call) -> {
                entered(thread, call);
                yield Optional.empty();
            }
            case Event.Left(int thread, Call call, Long result)
                    when result != null && result >= 0 ->
                    Optional.ofNullable(done(thread, call, result));
            case Event.Left _ -> Optional.empty();
        };
    }

    /** Writes the files out, as they would be found after the loss. */
    void writeTo(Path target, Loss loss) throws IOException {
        folder.writeTo(target, loss);
    }

    private void entered(int thread, Call call) {
        switch (call.name()) {
            case "close" -> descriptors.remove(call.number(0));
            case "fsync", "fdatasync" -> {
                Descriptor descriptor = descriptors.get(call.number(0));
                if (descriptor != null) {
                    syncing.put(thread, descriptor.node.changes());
                }
            }
            default -> {}
        }
    }

    private @Nullable Effect done(int thread, Call call, long result) {
        return switch (call.name()) {
            case "open", "creat" -> open(path(call.text(0)), call.arguments(), 1, result);
            case "openat" -> open(path(call, 0), call.arguments(), 2, result);
            case "dup", "dup2", "dup3" -> duplicate(call, result);
            case "fcntl" -> call.argument(1).startsWith("F_DUPFD") ? duplicate(call, result) : null;
            case "lseek" -> {
                Descriptor descriptor = descriptors.get(call.number(0));
                if (descriptor != null) {
                    descriptor.position = result;
                }
                yield null;
            }
            case "write" -> write(call, call.bytes(1), null, result);
            case "writev" -> write(call, call.vector(1), null, result);
            case "pwrite64" -> write(call, call.bytes(1), call.number(3), result);
            case "pwritev" -> write(call, call.vector(1), call.number(3), result);
            case "ftruncate" -> truncate(descriptors.get(call.number(0)), call.number(1));
            case "fallocate" -> allocate(call);
            case "fsync", "fdatasync" -> sync(thread, descriptors.get(call.number(0)));
            case "rename" -> move(path(call.text(0)), path(call.text(1)));
            case "renameat", "renameat2" -> move(path(call, 0), path(call, 2));
            case "link" -> link(path(call.text(0)), path(call.text(1)));
            case "linkat" -> link(path(call, 0), path(call, 2));
            case "unlink", "rmdir" -> remove(path(call.text(0)));
            case "unlinkat" -> remove(path(call, 0));
            case "mkdir" -> make(path(call.text(0)));
            case "mkdirat" -> make(path(call, 0));
            case "mmap" -> {
                boolean writes =
                        call.argument(2).contains("PROT_WRITE")
                                && call.argument(3).contains("MAP_SHARED");
                if (writes
                        && !call.argument(4).equals("-1")
                        && descriptors.containsKey(call.number(4))) {
                    throw unknown(call);
                }
                yield null;
            }
            case "close", "msync", "clone", "clone3", "fork", "vfork" -> null;
            case "copy_file_range" -> copy(call, 0, 2, result);
            case "sendfile" -> copy(call, 1, 0, result);
            case "splice" -> copy(call, 0, 2, result);
            case "truncate", "symlink", "symlinkat", "openat2", "pwritev2", "sync", "syncfs" -> {
                if (call.arguments().toString().contains(hex(root))
                        || call.name().contains("sync")) {
                    throw unknown(call);
                }
                yield null;
            }
            default -> throw unknown(call);
        };
    }

    private static IllegalStateException unknown(Call call) {
        return new IllegalStateException("what this does to files is not modelled: " + call);
    }

    private static String hex(String text) {
        var hex = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hex.append("\\x%02x".formatted(b));
        }
        return hex.toString();
    }

    // ---- descriptors

    private @Nullable Effect open(
            @Nullable String path, List<String> arguments, int flagsAt, long result) {
        descriptors.remove(result);
        if (path == null) {
            return null;
        }
        String flags = arguments.size() > flagsAt ? arguments.get(flagsAt) : "";
        boolean creat = !flags.contains("O_");
        Recorded node = find(path);
        Effect effect = null;
        if (node == null) {
            node = new Recorded.File();
            parent(path).put(name(path), node);
            effect = changed("make " + path);
        } else if ((creat || flags.contains("O_TRUNC"))
                && node instanceof Recorded.File file
                && file.size() > 0) {
            file.truncate(0);
            effect = changed("empty " + path);
        }
        descriptors.put(result, new Descriptor(node, path, flags.contains("O_APPEND")));
        return effect;
    }

    private @Nullable Effect duplicate(Call call, long result) {
        Descriptor descriptor = descriptors.get(call.number(0));
        if (descriptor == null) {
            descriptors.remove(result);
        } else {
            descriptors.put(result, descriptor);
        }
        return null;
    }

    // ---- files

    private @Nullable Effect write(Call call, byte[] bytes, @Nullable Long given, long result) {
        Descriptor descriptor = descriptors.get(call.number(0));
        if (descriptor == null || !(descriptor.node instanceof Recorded.File file)) {
            return null;
        }
        long at = given != null ? given : descriptor.append ? file.size() : descriptor.position;
        int length = Math.toIntExact(result);
        file.write(Math.toIntExact(at), Arrays.copyOf(bytes, length));
        if (given == null) {
            descriptor.position = at + length;
        }
        return changed("write %d bytes at %d of %s".formatted(length, at, descriptor.path));
    }

    /** From descriptor to descriptor, at the positions of both. */
    private @Nullable Effect copy(Call call, int from, int to, long result) {
        Descriptor target = descriptors.get(call.number(to));
        if (target == null || !(target.node instanceof Recorded.File written)) {
            return null;
        }
        Descriptor source = descriptors.get(call.number(from));
        boolean atPositions =
                call.arguments().stream().noneMatch(argument -> argument.startsWith("["));
        if (!atPositions
                || target.append
                || source == null
                || !(source.node instanceof Recorded.File read)) {
            throw unknown(call);
        }
        int length = Math.toIntExact(result);
        byte[] bytes = read.read(Math.toIntExact(source.position), length);
        source.position += length;
        written.write(Math.toIntExact(target.position), bytes);
        target.position += length;
        return changed("copy %d bytes of %s to %s".formatted(length, source.path, target.path));
    }

    private @Nullable Effect truncate(@Nullable Descriptor descriptor, long size) {
        if (descriptor == null
                || !(descriptor.node instanceof Recorded.File file)
                || file.size() == size) {
            return null;
        }
        file.truncate(Math.toIntExact(size));
        return changed("truncate %s to %d".formatted(descriptor.path, size));
    }

    private @Nullable Effect allocate(Call call) {
        Descriptor descriptor = descriptors.get(call.number(0));
        if (descriptor == null || !(descriptor.node instanceof Recorded.File file)) {
            return null;
        }
        long end = call.number(2) + call.number(3);
        boolean punches = call.argument(1).contains("PUNCH_HOLE");
        if (punches && call.number(2) < file.size()) {
            throw unknown(call);
        }
        // space beyond the end is no content
        return call.argument(1).contains("KEEP_SIZE") || end <= file.size()
                ? null
                : truncate(descriptor, end);
    }

    private @Nullable Effect sync(int thread, @Nullable Descriptor descriptor) {
        Long safe = syncing.remove(thread);
        if (descriptor == null || safe == null) {
            return null;
        }
        descriptor.node.sync(safe);
        return new Effect("sync " + descriptor.path, true);
    }

    // ---- folders

    private static Effect changed(String what) {
        return new Effect(what, false);
    }

    private @Nullable Effect move(@Nullable String from, @Nullable String to) {
        if (to == null) {
            return remove(from); // a copy that is complete goes outside
        }
        Recorded node = from == null ? null : find(from);
        if (from == null || node == null) {
            throw new IllegalStateException("moved in from outside: " + from + " to " + to);
        }
        if (parent(from) == parent(to)) {
            parent(to).move(name(from), name(to));
        } else { // two changes: a sync of one folder says nothing of the other
            parent(to).put(name(to), node);
            parent(from).remove(name(from));
        }
        return changed("rename " + from + " to " + to);
    }

    private @Nullable Effect link(@Nullable String from, @Nullable String to) {
        if (to == null) {
            return null; // a copy outside
        }
        Recorded node = from == null ? null : find(from);
        if (node == null) {
            throw new IllegalStateException("a link from outside: " + from + " to " + to);
        }
        parent(to).put(name(to), node);
        return changed("link " + from + " to " + to);
    }

    private @Nullable Effect remove(@Nullable String path) {
        if (path == null || find(path) == null) {
            return null; // outside, or a socket
        }
        parent(path).remove(name(path));
        return changed("remove " + path);
    }

    private @Nullable Effect make(@Nullable String path) {
        if (path == null || path.isEmpty()) {
            return null;
        }
        parent(path).put(name(path), new Recorded.Folder());
        return changed("make folder " + path);
    }

    // ---- names

    /** Below the folder: a path without a slash in front, empty for the folder itself; null for one outside. */
    private @Nullable String path(String absolute) {
        String path =
                absolute.startsWith("/") ? Path.of(absolute).normalize().toString() : absolute;
        if (path.equals(root)) {
            return "";
        }
        return path.startsWith(root + "/") ? path.substring(root.length() + 1) : null;
    }

    /** @param i where the descriptor of a folder is, before the path */
    private @Nullable String path(Call call, int i) {
        String text = call.text(i + 1);
        if (text.startsWith("/") || call.argument(i).equals("AT_FDCWD")) {
            return path(text);
        }
        Descriptor from = descriptors.get(call.number(i));
        return from == null ? null : from.path.isEmpty() ? text : from.path + "/" + text;
    }

    private @Nullable Recorded find(String path) {
        Recorded node = folder;
        for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
            node = node instanceof Recorded.Folder inner ? inner.get(name) : null;
        }
        return node;
    }

    private Recorded.Folder parent(String path) {
        int slash = path.lastIndexOf('/');
        Recorded parent = find(slash < 0 ? "" : path.substring(0, slash));
        if (parent instanceof Recorded.Folder found) {
            return found;
        }
        throw new IllegalStateException("no folder for " + path);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
