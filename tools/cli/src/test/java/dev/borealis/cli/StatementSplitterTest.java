package dev.borealis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementSplitterTest {
    private final StatementSplitter splitter = new StatementSplitter();

    @Test
    void semicolonsEndStatements() {
        assertThat(splitter.add("select 1; select 2;; sel"))
                .containsExactly("select 1", "select 2");
        assertThat(splitter.add("ect 3")).isEmpty();
        assertThat(splitter.rest()).isEqualTo("select 3");
        assertThat(splitter.isEmpty()).isTrue();
    }

    @Test
    void semicolonsInQuotesCommentsAndParenthesesDoNot() {
        assertThat(splitter.add("a ';' \";\" 'it''s;';")).containsExactly("a ';' \";\" 'it''s;'");
        assertThat(splitter.add("b $$;$$ $x$;$$;$x$;")).containsExactly("b $$;$$ $x$;$$;$x$");
        assertThat(splitter.add("c -- ;\n/* ; /* ; */ ; */ E'\\';' (;);"))
                .containsExactly("c -- ;\n/* ; /* ; */ ; */ E'\\';' (;)");
        assertThat(splitter.add("d $1 ;")).containsExactly("d $1");
    }

    @Test
    void anOpenQuoteWaitsForMore() {
        assertThat(splitter.add("select 'a;\n")).isEmpty();
        assertThat(splitter.add("b';\n")).containsExactly("select 'a;\nb'");
    }
}
