package dev.borealis.cli;

import dev.borealis.server.http.JsonText;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Prints results: as a table, as psql does, or one JSON object a line. Notices go to stderr. */
final class ResultPrinter implements WireClient.Listener {
    /** Rows looked at before the widths of columns are settled; longer results are printed in pieces. */
    private static final int ROWS_TOGETHER = 1_000;

    enum Format {
        table,
        json
    }

    private final PrintWriter out;
    private final PrintWriter err;
    private final Format format;
    private List<String> names = List.of();
    private int[] types = {};
    private final List<List<@Nullable String>> rows = new ArrayList<>();
    private long printed;
    private boolean hasColumns;

    ResultPrinter(PrintWriter out, PrintWriter err, Format format) {
        this.out = out;
        this.err = err;
        this.format = format;
    }

    @Override
    public void columns(List<String> newNames, int[] typeOids) {
        names = newNames;
        types = typeOids;
        rows.clear();
        printed = 0;
        hasColumns = true;
    }

    @Override
    public void row(List<@Nullable String> values) {
        switch (format) {
            case json -> out.println(jsonRow(values));
            case table -> {
                rows.add(values);
                if (rows.size() == ROWS_TOGETHER) {
                    printRows();
                }
            }
        }
    }

    @Override
    public void complete(String tag) {
        if (hasColumns && format == Format.table) {
            if (!rows.isEmpty() || printed == 0) {
                printRows();
            }
            out.println(printed == 1 ? "(1 row)" : "(" + printed + " rows)");
            out.println();
        } else if (!hasColumns) {
            (format == Format.json ? err : out).println(tag);
        }
        hasColumns = false;
        out.flush();
    }

    @Override
    public void notice(WireClient.Diagnostic notice) {
        err.println(notice.text());
        err.flush();
    }

    @Override
    public void copyData(byte[] data) {
        out.print(new String(data, StandardCharsets.UTF_8));
    }

    private void printRows() {
        int[] widths = new int[names.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = width(names.get(i));
            for (List<@Nullable String> row : rows) {
                String value = row.get(i);
                widths[i] = Math.max(widths[i], value == null ? 0 : width(value));
            }
        }
        if (printed == 0) {
            StringBuilder head = new StringBuilder();
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                int space = widths[i] - width(names.get(i));
                head.append(i == 0 ? " " : " | ")
                        .append(" ".repeat(space / 2))
                        .append(names.get(i))
                        .append(" ".repeat(space - space / 2));
                line.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
            }
            out.println(head.append(' ').toString().stripTrailing());
            out.println(line);
        }
        for (List<@Nullable String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String value = row.get(i) == null ? "" : row.get(i);
                String shown = value == null ? "" : value.replace("\n", "↵");
                String space = " ".repeat(Math.max(0, widths[i] - width(shown)));
                line.append(i == 0 ? " " : " | ");
                line.append(isNumber(types[i]) ? space + shown : shown + space);
            }
            out.println(line.toString().stripTrailing());
        }
        printed += rows.size();
        rows.clear();
    }

    private String jsonRow(List<@Nullable String> values) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            json.append(i == 0 ? "" : ", ").append(JsonText.string(names.get(i))).append(": ");
            if (value == null) {
                json.append("null");
            } else if (isNumber(types[i]) && value.matches("-?[0-9].*")) {
                json.append(value);
            } else if (types[i] == 16) {
                json.append(value.equals("t"));
            } else if (types[i] == 114 || types[i] == 3802) {
                json.append(value); // json, jsonb
            } else {
                json.append(JsonText.string(value));
            }
        }
        return json.append('}').toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** int2, int4, int8, oid, float4, float8, numeric. */
    private static boolean isNumber(int type) {
        return switch (type) {
            case 20, 21, 23, 26, 700, 701, 1700 -> true;
            default -> false;
        };
    }
}
