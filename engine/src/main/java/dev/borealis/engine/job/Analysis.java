package dev.borealis.engine.job;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RelationFormats;
import dev.borealis.engine.catalog.TableStatistics;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.Piece;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What ANALYZE finds: rows counted, columns judged by a sample from the beginning of the table. */
final class Analysis {
    /** Rows of the sample. Source: PostgreSQL takes 300 for each of its 100 histogram steps. */
    private static final int SAMPLE_ROWS = 30_000;

    private static final int ROWS_BETWEEN_LOOKS = 1_000;

    private Analysis() {}

    /** One table, as a job. */
    static Outcome step(JobRun run) {
        if (!(run.catalog.relation(run.job.object()) instanceof Relation.Table table)) {
            return Outcome.completed("Skipped job for nonexistent table.");
        }
        TableStatistics found = of(run.catalogs, run.view, table, run::checkGoesOn);
        return Outcome.completed(now -> write(run.catalogs, now, table.oid(), found));
    }

    /** Keeps what was found; false when the table is gone. */
    static boolean write(
            CatalogStore catalogs, StoreTransaction now, int table, TableStatistics found) {
        if (catalogs.of(now).relation(table) == null) {
            return false;
        }
        catalogs.putStatistics(now, table, found);
        return true;
    }

    /**
     * Reads a table.
     *
     * @param stopping throws when it is not to go on; asked now and then
     */
    static TableStatistics of(
            CatalogStore catalogs,
            StoreTransaction transaction,
            Relation.Table table,
            Runnable stopping) {
        Catalog catalog = catalogs.of(transaction);
        RelationFormats.TableFormat format = catalog.formats().table(table);
        List<ColumnDefinition> columns = table.liveColumns();
        var samples = new ArrayList<Sample>();
        columns.forEach(_ -> samples.add(new Sample()));
        long rows = 0;
        try (EntryCursor cursor = transaction.scan(format.key().all(), false, Integer.MAX_VALUE)) {
            while (rows < SAMPLE_ROWS && cursor.next()) {
                if (rows++ % ROWS_BETWEEN_LOOKS == 0) {
                    stopping.run();
                }
                @Nullable Object[] values =
                        format.row()
                                .readAll(cursor.bytes(), cursor.valueStart(), cursor.valueEnd());
                for (int i = 0; i < samples.size(); i++) {
                    samples.get(i).add(values[columns.get(i).number() - 1]);
                }
            }
            for (long more = cursor.skip(); more > 0; more = cursor.skip()) {
                rows += more;
                stopping.run();
            }
        }
        long bytes = 0;
        for (Piece piece : catalogs.store().pieces(format.key().all(), 1)) {
            bytes += piece.bytes();
        }
        Map<Integer, TableStatistics.ColumnStatistics> found = new HashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            if (rows > 0) {
                found.put(columns.get(i).number(), samples.get(i).result(rows));
            }
        }
        return new TableStatistics(rows, bytes, found);
    }

    private static final class Sample {
        private final Set<Object> distinct = new HashSet<>();
        private long count;
        private long nulls;
        private long width;

        void add(@Nullable Object value) {
            count++;
            if (value == null) {
                nulls++;
                return;
            }
            distinct.add(value);
            width += value instanceof Bytes bytes ? bytes.length() : 8;
        }

        /** As PostgreSQL: a number that seems to grow with the table is given as its fraction, negative. */
        TableStatistics.ColumnStatistics result(long rows) {
            long present = count - nulls;
            double fraction = (double) nulls / count;
            int average = present == 0 ? 0 : (int) (width / present);
            boolean sampled = rows > count;
            boolean grows = distinct.size() > present * 0.1;
            double number =
                    present == 0 ? 0 : grows ? -(double) distinct.size() / count : distinct.size();
            if (grows && !sampled && distinct.size() == present) {
                number = -(1 - fraction);
            }
            return new TableStatistics.ColumnStatistics(fraction, number, average);
        }
    }
}
