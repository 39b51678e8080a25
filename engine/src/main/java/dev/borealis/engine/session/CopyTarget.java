package dev.borealis.engine.session;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.types.Identifiers;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The table of a COPY.
 *
 * @param name as SQL, quoted where it must be
 * @param columns those named, else all that are not generated
 */
record CopyTarget(Relation.Table relation, String name, List<ColumnDefinition> columns) {

    /**
     * Checks what the statement names.
     *
     * @param relation what {@code name} stands for, null when nothing is called so
     * @param name its parts as written
     * @param columnNames as written, empty for all
     * @param from whether rows come from the client
     */
    static CopyTarget of(
            @Nullable Relation relation,
            List<String> name,
            List<String> columnNames,
            boolean from) {
        if (relation == null) {
            throw NameErrors.relationDoesNotExist(String.join(".", name));
        }
        if (!(relation instanceof Relation.Table table)) {
            throw SessionErrors.cannotCopy(from, relation.name());
        }
        List<ColumnDefinition> columns = new ArrayList<>();
        for (String column : columnNames) {
            ColumnDefinition definition = table.findColumn(column);
            if (definition == null) {
                throw DefinitionErrors.undefinedColumnOf(column, table.name());
            }
            columns.add(definition);
        }
        if (columns.isEmpty()) {
            columns.addAll(table.liveColumns());
            columns.removeIf(ColumnDefinition::generated);
        }
        String written = name.stream().map(Identifiers::quote).collect(Collectors.joining("."));
        return new CopyTarget(table, written, columns);
    }

    /** As a list in SQL. */
    String quotedColumns() {
        return columns.stream()
                .map(c -> Identifiers.quote(c.name()))
                .collect(Collectors.joining(", "));
    }
}
