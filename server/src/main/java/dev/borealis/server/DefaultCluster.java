package dev.borealis.server;

import dev.borealis.auth.AtomicFile;
import dev.borealis.store.DurableStorage;
import dev.borealis.store.Storage;
import dev.borealis.store.StoreId;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.random.RandomGenerator;

/** Which cluster {@code localhost} means: kept in {@code clusters.properties}, made at first start. */
final class DefaultCluster {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int ID_LENGTH = 26;
    private static final String FORMAT = "1";

    private DefaultCluster() {}

    /** The id of the default cluster, whose store exists afterwards. */
    static StoreId ensure(Path file, Storage storage, RandomGenerator random)
            throws IOException, StartFailure {
        List<StoreId> present = storage.list();
        boolean durable = storage instanceof DurableStorage;
        StoreId id;
        boolean wasDurable = false;
        if (Files.exists(file)) {
            Properties properties = read(file);
            id = id(file, properties);
            wasDurable = Boolean.parseBoolean(properties.getProperty("durable"));
        } else {
            id = present.size() == 1 ? present.getFirst() : new StoreId(newId(random));
        }
        if (!present.contains(id)) {
            if (durable && wasDurable) {
                throw new StartFailure(
                        "the data of cluster "
                                + id
                                + " are missing in "
                                + file.resolveSibling("store")
                                + "; a backup can be started instead, or another directory with --data");
            }
            storage.create(id);
        }
        if (!wasDurable && durable || !Files.exists(file)) {
            write(file, id, durable);
        }
        return id;
    }

    /** 26 characters of lower-case base32, as 128 random bits give. */
    static String newId(RandomGenerator random) {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    private static Properties read(Path file) throws IOException, StartFailure {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        if (!FORMAT.equals(properties.getProperty("format"))) {
            throw new StartFailure(file + " has a format that this version does not know");
        }
        return properties;
    }

    private static StoreId id(Path file, Properties properties) throws StartFailure {
        String id = properties.getProperty("default", "");
        if (!id.matches("[a-z0-9]{26}")) {
            throw new StartFailure(file + ": default is not a cluster id");
        }
        return new StoreId(id);
    }

    /** @param durable whether its data lie on disk, and are missed when they do not any more */
    private static void write(Path file, StoreId id, boolean durable) throws IOException {
        AtomicFile.write(
                file,
                "format=" + FORMAT + "\ndefault=" + id + "\ndurable=" + durable + "\n",
                false);
    }
}
