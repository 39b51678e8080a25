package dev.borealis.engine.job;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RelationFormats;
import dev.borealis.engine.catalog.TableStatistics;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Piece;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.ValueMemory;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What ANALYZE finds. The rows of a table of moderate size are counted, and a sample of them is looked at. Of a larger one
 * a number of places are read, spread evenly over its bytes, and the number of rows follows from how many there lie in so
 * many bytes: it costs the same however large the table is.
 */
final class Analysis {
    /** Tables up to this size are counted. */
    private static final long COUNTED_BYTES = 64 << 20;

    /** Places read of a larger table: a page each. */
    private static final int PLACES = 6_000;

    /** Memory for the values of the sample. */
    private static final long SAMPLE_BYTES =
            Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

    /** Memory for all lists of values of a table. */
    private static final long LIST_BYTES = 4 << 20;

    private Analysis() {}

    /** How tables are read. @param counted bytes of a table that is counted @param places read of a larger one */
    record Manner(long counted, int places) {
        static final Manner USUAL = new Manner(COUNTED_BYTES, PLACES);
    }

    /** One table, as a job. */
    static Outcome step(JobRun run) {
        if (!(run.catalog.relation(run.job.object()) instanceof Relation.Table table)) {
            return Outcome.completed("Skipped job for nonexistent table.");
        }
        TableStatistics found =
                of(run.catalogs, run.view, table, run.random(), run::checkGoesOn, Manner.USUAL);
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
     * @param random chooses the rows of a table that has more than the sample
     * @param stopping throws when it is not to go on; asked at each page
     */
    static TableStatistics of(
            CatalogStore catalogs,
            StoreTransaction transaction,
            Relation.Table table,
            RandomGenerator random,
            Runnable stopping,
            Manner manner) {
        Catalog catalog = catalogs.of(transaction);
        RelationFormats.TableFormat format = catalog.formats().table(table);
        List<ColumnDefinition> columns = table.liveColumns();
        List<SqlType> types =
                columns.stream().map(column -> catalog.baseType(column.type())).toList();
        var sample = new RowSample(format, columns, types, random, SAMPLE_BYTES);
        KeyRange all = format.key().all();
        long bytes = bytes(catalogs.store().pieces(all, 1));
        double rows;
        if (bytes <= manner.counted()) {
            rows = count(transaction, all, sample, stopping);
        } else {
            List<Piece> pieces = catalogs.store().pieces(all, manner.places());
            rows = estimate(transaction, pieces, sample, random, stopping);
        }
        Map<Integer, TableStatistics.ColumnStatistics> found = new HashMap<>();
        for (int i = 0; i < columns.size() && sample.size() > 0; i++) {
            stopping.run();
            found.put(
                    columns.get(i).number(),
                    ColumnAnalysis.of(types.get(i), sample.values(i), rows));
        }
        forgetLargest(found);
        return new TableStatistics(rows, bytes, found);
    }

    /** Of a table with many wide columns not every list of values is kept: all of them are one value in the store. */
    private static void forgetLargest(Map<Integer, TableStatistics.ColumnStatistics> found) {
        long kept = 0;
        for (TableStatistics.ColumnStatistics column : found.values()) {
            kept += listBytes(column);
        }
        while (kept > LIST_BYTES) {
            Map.Entry<Integer, TableStatistics.ColumnStatistics> largest =
                    Collections.max(
                            found.entrySet(),
                            Comparator.comparingLong(entry -> listBytes(entry.getValue())));
            kept -= listBytes(largest.getValue());
            largest.setValue(largest.getValue().withoutLists());
        }
    }

    private static long listBytes(TableStatistics.ColumnStatistics column) {
        return ValueMemory.bytes(column.common()) + ValueMemory.bytes(column.bounds());
    }

    private static long bytes(List<Piece> pieces) {
        long bytes = 0;
        for (Piece piece : pieces) {
            bytes += piece.bytes();
        }
        return bytes;
    }

    private static double count(
            StoreTransaction transaction, KeyRange all, RowSample sample, Runnable stopping) {
        try (EntryCursor cursor = transaction.scan(all, false, Integer.MAX_VALUE)) {
            while (cursor.nextRun()) {
                stopping.run();
                for (int i = cursor.runStart(); i < cursor.runEnd(); i++) {
                    sample.offer(cursor.page(), i);
                }
            }
        }
        return sample.offered();
    }

    /** From the first page of each piece as many rows as make the sample, each with the same chance. */
    private static double estimate(
            StoreTransaction transaction,
            List<Piece> pieces,
            RowSample sample,
            RandomGenerator random,
            Runnable stopping) {
        int fromEach = Math.max(1, RowSample.ROWS / pieces.size());
        double rowsRead = 0;
        double bytesRead = 0;
        for (Piece piece : pieces) {
            stopping.run();
            try (EntryCursor cursor = transaction.scan(piece.range(), false, 1)) {
                if (!cursor.nextRun()) {
                    continue;
                }
                int first = cursor.runStart();
                int rows = cursor.runEnd() - first;
                int wanted = Math.min(fromEach, rows);
                // Knuth's selection: in order, each row with the chance that is left
                for (int i = 0; i < rows && wanted > 0; i++) {
                    if (random.nextInt(rows - i) < wanted) {
                        sample.offer(cursor.page(), first + i);
                        wanted--;
                    }
                }
                rowsRead += rows;
                bytesRead += cursor.page().packedBytes();
            }
        }
        return bytesRead == 0 ? 0 : Math.rint(rowsRead * bytes(pieces) / bytesRead);
    }
}
