package dev.borealis.engine.define;

import dev.borealis.engine.bind.Binder;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ExtendedStatistics;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.StatisticsStatement;
import dev.borealis.sql.ast.TableExpression;
import dev.borealis.types.Limits;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.ObjectLimitErrors;

import java.util.ArrayList;
import java.util.List;

/** CREATE STATISTICS and ALTER STATISTICS … SET STATISTICS. */
final class StatisticsDefiner {
    private final Edit edit;

    StatisticsDefiner(Edit edit) {
        this.edit = edit;
    }

    DefinitionResult create(StatisticsStatement.CreateStatistics statement) {
        if (!(statement.from().getFirst() instanceof TableExpression.Relation from)
                || statement.from().size() != 1) {
            throw DefinitionErrors.statisticsOfSeveralRelations();
        }
        Relation.Table table = edit.table(from.name());
        edit.requireOwner(table);
        int schema =
                statement.name() == null ? table.schema() : edit.schemaFor(statement.name()).oid();
        List<Integer> columns = new ArrayList<>();
        List<Scalar> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (StatisticsStatement.Key key : statement.keys()) {
            if (key.column() != null) {
                ColumnDefinition column = table.findColumn(key.column());
                if (column == null) {
                    throw DefinitionErrors.undefinedColumn(key.column());
                }
                columns.add(column.number());
                names.add(column.name());
            } else {
                expressions.add(
                        edit.binder()
                                .expression(
                                        java.util.Objects.requireNonNull(key.expression()),
                                        Binder.Use.STATISTICS,
                                        new TableDraft(table)));
                names.add("expr");
            }
        }
        if (columns.size() + expressions.size() == 1 && expressions.isEmpty()) {
            throw DefinitionErrors.tooFewStatisticsColumns();
        }
        String name =
                statement.name() != null
                        ? statement.name().last()
                        : ObjectNames.choose(
                                table.name(),
                                ObjectNames.addition(names),
                                "stat",
                                taken -> exists(schema, taken));
        if (exists(schema, name)) {
            var error = DefinitionErrors.duplicateStatistics(name);
            if (!statement.ifNotExists()) {
                throw error;
            }
            edit.notice(DefinitionErrors.skippedDuplicate(error));
            return DefinitionResult.tag("CREATE STATISTICS");
        }
        long onTable =
                edit.catalog().extendedStatistics().stream()
                        .filter(one -> one.table() == table.oid())
                        .count();
        if (onTable >= Limits.STATISTICS_PER_TABLE) {
            throw ObjectLimitErrors.tooManyStatistics(Limits.STATISTICS_PER_TABLE);
        }
        edit.editor.put(
                new ExtendedStatistics(
                        edit.nextOid(),
                        schema,
                        name,
                        edit.context.role(),
                        table.oid(),
                        columns,
                        expressions,
                        kinds(statement.kinds(), expressions.isEmpty()),
                        -1));
        return DefinitionResult.tag("CREATE STATISTICS");
    }

    private static String kinds(List<String> words, boolean noExpressions) {
        if (words.isEmpty()) {
            return noExpressions ? "dfm" : "dfme";
        }
        var letters = new StringBuilder();
        for (String word : words) {
            letters.append(
                    switch (word) {
                        case "ndistinct" -> 'd';
                        case "dependencies" -> 'f';
                        case "mcv" -> 'm';
                        default -> throw DefinitionErrors.unrecognizedStatisticsKind(word);
                    });
        }
        return letters + (noExpressions ? "" : "e");
    }

    private boolean exists(int schema, String name) {
        return edit.catalog().extendedStatistics().stream()
                .anyMatch(one -> one.schema() == schema && one.name().equals(name));
    }

    DefinitionResult alter(StatisticsStatement.AlterStatistics statement) {
        if (statement.target() > Limits.STATISTICS_TARGET) {
            throw ObjectLimitErrors.statisticsTarget(statement.target(), Limits.STATISTICS_TARGET);
        }
        QualifiedName name = statement.name();
        for (ExtendedStatistics one : edit.catalog().extendedStatistics()) {
            if (one.name().equals(name.last())) {
                edit.editor.put(
                        new ExtendedStatistics(
                                one.oid(),
                                one.schema(),
                                one.name(),
                                one.owner(),
                                one.table(),
                                one.columns(),
                                one.expressions(),
                                one.kinds(),
                                statement.target()));
                return DefinitionResult.tag("ALTER STATISTICS");
            }
        }
        var error = DefinitionErrors.undefinedObject("statistics object", name.dotted());
        if (!statement.ifExists()) {
            throw error;
        }
        edit.notice(DefinitionErrors.skippedMissing(error));
        return DefinitionResult.tag("ALTER STATISTICS");
    }
}
