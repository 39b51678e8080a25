package dev.borealis.engine.job;

import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.TableStatistics;
import dev.borealis.engine.observe.ChangedRows;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import java.util.ArrayList;
import java.util.List;

/** ANALYZE by command: at once, and in transactions of its own, one for each table. */
final class AnalyzeCommand {
    private final Jobs.Parts parts;
    private final Runnable stopping;

    /** @param stopping throws when it is not to go on */
    AnalyzeCommand(Jobs.Parts parts, Runnable stopping) {
        this.parts = parts;
        this.stopping = stopping;
    }

    /** Without names all tables of the role's schemas. */
    void run(UtilityStatement.Analyze statement, CatalogNames names) {
        tables(statement, names).forEach(table -> analyze(table.oid()));
    }

    private static List<Relation.Table> tables(
            UtilityStatement.Analyze statement, CatalogNames names) {
        List<Relation.Table> tables = new ArrayList<>();
        if (statement.targets().isEmpty()) {
            for (Relation relation : names.catalog().relations()) {
                if (relation instanceof Relation.Table table) {
                    tables.add(table);
                }
            }
        }
        for (UtilityStatement.AnalyzeTarget target : statement.targets()) {
            Relation relation =
                    names.relation(target.relation().schema(), target.relation().last());
            if (relation == null) {
                throw NameErrors.relationDoesNotExist(target.relation().dotted());
            }
            for (String column : target.columns()) {
                if (relation instanceof Relation.Table table && table.findColumn(column) == null) {
                    throw DefinitionErrors.undefinedColumnOf(column, relation.name());
                }
            }
            if (relation instanceof Relation.Table table) {
                tables.add(table);
            }
        }
        return tables;
    }

    private void analyze(int oid) {
        ChangedRows changes = parts.changes();
        long changed = changes == null ? 0 : changes.of(oid);
        TableStatistics found;
        try (StoreTransaction view = parts.begin(true)) {
            if (!(parts.catalogs().of(view).relation(oid) instanceof Relation.Table table)) {
                return;
            }
            found =
                    Analysis.of(
                            parts.catalogs(),
                            view,
                            table,
                            parts.random(),
                            stopping,
                            Analysis.Manner.USUAL);
        }
        while (true) {
            stopping.run();
            try (StoreTransaction now = parts.begin(false)) {
                if (Analysis.write(parts.catalogs(), now, oid, found)) {
                    now.commit();
                    if (changes != null) {
                        changes.analyzed(oid, changed);
                    }
                }
                return;
            } catch (SqlException conflict) {
                if (conflict.state() != SqlState.SERIALIZATION_FAILURE) {
                    throw conflict;
                }
            }
        }
    }
}
