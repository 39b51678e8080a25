package dev.borealis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;

class ResultPrinterTest {
    private final StringWriter out = new StringWriter();

    private String print(ResultPrinter.Format format) {
        ResultPrinter printer =
                new ResultPrinter(
                        new PrintWriter(out), new PrintWriter(new StringWriter()), format);
        printer.columns(List.of("id", "name", "ok"), new int[] {23, 25, 16});
        printer.row(List.of("1", "Ann \"A\"", "t"));
        printer.row(Arrays.asList("20", null, "f"));
        printer.complete("SELECT 2");
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    @Test
    void tablesLookLikePsqls() {
        assertThat(print(ResultPrinter.Format.table))
                .isEqualTo(
                        """
                         id |  name   | ok
                        ----+---------+----
                          1 | Ann "A" | t
                         20 |         | f
                        (2 rows)

                        """);
    }

    @Test
    void jsonIsOneObjectARow() {
        assertThat(print(ResultPrinter.Format.json))
                .isEqualTo(
                        """
                        {"id": 1, "name": "Ann \\"A\\"", "ok": true}
                        {"id": 20, "name": null, "ok": false}
                        """);
    }
}
