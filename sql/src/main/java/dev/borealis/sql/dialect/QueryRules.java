package dev.borealis.sql.dialect;

import dev.borealis.sql.ast.Delete;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.ExpressionParts;
import dev.borealis.sql.ast.Insert;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.QueryStatement.Assignment;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.TableExpression;
import dev.borealis.sql.ast.Update;
import dev.borealis.types.error.DialectErrors;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Refusals inside queries at any depth: TABLESAMPLE, weak row locks, SELECT INTO. The parser has bounded the depth, so
 * the recursion here is bounded too; long chains of one operator are followed in a loop.
 */
final class QueryRules {
    private QueryRules() {}

    static void check(QueryStatement statement) {
        if (statement instanceof Select select && into(select)) {
            throw DialectErrors.statement("CreateTableAs");
        }
        walk(statement);
    }

    /** INTO counts in the leftmost SELECT. */
    private static boolean into(Select select) {
        Select.Body body = select.body();
        while (body instanceof Select.SetOperation operation) {
            body = operation.left().body();
        }
        return body instanceof Select.Simple simple && simple.into() != null;
    }

    private static void walk(QueryStatement statement) {
        QueryStatement.With with = statement.with();
        if (with != null) {
            with.tables().forEach(table -> walk(table.query()));
        }
        switch (statement) {
            case Select select -> select(select);
            case Insert insert -> {
                if (insert.source() != null) {
                    walk(insert.source());
                }
                Insert.OnConflict conflict = insert.onConflict();
                if (conflict != null) {
                    if (conflict.assignments() != null) {
                        assignments(conflict.assignments());
                    }
                    expression(conflict.where());
                }
                targets(insert.returning());
            }
            case Update update -> {
                assignments(update.assignments());
                update.from().forEach(QueryRules::table);
                expression(update.where());
                targets(update.returning());
            }
            case Delete delete -> {
                delete.using().forEach(QueryRules::table);
                expression(delete.where());
                targets(delete.returning());
            }
        }
    }

    private static void select(Select select) {
        switch (select.body()) {
            case Select.Simple simple -> {
                if (!simple.from().isEmpty()) {
                    locking(select.locking());
                }
                simple.from().forEach(QueryRules::table);
                targets(simple.targets());
                expression(simple.where());
                for (Select.GroupItem item : simple.groupBy()) {
                    if (item instanceof Select.GroupItem.Single(Expression single)) {
                        expression(single);
                    }
                }
                expression(simple.having());
            }
            case Select.Values values ->
                    values.rows().forEach(row -> row.forEach(QueryRules::expression));
            case Select.SetOperation operation -> {
                walk(operation.left());
                walk(operation.right());
            }
        }
        select.orderBy().forEach(item -> expression(item.expression()));
        expression(select.limit());
        expression(select.offset());
    }

    /** Only where the lock would apply to something: {@code SELECT 1 FOR SHARE} is taken. */
    private static void locking(List<Select.Locking> clauses) {
        for (Select.Locking clause : clauses) {
            switch (clause.strength()) {
                case UPDATE, KEY_SHARE -> {}
                case SHARE, NO_KEY_UPDATE -> throw DialectErrors.locking();
            }
        }
    }

    private static void table(TableExpression table) {
        switch (table) {
            case TableExpression.Relation relation -> {
                if (relation.sample() != null) {
                    throw DialectErrors.clause("TABLESAMPLE");
                }
            }
            case TableExpression.Subquery subquery -> walk(subquery.query());
            case TableExpression.Functions functions ->
                    functions.functions().forEach(item -> expression(item.call()));
            case TableExpression.Join join -> {
                table(join.left());
                table(join.right());
                expression(join.on());
            }
            case TableExpression.XmlTable xml -> {
                expression(xml.document());
                expression(xml.rowPath());
            }
        }
    }

    private static void targets(List<QueryStatement.Target> targets) {
        targets.forEach(target -> expression(target.expression()));
    }

    private static void assignments(List<Assignment> assignments) {
        for (Assignment assignment : assignments) {
            switch (assignment) {
                case Assignment.Single single -> expression(single.value());
                case Assignment.Multiple multiple -> expression(multiple.source());
            }
        }
    }

    private static void expression(@Nullable Expression whole) {
        Expression here = whole;
        // a + b + c + … leans to the left
        while (here instanceof Expression.BinaryOperator operator) {
            expression(operator.right());
            here = operator.left();
        }
        if (here != null) {
            ExpressionParts.forEach(here, QueryRules::expression, QueryRules::walk);
        }
    }

    /** Whether a sub-query stands anywhere in an expression. */
    static boolean containsSubquery(Expression whole) {
        boolean[] found = new boolean[1];
        search(whole, found);
        return found[0];
    }

    private static void search(Expression whole, boolean[] found) {
        ExpressionParts.forEach(whole, part -> search(part, found), _ -> found[0] = true);
    }
}
