package dev.borealis.tests.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A file of statements that run on both databases and must answer alike. A statement ends with {@code ;} at the end of a
 * line. Blank lines separate groups. A line before a statement may say: {@code -- only borealis}, {@code -- only postgres} (set-up that differs in words),
 * {@code -- unordered} (rows are compared sorted), {@code -- any text} (of an error only the SQLSTATE is compared),
 * {@code -- pending: why} (a known difference: listed, not a failure, until the answers agree).
 */
record Corpus(Path path, List<Statement> statements) {
    record Statement(
            int line,
            int group,
            String sql,
            boolean onBorealis,
            boolean onPostgres,
            boolean unordered,
            boolean anyText,
            boolean pending) {}

    static Corpus read(Path path) throws IOException {
        List<Statement> statements = new ArrayList<>();
        var sql = new StringBuilder();
        boolean onBorealis = true;
        boolean onPostgres = true;
        boolean unordered = false;
        boolean anyText = false;
        boolean pending = false;
        int line = 0;
        int start = 0;
        int group = 0;
        for (String text : Files.readAllLines(path)) {
            line++;
            if (sql.isEmpty()) {
                start = line;
                if (text.isBlank()) {
                    group++;
                    continue;
                }
                if (text.startsWith("--")) {
                    onPostgres &= !text.equals("-- only borealis");
                    onBorealis &= !text.equals("-- only postgres");
                    unordered |= text.equals("-- unordered");
                    anyText |= text.equals("-- any text");
                    pending |= text.startsWith("-- pending");
                    continue;
                }
            }
            sql.append(text).append('\n');
            if (text.endsWith(";")) {
                String statement = sql.toString().strip();
                statements.add(
                        new Statement(
                                start,
                                group,
                                statement.substring(0, statement.length() - 1),
                                onBorealis,
                                onPostgres,
                                unordered,
                                anyText,
                                pending));
                sql.setLength(0);
                onBorealis = true;
                onPostgres = true;
                unordered = false;
                anyText = false;
                pending = false;
            }
        }
        if (!sql.isEmpty()) {
            throw new IllegalArgumentException(path + ": the last statement has no ;");
        }
        return new Corpus(path, List.copyOf(statements));
    }

    /** The statements between blank lines. */
    List<List<Statement>> groups() {
        return List.copyOf(
                statements.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Statement::group, TreeMap::new, Collectors.toList()))
                        .values());
    }
}
