package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** CREATE VIEW; ALTER VIEW is {@link TableStatement.AlterTable} or an {@link ObjectStatement}. */
public sealed interface ViewStatement extends DefinitionStatement {
    /** What WITH CHECK OPTION asks. */
    enum CheckOption {
        LOCAL,
        CASCADED
    }

    /** RECURSIVE arrives rewritten as a query with a recursive CTE. {@code columns} empty: those of the query. */
    record CreateView(
            QualifiedName name,
            boolean orReplace,
            boolean temporary,
            List<String> columns,
            List<UtilityStatement.Option> options,
            Select query,
            @Nullable CheckOption checkOption)
            implements ViewStatement {
        public CreateView {
            columns = List.copyOf(columns);
            options = List.copyOf(options);
        }
    }
}
