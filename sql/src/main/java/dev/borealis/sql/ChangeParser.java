package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Delete;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.IndexElement;
import dev.borealis.sql.ast.Insert;
import dev.borealis.sql.ast.Insert.ConflictTarget;
import dev.borealis.sql.ast.Insert.OnConflict;
import dev.borealis.sql.ast.Insert.Overriding;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.QueryStatement.Assignment;
import dev.borealis.sql.ast.QueryStatement.ColumnTarget;
import dev.borealis.sql.ast.QueryStatement.With;
import dev.borealis.sql.ast.Refused;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.Step;
import dev.borealis.sql.ast.TableExpression;
import dev.borealis.sql.ast.TableExpression.Alias;
import dev.borealis.sql.ast.TableExpression.Relation;
import dev.borealis.sql.ast.Update;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** INSERT, UPDATE, DELETE; and MERGE, which is read to be refused. */
final class ChangeParser {
    private final Grammar grammar;
    private final Cursor cursor;

    ChangeParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    // ---- INSERT ----

    Insert insert(@Nullable With with) {
        cursor.expect(Keyword.INSERT, Keyword.INTO);
        QualifiedName name = cursor.relationName();
        Alias alias = cursor.accept(Keyword.AS) ? new Alias(cursor.columnId(), List.of()) : null;
        Relation target = new Relation(name, false, alias, null, name.position());
        List<ColumnTarget> columns = List.of();
        if (cursor.accept(Keyword.DEFAULT)) {
            cursor.expect(Keyword.VALUES);
            return finish(with, target, columns, Overriding.NONE, null);
        }
        if (cursor.at(LEFT_PARENTHESIS) && !atParenthesizedQuery()) {
            cursor.advance();
            columns = columnTargets();
            cursor.expect(RIGHT_PARENTHESIS);
        }
        Overriding overriding = overriding();
        Select source = grammar.queries().select();
        return finish(with, target, columns, overriding, source);
    }

    private boolean atParenthesizedQuery() {
        int ahead = 1;
        while (cursor.at(ahead, LEFT_PARENTHESIS)) {
            ahead++;
        }
        Keyword keyword = cursor.keyword(ahead);
        // VALUES may name a column too: only a parenthesis after it makes it a query
        return ahead > 1
                || keyword == Keyword.SELECT
                || keyword == Keyword.WITH
                || keyword == Keyword.TABLE
                || keyword == Keyword.VALUES && cursor.at(ahead + 1, LEFT_PARENTHESIS);
    }

    private Overriding overriding() {
        if (!cursor.accept(Keyword.OVERRIDING)) {
            return Overriding.NONE;
        }
        Overriding result = Overriding.USER;
        if (!cursor.accept(Keyword.USER)) {
            cursor.expect(Keyword.SYSTEM);
            result = Overriding.SYSTEM;
        }
        cursor.expect(Keyword.VALUE);
        return result;
    }

    private Insert finish(
            @Nullable With with,
            Relation target,
            List<ColumnTarget> columns,
            Overriding overriding,
            @Nullable Select source) {
        OnConflict conflict = cursor.at(Keyword.ON) ? onConflict() : null;
        return new Insert(
                with,
                target,
                columns,
                overriding,
                source,
                conflict,
                grammar.queries().optionalReturning());
    }

    private OnConflict onConflict() {
        int position = cursor.position();
        cursor.expect(Keyword.ON, Keyword.CONFLICT);
        int place = cursor.position();
        ConflictTarget target = null;
        if (cursor.at(LEFT_PARENTHESIS)) {
            cursor.advance();
            List<IndexElement> elements = indexElements();
            cursor.expect(RIGHT_PARENTHESIS);
            target =
                    new ConflictTarget.Inference(
                            elements, grammar.queries().optionalWhere(), place);
        } else if (cursor.accept(Keyword.ON)) {
            cursor.expect(Keyword.CONSTRAINT);
            target = new ConflictTarget.Named(cursor.columnId(), place);
        }
        cursor.expect(Keyword.DO);
        if (cursor.accept(Keyword.NOTHING)) {
            return new OnConflict(target, null, null, position);
        }
        cursor.expect(Keyword.UPDATE, Keyword.SET);
        List<Assignment> assignments = assignments();
        return new OnConflict(target, assignments, grammar.queries().optionalWhere(), position);
    }

    /** Keys of an index, and of ON CONFLICT. */
    List<IndexElement> indexElements() {
        List<IndexElement> elements = new ArrayList<>();
        do {
            elements.add(indexElement());
        } while (cursor.accept(COMMA));
        return elements;
    }

    IndexElement indexElement() {
        int position = cursor.position();
        String column = null;
        Expression expression = null;
        if (cursor.accept(LEFT_PARENTHESIS)) {
            expression = grammar.expressions().expression();
            cursor.expect(RIGHT_PARENTHESIS);
        } else if (grammar.from().atFunction()) {
            expression = grammar.from().functionCall();
        } else {
            column = cursor.columnId();
        }
        QualifiedName collation = cursor.accept(Keyword.COLLATE) ? cursor.anyName() : null;
        QualifiedName operatorClass = null;
        boolean options = false;
        if (cursor.atColumnId() && !cursor.at(Keyword.NULLS)) {
            operatorClass = cursor.anyName();
            if (cursor.at(LEFT_PARENTHESIS)) {
                grammar.options().relationOptions();
                options = true;
            }
        }
        return new IndexElement(
                column,
                expression,
                collation,
                operatorClass,
                options,
                grammar.queries().direction(),
                grammar.queries().nulls(),
                position);
    }

