package dev.borealis.engine.function;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** A tab-separated resource of this package, written by COPY TO; the first line names the columns. */
final class Table {
    private Table() {}

    static <T> List<T> read(String resource, Function<Row, T> make) {
        var stream =
                Objects.requireNonNull(
                        Table.class.getResourceAsStream(resource + ".tsv"),
                        resource + " is missing");
        var rows = new ArrayList<T>();
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.readLine(); // column names
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                rows.add(make.apply(new Row(line.split("\t", -1))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** One line; columns count from 0. */
    record Row(String[] fields) {
        String text(int column) {
            return fields[column].indexOf('\\') < 0 ? fields[column] : unescape(fields[column]);
        }

        @Nullable String optional(int column) {
            return fields[column].isEmpty() ? null : text(column);
        }

        int number(int column) {
            return Integer.parseInt(fields[column]);
        }

        boolean flag(int column) {
            return fields[column].equals("t");
        }

        char character(int column) {
            return fields[column].charAt(0);
        }

        List<Integer> numbers(int column) {
            var numbers = new ArrayList<Integer>();
            for (String number : fields[column].split(" ")) {
                if (!number.isEmpty()) {
                    numbers.add(Integer.parseInt(number));
                }
            }
            return numbers;
        }

        private static String unescape(String field) {
            var text = new StringBuilder();
            for (int i = 0; i < field.length(); i++) {
                char c = field.charAt(i);
                if (c != '\\' || i + 1 == field.length()) {
                    text.append(c);
                    continue;
                }
                char next = field.charAt(++i);
                text.append(
                        switch (next) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            default -> next;
                        });
            }
            return text.toString();
        }
    }
}
