package dev.borealis.engine.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.Relation;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Views as PostgreSQL 16.13 prints them, plain and pretty. */
class TreePrinterTest {
    @Test
    void printsViewsAsPostgresDoes() throws IOException {
        String file;
        try (var stream =
                Objects.requireNonNull(TreePrinterTest.class.getResourceAsStream("views.txt"))) {
            file = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        var wrong = new ArrayList<String>();
        for (String block : file.split("(?m)^-- ")) {
            if (block.isBlank()) {
                continue;
            }
            int end = block.indexOf('\n');
            String sql = block.substring(0, end);
            String[] expected = block.substring(end + 1).split("(?m)^--\n");
            var sample = new SampleCatalog();
            sample.view("vv", sql);
            var catalog = sample.catalog();
            var names =
                    new CatalogNames(
                            catalog, SampleCatalog.FUNCTIONS, List.of("public"), (_, _, _) -> {});
            var printer = new TreePrinter(catalog, SampleCatalog.FUNCTIONS, names);
            var view = (Relation.View) Objects.requireNonNull(catalog.relation(2200, "vv"));
            for (int i = 0; i < 2; i++) {
                String actual = printer.view(view, i == 1);
                if (!actual.equals(expected[i].stripTrailing())) {
                    wrong.add(sql + "\n--- expected\n" + expected[i] + "--- actual\n" + actual);
                }
            }
        }
        assertThat(wrong).as("%s", String.join("\n", wrong)).isEmpty();
    }
}
