package dev.borealis.store.paged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.Page;
import dev.borealis.store.tree.Leaf;
import dev.borealis.store.tree.PageTree;

import org.junit.jupiter.api.Test;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What is counted, and what goes first. */
class PageBudgetTest {
    private static final Page PAGE = Page.single(new byte[8], new byte[1_000]);
    private static final int PAGE_BYTES = PAGE.heapBytes();

    private final PageTree tree = tree(20);

    private static PageTree tree(int leaves) {
        List<byte[]> lows =
                IntStream.range(1, leaves).mapToObj(i -> new byte[] {(byte) i}).toList();
        return PageTree.cold(lows, Collections.nCopies(leaves, 1_000), PageTree.PAGE_BYTES);
    }

    private static List<Leaf> leaves(PageTree tree) {
        var leaves = new ArrayList<Leaf>();
        tree.forEachInterval((leaf, _, _) -> leaves.add(leaf));
        return leaves;
    }

    private static PageBudget ofPages(int pages) {
        return new PageBudget((long) pages * PAGE_BYTES, () -> {});
    }

    private static long warm(PageTree tree) {
        return leaves(tree).stream().filter(leaf -> !leaf.isCold()).count();
    }

    @Test
    void aSweepCorrectsTheCount() {
        PageBudget budget = ofPages(20);
        leaves(tree).getFirst().install(PAGE);
        budget.add(5L * PAGE_BYTES);
        budget.sweep(() -> new PageBudget.Trees(List.of(tree), List.of()));
        assertThat(budget.usedBytes()).isEqualTo(PAGE_BYTES);
    }

    @Test
    void whatComesWhileASweepRunsStaysCounted() {
        PageBudget budget = ofPages(20);
        leaves(tree).getFirst().install(PAGE);
        budget.add(PAGE_BYTES);
        List<PageTree> meanwhile =
                new AbstractList<>() { // asked for when the current trees were walked
                    @Override
                    public PageTree get(int index) {
                        throw new IndexOutOfBoundsException(index);
                    }

                    @Override
                    public int size() {
                        budget.keep(leaves(tree).getLast(), PAGE, false);
                        return 0;
                    }
                };
        budget.sweep(() -> new PageBudget.Trees(List.of(tree), meanwhile));
        assertThat(warm(tree)).isEqualTo(2);
        assertThat(budget.usedBytes()).isGreaterThanOrEqualTo(2L * PAGE_BYTES);
    }

    @Test
    void unusedLeavesGoFirstAndOfThemThoseOfOldViews() {
        PageTree old = tree(20);
        PageBudget budget = ofPages(35);
        leaves(tree).forEach(leaf -> leaf.install(PAGE));
        leaves(old).forEach(leaf -> leaf.install(PAGE));
        List<Leaf> used = leaves(tree).subList(0, 5);
        leaves(tree).forEach(Leaf::clearUsed);
        leaves(old).forEach(Leaf::clearUsed);
        used.forEach(leaf -> leaf.install(PAGE));
        budget.sweep(() -> new PageBudget.Trees(List.of(tree), List.of(old)));
        assertThat(warm(tree)).as("current").isEqualTo(20);
        assertThat(warm(old)).as("90 % of 35, without 20").isEqualTo(11);
    }
}
