package dev.borealis.store.paged;

import dev.borealis.store.Finding;
import dev.borealis.store.Page;
import dev.borealis.store.Progress;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.tree.Leaf;
import dev.borealis.store.tree.PageTree;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether a tree and the data behind it agree: the same leaves begin in the tree, where they are recorded to begin and where
 * there are records; each leaf can be read, is the same in memory, and has ascending keys of its own interval.
 */
final class ViewCheck {
    private final PagedStore store;
    private final PageTree tree;
    private final Backing.BackingView behind;

    /** @param behind held by the caller until {@link #run} has returned */
    ViewCheck(PagedStore store, PageTree tree, Backing.BackingView behind) {
        this.store = store;
        this.tree = tree;
        this.behind = behind;
    }

    void run(Progress progress, Consumer<Finding> findings) {
        Set<String> expected = new HashSet<>();
        tree.forEachInterval((_, low, _) -> expected.add(text(low)));
        long leaves = expected.size();
        expected.remove(""); // the first leaf begins at the lowest key, recorded or not
        for (String low : texts(recorded())) {
            if (!expected.contains(low)) {
                findings.accept(finding(low, "there are entries of a leaf where none begins"));
            }
        }
        for (String low : texts(behind.boundaries(store.number()))) {
            if (!expected.remove(low)) {
                findings.accept(finding(low, "a leaf is recorded where none begins"));
            }
        }
        expected.forEach(low -> findings.accept(finding(low, "the leaf is not recorded")));
        var done = new long[1];
        tree.forEachInterval(
                (leaf, low, high) -> {
                    check(leaf, low, high, findings);
                    progress.report("pages of " + store, ++done[0], leaves);
                });
    }

    private static String text(byte[] key) {
        return HexFormat.of().formatHex(key);
    }

    private static List<String> texts(List<byte[]> lows) {
        return lows.stream().filter(low -> low.length > 0).map(ViewCheck::text).toList();
    }

    private List<byte[]> recorded() {
        try {
            return behind.recorded(store.number());
        } catch (StoreException e) {
            if (e.problem() != StoreProblem.DAMAGED) {
                throw e;
            }
            return List.of(); // which leaf cannot be read is found when each is read
        }
    }

    private void check(Leaf leaf, byte[] low, byte @Nullable [] high, Consumer<Finding> findings) {
        String from = text(low);
        if (high != null && Arrays.compareUnsigned(low, high) >= 0) {
            findings.accept(finding(from, "the leaf that begins here ends before it begins"));
            return;
        }
        Page inMemory = leaf.peek();
        Page stored;
        try {
            List<byte @Nullable []> records = behind.leaves(store.number(), List.of(low));
            stored = LeafRecord.read(low, records.getFirst()).page();
        } catch (StoreException e) {
            if (e.problem() != StoreProblem.DAMAGED) {
                throw e;
            }
            findings.accept(finding(from, String.valueOf(e.getMessage())));
            return;
        }
        if (inMemory != null && !inMemory.hasSameEntries(stored)) {
            findings.accept(
                    finding(from, "the leaf that begins here differs in memory and on disk"));
        }
        if (stored.size() > 0
                && (stored.compareKey(0, low) < 0
                        || high != null && stored.compareKey(stored.size() - 1, high) >= 0)) {
            findings.accept(finding(from, "the leaf that begins here has keys outside of it"));
        }
        for (int i = 1; i < stored.size(); i++) {
            if (stored.compareKey(i, stored.key(i - 1)) <= 0) {
                findings.accept(finding(text(stored.key(i)), "keys do not ascend"));
            }
        }
    }

    private Finding finding(String key, String problem) {
        return new Finding(store.id(), null, key, null, problem);
    }
}
