package dev.borealis.tests.logic;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A logic file: SQL and what it must answer. Blocks are separated by blank lines; {@code #} begins a comment line.
 *
 * <pre>
 * statement ok [tag=INSERT 0 3] [rows=3]
 * SQL
 *
 * statement error 42P01 relation "x" does not exist      (data of COPY after ----; the text up to the end of the line; nothing: any text)
 * SQL
 *
 * statement error 23505 duplicate key … DETAIL: Key (id)=(1) already exists.      (the detail, where it matters)
 * SQL
 *
 * query [sorted] [columns=a,b]
 * SQL
 * ----
 * 1|a|NULL
 *
 * notices [tag=CREATE TABLE]               (what is told beside the answer, in order)
 * SQL
 * ----
 * NOTICE: relation "t" already exists, skipping
 *
 * copy in [tag=COPY 2]                     (the lines are the data of COPY FROM STDIN)
 * SQL
 * ----
 * 1,a
 *
 * copy out [tag=COPY 2]                    (the lines are what COPY TO STDOUT must give)
 * SQL
 * ----
 * 1,a
 *
 * jobs                                     (waits until every job has ended)
 *
 * session a ok: SQL                    (any number of lines, one step each; sessions are made when first named)
 * session b error 40001 text: SQL      (a DETAIL: may follow the text)
 * session c/alice ok: SQL              (connected as the role alice instead of admin)
 * session a rows 1|x: SQL              (rows separated by ;;)
 * </pre>
 */
record LogicFile(Path path, List<Step> steps) {
    /**
     * @param session name of the session it runs in
     * @param line in the file, from 1
     */
    record Step(String session, int line, String sql, Expectation expectation) {}

    /** What a step must answer. */
    sealed interface Expectation {
        record Ok(@Nullable String tag) implements Expectation {}

        /** @param data of COPY FROM STDIN, if there is any */
        record Fails(String sqlState, String text, List<String> data) implements Expectation {}

        record Notices(List<String> notices, @Nullable String tag) implements Expectation {}

        record CopyIn(List<String> data, @Nullable String tag) implements Expectation {}

        record CopyOut(List<String> data, @Nullable String tag) implements Expectation {}

        record JobsEnd() implements Expectation {}

        record Rows(List<String> rows, boolean sorted, @Nullable String columns)
                implements Expectation {}
    }

    static LogicFile read(Path path) throws IOException {
        List<String> lines = Files.readAllLines(path);
        List<Step> steps = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                i++;
                continue;
            }
            int start = i + 1;
            String[] words = line.split("\\s+", 3);
            switch (words[0]) {
                case "statement", "query", "notices", "copy" -> {
                    var sql = new StringBuilder();
                    i++;
                    while (i < lines.size()
                            && !lines.get(i).isBlank()
                            && !lines.get(i).equals("----")) {
                        sql.append(lines.get(i++)).append('\n');
                    }
                    List<String> rows = new ArrayList<>();
                    if (i < lines.size() && lines.get(i).equals("----")) {
                        i++;
                        while (i < lines.size() && !lines.get(i).isBlank()) {
                            rows.add(lines.get(i++));
                        }
                    }
                    steps.add(
                            new Step(
                                    "",
                                    start,
                                    sql.toString().strip(),
                                    expectation(path, start, line, rows)));
                }
                case "jobs" -> {
                    steps.add(new Step("", start, "jobs", new Expectation.JobsEnd()));
                    i++;
                }
                case "session" -> {
                    steps.add(sessionStep(path, start, line));
                    i++;
                }
                default -> throw bad(path, start, line);
            }
        }
        return new LogicFile(path, List.copyOf(steps));
    }

    private static Expectation expectation(Path path, int line, String head, List<String> rows) {
        String[] words = head.split("\\s+", 4);
        if (words[0].equals("query")) {
            boolean sorted = false;
            String columns = null;
            for (int i = 1; i < words.length; i++) {
                for (String word : words[i].split("\\s+")) {
                    sorted |= word.equals("sorted");
                    if (word.startsWith("columns=")) {
                        columns = word.substring("columns=".length());
                    }
                }
            }
            return new Expectation.Rows(rows, sorted, columns);
        }
        int tagAt = head.indexOf("tag=");
        String tag = tagAt < 0 ? null : head.substring(tagAt + "tag=".length());
        if (words[0].equals("notices")) {
            return new Expectation.Notices(rows, tag);
        }
        if (head.startsWith("copy in")) {
            return new Expectation.CopyIn(rows, tag);
        }
        if (head.startsWith("copy out")) {
            return new Expectation.CopyOut(rows, tag);
        }
        if (words.length > 1 && words[1].equals("ok")) {
            String rest = head.replaceFirst("statement\\s+ok\\s*", "");
            return new Expectation.Ok(rest.startsWith("tag=") ? rest.substring(4) : null);
        }
        if (words.length > 2 && words[1].equals("error")) {
            return new Expectation.Fails(words[2], words.length > 3 ? words[3] : "", rows);
        }
        throw bad(path, line, head);
    }

    private static Step sessionStep(Path path, int line, String text) {
        String[] words = text.split("\\s+", 3);
        if (words.length < 3) {
            throw bad(path, line, text);
        }
        String rest = words[2];
        int colon = rest.indexOf(": ");
        if (colon > 0 && rest.startsWith("DETAIL", colon - "DETAIL".length())) {
            colon = rest.indexOf(": ", colon + 2);
        }
        if (colon < 0) {
            throw bad(path, line, text);
        }
        String head = rest.substring(0, colon);
        String sql = rest.substring(colon + 2);
        if (head.equals("ok")) {
            return new Step(words[1], line, sql, new Expectation.Ok(null));
        }
        if (head.startsWith("ok tag=")) {
            return new Step(words[1], line, sql, new Expectation.Ok(head.substring(7)));
        }
        if (head.startsWith("error ")) {
            String[] parts = head.split("\\s+", 3);
            return new Step(
                    words[1],
                    line,
                    sql,
                    new Expectation.Fails(parts[1], parts.length > 2 ? parts[2] : "", List.of()));
        }
        if (head.startsWith("rows")) {
            String rows = head.substring(4).strip();
            return new Step(
                    words[1],
                    line,
                    sql,
                    new Expectation.Rows(
                            rows.isEmpty() ? List.of() : List.of(rows.split(";;")), false, null));
        }
        throw bad(path, line, text);
    }

    private static IllegalArgumentException bad(Path path, int line, String text) {
        return new IllegalArgumentException(path + ":" + line + ": not understood: " + text);
    }
}
