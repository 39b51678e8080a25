package dev.borealis.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.catalog.TableStatistics;
import dev.borealis.types.Bytes;

import org.junit.jupiter.api.Test;

import java.util.Objects;

/** Tables larger than the sample; those within it are compared with PostgreSQL's in the differential corpus. */
class AnalysisTest extends JobFixture {
    private static final int ROWS = 90_000;

    private void fill() {
        run("create table t(id bigint primary key, few int, v text)");
        for (long first = 0; first < ROWS; first += 10_000) {
            try (var transaction = begin()) {
                for (long i = first; i < first + 10_000; i++) {
                    Bytes text = i % 3 == 0 ? Bytes.ofString("often") : Bytes.ofString("v" + i);
                    put(transaction, "t", i, i % 7, text);
                }
                transaction.commit();
            }
        }
    }

    private TableStatistics analyze(Analysis.Manner manner, Runnable stopping) {
        try (var transaction = begin()) {
            var table =
                    (Relation.Table)
                            Objects.requireNonNull(
                                    catalogs.of(transaction).relation(SystemOids.PUBLIC, "t"));
            return Analysis.of(catalogs, transaction, table, random, stopping, manner);
        }
    }

    private static TableStatistics.ColumnStatistics column(TableStatistics found, int number) {
        return Objects.requireNonNull(found.column(number));
    }

    private static void isTrue(TableStatistics found) {
        assertThat(column(found, 1).distinct()).isEqualTo(-1);
        assertThat(column(found, 1).correlation()).isCloseTo(1, within(1e-9));
        var bounds = Objects.requireNonNull(column(found, 1).bounds());
        assertThat(bounds.size()).isEqualTo(101);
        assertThat((double) (Long) bounds.get(50)).isCloseTo(ROWS / 2.0, within(ROWS / 30.0));
        assertThat(column(found, 2).distinct()).isEqualTo(7);
        assertThat(column(found, 2).commonFrequencies())
                .hasSize(7)
                .allSatisfy(part -> assertThat(part).isCloseTo(1 / 7.0, within(0.02)));
        assertThat(Objects.requireNonNull(column(found, 3).common()).elements())
                .containsExactly(Bytes.ofString("often"));
        assertThat(column(found, 3).commonFrequencies().getFirst())
                .isCloseTo(1 / 3.0, within(0.02));
        // there are 60,001; the estimate, 30,000 * 20,001 / (10,000 + 20,000 / 3), is what
        // PostgreSQL says
        assertThat(column(found, 3).distinct()).isCloseTo(-0.4, within(0.05));
    }

    @Test
    void theRowsOfATableOfModerateSizeAreCounted() {
        fill();
        TableStatistics found = analyze(Analysis.Manner.USUAL, () -> {});
        assertThat(found.rows()).isEqualTo(ROWS);
        isTrue(found);
    }

    @Test
    void ofALargeTableSomePagesAreRead() {
        fill();
        int[] looks = {0};
        TableStatistics found = analyze(new Analysis.Manner(1_000, 60), () -> looks[0]++);
        assertThat(looks[0]).isLessThan(70); // once for each page, then for each column
        assertThat(found.rows()).isCloseTo(ROWS, within(ROWS * 0.05));
        isTrue(found);
    }

    @Test
    void aSampleThatIsTooLargeIsThinned() {
        fill();
        try (var transaction = begin()) {
            var catalog = catalogs.of(transaction);
            var table =
                    (Relation.Table)
                            Objects.requireNonNull(catalog.relation(SystemOids.PUBLIC, "t"));
            var format = catalog.formats().table(table);
            var columns = table.liveColumns();
            var types = columns.stream().map(column -> catalog.baseType(column.type())).toList();
            var sample = new RowSample(format, columns, types, random, 1 << 20);
            try (var cursor = transaction.scan(format.key().all(), false, 100)) {
                while (cursor.nextRun()) {
                    for (int i = cursor.runStart(); i < cursor.runEnd(); i++) {
                        sample.offer(cursor.page(), i);
                    }
                }
            }
            assertThat(sample.size()).isBetween(1_000, 8_000);
            double sum = 0;
            for (Object id : sample.values(0)) {
                sum += (Long) Objects.requireNonNull(id);
            }
            assertThat(sum / sample.size()).isCloseTo(ROWS / 2.0, within(ROWS * 0.05));
        }
    }

    @Test
    void itStopsWhenItIsTold() {
        fill();
        assertThatThrownBy(
                        () ->
                                analyze(
                                        Analysis.Manner.USUAL,
                                        () -> {
                                            throw new JobStopped();
                                        }))
                .isInstanceOf(JobStopped.class);
    }
}