    // ---- UPDATE and DELETE ----

    Update update(@Nullable With with) {
        cursor.expect(Keyword.UPDATE);
        Relation target = target();
        cursor.expect(Keyword.SET);
        List<Assignment> assignments = assignments();
        List<TableExpression> from =
                cursor.accept(Keyword.FROM) ? grammar.from().list() : List.of();
        return new Update(
                with,
                target,
                assignments,
                from,
                whereOrCurrent(),
                grammar.queries().optionalReturning());
    }

    Delete delete(@Nullable With with) {
        cursor.expect(Keyword.DELETE, Keyword.FROM);
        Relation target = target();
        List<TableExpression> using =
                cursor.accept(Keyword.USING) ? grammar.from().list() : List.of();
        return new Delete(
                with, target, using, whereOrCurrent(), grammar.queries().optionalReturning());
    }

    /** {@code relation [[AS] alias]}; SET is no alias without AS. */
    private Relation target() {
        Relation relation = grammar.from().relation();
        boolean as = cursor.accept(Keyword.AS);
        if (!as && (!cursor.atColumnId() || cursor.at(Keyword.SET))) {
            return relation;
        }
        Alias alias = new Alias(cursor.columnId(), List.of());
        return new Relation(relation.name(), relation.only(), alias, null, relation.position());
    }

    private @Nullable Expression whereOrCurrent() {
        if (!cursor.accept(Keyword.WHERE)) {
            return null;
        }
        int position = cursor.position();
        if (cursor.accept(Keyword.CURRENT, Keyword.OF)) {
            return new Expression.CurrentOf(cursor.columnId(), position);
        }
        return grammar.expressions().expression();
    }

    private List<Assignment> assignments() {
        List<Assignment> assignments = new ArrayList<>(2);
        do {
            assignments.add(assignment());
        } while (cursor.accept(COMMA));
        return assignments;
    }

    private Assignment assignment() {
        int position = cursor.position();
        if (cursor.accept(LEFT_PARENTHESIS)) {
            List<ColumnTarget> columns = columnTargets();
            cursor.expect(RIGHT_PARENTHESIS);
            cursor.expect(TokenKind.EQUAL);
            return new Assignment.Multiple(columns, grammar.expressions().expression(), position);
        }
        ColumnTarget column = columnTarget();
        cursor.expect(TokenKind.EQUAL);
        return new Assignment.Single(column, grammar.expressions().expression());
    }

    private List<ColumnTarget> columnTargets() {
        List<ColumnTarget> columns = new ArrayList<>(4);
        do {
            columns.add(columnTarget());
        } while (cursor.accept(COMMA));
        return columns;
    }

    private ColumnTarget columnTarget() {
        int position = cursor.position();
        String name = cursor.columnId();
        List<Step> steps = grammar.primaries().steps();
        for (int i = 0; i < steps.size() - 1; i++) {
            if (steps.get(i) instanceof Step.AllFields) {
                throw cursor.error("improper use of \"*\"");
            }
        }
        return new ColumnTarget(name, steps, position);
    }

    // ---- MERGE ----

    Refused merge() {
        cursor.expect(Keyword.MERGE, Keyword.INTO);
        target();
        cursor.expect(Keyword.USING);
        grammar.from().item();
        cursor.expect(Keyword.ON);
        grammar.expressions().expression();
        do {
            mergeWhen();
        } while (cursor.at(Keyword.WHEN));
        return new Refused("unsupported statement type: MERGE");
    }

    private void mergeWhen() {
        cursor.expect(Keyword.WHEN);
        boolean not = cursor.accept(Keyword.NOT);
        cursor.expect(Keyword.MATCHED);
        if (cursor.accept(Keyword.AND)) {
            grammar.expressions().expression();
        }
        cursor.expect(Keyword.THEN);
        if (cursor.accept(Keyword.DO)) {
            cursor.expect(Keyword.NOTHING);
        } else if (not) {
            cursor.expect(Keyword.INSERT);
            if (cursor.accept(Keyword.DEFAULT)) {
                cursor.expect(Keyword.VALUES);
                return;
            }
            if (cursor.accept(LEFT_PARENTHESIS)) {
                columnTargets();
                cursor.expect(RIGHT_PARENTHESIS);
            }
            overriding();
            cursor.expect(Keyword.VALUES);
            cursor.expect(LEFT_PARENTHESIS);
            grammar.expressions().expressions();
            cursor.expect(RIGHT_PARENTHESIS);
        } else if (!cursor.accept(Keyword.DELETE)) {
            cursor.expect(Keyword.UPDATE, Keyword.SET);
            assignments();
        }
    }
}
