package dev.borealis.store.paged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.store.Entry;
import dev.borealis.store.Page;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.tree.PageTree;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What a view reads of its cold leaves. Each holds one entry, whose key is where it begins. */
class ViewTest {
    private static final int LEAVES = 200;

    private final List<Integer> visits = new ArrayList<>(); // leaves read by each
    private final Set<Integer> missing = new HashSet<>();
    private final Backing.BackingView disk =
            new Backing.BackingView() {
                @Override
                public List<byte @Nullable []> leaves(int store, List<byte[]> lows) {
                    visits.add(lows.size());
                    var records = new ArrayList<byte @Nullable []>();
                    for (byte[] low : lows) {
                        int leaf = low.length == 0 ? 0 : ByteBuffer.wrap(low).getInt();
                        records.add(
                                missing.contains(leaf)
                                        ? null
                                        : LeafRecord.of(Page.single(key(leaf), new byte[1])));
                    }
                    return records;
                }

                @Override
                public List<byte[]> recorded(int store) {
                    return List.of();
                }

                @Override
                public List<byte[]> boundaries(int store) {
                    return List.of();
                }

                @Override
                public void release() {}
            };

    private static byte[] key(int leaf) {
        return ByteBuffer.allocate(4).putInt(leaf).array();
    }

    private View view(int leafBytes, PagedStorage storage) {
        List<byte[]> lows = IntStream.range(1, LEAVES).mapToObj(ViewTest::key).toList();
        PageTree tree =
                PageTree.cold(lows, Collections.nCopies(LEAVES, leafBytes), PageTree.PAGE_BYTES);
        var budget = new PageBudget(0, () -> {}); // nothing stays
        var store = new PagedStore(new StoreId("v"), 1, storage, budget);
        return new View(1, tree, store, new SharedBackingView(disk));
    }

    private static PagedStorage storage() {
        return new PagedStorage(
                Backing.NONE,
                PagedOptions.forHeap(
                        RelationPrefix.fixed(1), 64 << 20, 1, PagedOptions.Drive.CALLER));
    }

    private static List<@Nullable Entry> all(View view) {
        var snapshot = new PagedSnapshot(view);
        return snapshot.getAll(IntStream.range(0, LEAVES).mapToObj(ViewTest::key).toList());
    }

    @Test
    void recordsOfLookUpsAreReadManyAtATimeUnlessTheyAreLong() {
        try (PagedStorage storage = storage()) {
            List<@Nullable Entry> entries = all(view(PageTree.PAGE_BYTES, storage));
            for (int i = 0; i < LEAVES; i++) {
                Entry entry = entries.get(i);
                assertThat(entry).isNotNull();
                assertThat(entry.page().key(0)).isEqualTo(key(i));
            }
            assertThat(visits).containsExactly(64, 64, 64, 8);
            visits.clear();
            all(view(400_000, storage));
            assertThat(visits).allMatch(leaves -> leaves == 2).hasSize(LEAVES / 2);
            visits.clear();
            all(view(2 << 20, storage));
            assertThat(visits).allMatch(leaves -> leaves == 1).hasSize(LEAVES);
        }
    }

    @Test
    void aRecordThatIsMissingIsDamageForWhoeverReadsIt() {
        try (PagedStorage storage = storage()) {
            View view = view(1_000, storage);
            missing.add(7);
            assertThatThrownBy(() -> view.tree.get(key(7), view))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("the record of a leaf is missing");
            assertThatThrownBy(() -> view.read(view.tree.leaf(key(7)), key(7), false))
                    .isInstanceOf(StoreException.class);
            missing.add(0);
            assertThat(view.tree.get(key(0), view)).as("the first needs none").isNull();
        }
    }
}
