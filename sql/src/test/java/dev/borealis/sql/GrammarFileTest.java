package dev.borealis.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.borealis.sql.SentenceGenerator.Rule;
import dev.borealis.types.error.SqlException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What the vendor's grammar file derives, parses. Skipped where the file is absent. Source: sql-grammar.md section 12. */
class GrammarFileTest {
    private static final int SENTENCES = 3_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatTheGrammarFileDerivesParses(long seed) throws IOException {
        Path file = Path.of("../../shared/data/dsql_grammar.json");
        assumeTrue(Files.exists(file), "skipped: no grammar file at " + file);
        Map<String, Rule> rules = SentenceGenerator.read(Files.readString(file));
        SentenceGenerator generator = new SentenceGenerator(rules, new SplittableRandom(seed));
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < SENTENCES; i++) {
            String sentence = generator.statement();
            try {
                Parser.parse(sentence);
            } catch (SqlException error) {
                // the file knows nothing of rules beside the grammar, such as WITH TIES needing
                // ORDER BY
                if (error.text().startsWith("syntax error")) {
                    failures.add(error.text() + " at " + error.position() + ": " + sentence);
                }
            }
        }
        assertThat(failures).as("seed %d", seed).isEmpty();
    }
}
