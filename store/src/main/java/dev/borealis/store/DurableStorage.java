package dev.borealis.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A storage that lies on a disk, and what can be done with it as a whole. */
public interface DurableStorage extends Storage {
    /**
     * Copies everything acknowledged before this call began into a directory from which a storage can be opened, while
     * others read and write.
     *
     * @param target is empty or does not exist
     * @throws StorageException when it is not empty or cannot be written
     */
    void backup(Path target, Progress progress);

    /**
     * Reads everything: checksums of all files, pages in memory against the data, recorded leaves, order of keys. May run
     * while others read and write.
     */
    void check(Progress progress, Consumer<Finding> findings);

    /** The same, without telling how far it has come. */
    default List<Finding> check() {
        var findings = new ArrayList<Finding>();
        check(Progress.SILENT, findings::add);
        return findings;
    }

    /**
     * What was given up of damaged data when it was opened to be recovered, for the person who asked for that, in words;
     * also by an earlier opening after which nobody was told. Empty when nothing was.
     */
    List<String> losses();

    /** That person was told: the next opening does not say it again. */
    void lossesTold();
}
