package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.SortItem;
import dev.borealis.sql.ast.WindowDefinition;
import dev.borealis.sql.ast.WindowDefinition.Bound;
import dev.borealis.sql.ast.WindowDefinition.BoundKind;
import dev.borealis.sql.ast.WindowDefinition.Exclusion;
import dev.borealis.sql.ast.WindowDefinition.Frame;
import dev.borealis.sql.ast.WindowDefinition.Unit;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Window specifications and their frames. */
final class WindowParser {
    private final Grammar grammar;
    private final Cursor cursor;

    WindowParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code ([base] [PARTITION BY …] [ORDER BY …] [frame])}. */
    WindowDefinition specification(@Nullable String name) {
        int position = cursor.position();
        cursor.enter();
        cursor.expect(LEFT_PARENTHESIS);
        String base = null;
        if (cursor.atColumnId() && unit() == null && !cursor.at(Keyword.PARTITION)) {
            base = cursor.columnId();
        }
        List<Expression> partitionBy = List.of();
        if (cursor.accept(Keyword.PARTITION)) {
            cursor.expect(Keyword.BY);
            partitionBy = grammar.expressions().expressions();
        }
        List<SortItem> orderBy = grammar.queries().optionalOrderBy();
        Unit unit = unit();
        Frame frame = unit == null ? null : frame(unit);
        cursor.expect(RIGHT_PARENTHESIS);
        cursor.leave();
        return new WindowDefinition(name, base, partitionBy, orderBy, frame, position);
    }

    private @Nullable Unit unit() {
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            return null;
        }
        return switch (keyword) {
            case RANGE -> Unit.RANGE;
            case ROWS -> Unit.ROWS;
            case GROUPS -> Unit.GROUPS;
            default -> null;
        };
    }

    private Frame frame(Unit unit) {
        cursor.advance();
        boolean between = cursor.accept(Keyword.BETWEEN);
        int startPosition = cursor.position();
        Bound start = bound();
        Bound end = new Bound(BoundKind.CURRENT_ROW, null);
        if (between) {
            cursor.expect(Keyword.AND);
            int endPosition = cursor.position();
            end = bound();
            check(start, startPosition, end, endPosition);
        } else {
            if (start.kind() == BoundKind.UNBOUNDED_FOLLOWING) {
                throw SyntaxErrors.windowing(
                        "frame start cannot be UNBOUNDED FOLLOWING", startPosition);
            }
            if (start.kind() == BoundKind.OFFSET_FOLLOWING) {
                throw SyntaxErrors.windowing(
                        "frame starting from following row cannot end with current row",
                        startPosition);
            }
        }
        return new Frame(unit, start, end, between, exclusion());
    }

    private static void check(Bound start, int startPosition, Bound end, int endPosition) {
        if (start.kind() == BoundKind.UNBOUNDED_FOLLOWING) {
            throw SyntaxErrors.windowing(
                    "frame start cannot be UNBOUNDED FOLLOWING", startPosition);
        }
        if (end.kind() == BoundKind.UNBOUNDED_PRECEDING) {
            throw SyntaxErrors.windowing("frame end cannot be UNBOUNDED PRECEDING", endPosition);
        }
        boolean endsBefore = end.kind() == BoundKind.OFFSET_PRECEDING;
        if (start.kind() == BoundKind.CURRENT_ROW && endsBefore) {
            throw SyntaxErrors.windowing(
                    "frame starting from current row cannot have preceding rows", endPosition);
        }
        if (start.kind() == BoundKind.OFFSET_FOLLOWING
                && (endsBefore || end.kind() == BoundKind.CURRENT_ROW)) {
            throw SyntaxErrors.windowing(
                    "frame starting from following row cannot have preceding rows", endPosition);
        }
    }

    private Bound bound() {
        if (cursor.at(Keyword.UNBOUNDED)
                && (cursor.at(1, Keyword.PRECEDING) || cursor.at(1, Keyword.FOLLOWING))) {
            cursor.advance();
            boolean preceding = cursor.at(Keyword.PRECEDING);
            cursor.advance();
            return new Bound(
                    preceding ? BoundKind.UNBOUNDED_PRECEDING : BoundKind.UNBOUNDED_FOLLOWING,
                    null);
        }
        if (cursor.accept(Keyword.CURRENT, Keyword.ROW)) {
            return new Bound(BoundKind.CURRENT_ROW, null);
        }
        Expression offset = grammar.expressions().expression();
        if (cursor.accept(Keyword.PRECEDING)) {
            return new Bound(BoundKind.OFFSET_PRECEDING, offset);
        }
        cursor.expect(Keyword.FOLLOWING);
        return new Bound(BoundKind.OFFSET_FOLLOWING, offset);
    }

    private Exclusion exclusion() {
        if (!cursor.accept(Keyword.EXCLUDE)) {
            return Exclusion.NO_OTHERS;
        }
        if (cursor.accept(Keyword.CURRENT)) {
            cursor.expect(Keyword.ROW);
            return Exclusion.CURRENT_ROW;
        }
        if (cursor.accept(Keyword.GROUP)) {
            return Exclusion.GROUP;
        }
        if (cursor.accept(Keyword.TIES)) {
            return Exclusion.TIES;
        }
        cursor.expect(Keyword.NO, Keyword.OTHERS);
        return Exclusion.NO_OTHERS;
    }
}
