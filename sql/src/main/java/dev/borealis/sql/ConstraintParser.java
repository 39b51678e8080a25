package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Constraint;
import dev.borealis.sql.ast.Constraint.Action;
import dev.borealis.sql.ast.Constraint.ActionKind;
import dev.borealis.sql.ast.Constraint.Attributes;
import dev.borealis.sql.ast.Constraint.Match;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Constraints of columns, tables and domains. */
final class ConstraintParser {
    private static final String CONFLICT = "conflicting constraint properties";

    private final Grammar grammar;
    private final Cursor cursor;

    ConstraintParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code [CONSTRAINT name]}. */
    private @Nullable String optionalName() {
        return cursor.accept(Keyword.CONSTRAINT) ? cursor.columnId() : null;
    }

    // ---- of columns ----

    /** Whether a column constraint (not an attribute, not COLLATE) begins here. */
    boolean atColumnConstraint() {
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            return false;
        }
        return switch (keyword) {
            case CONSTRAINT, NULL, UNIQUE, PRIMARY, CHECK, DEFAULT, GENERATED, REFERENCES -> true;
            case NOT -> !cursor.at(1, Keyword.DEFERRABLE);
            default -> false;
        };
    }

    /** One constraint of a column, or of a domain. */
    Constraint columnConstraint() {
        int position = cursor.position();
        String name = optionalName();
        if (cursor.accept(Keyword.NOT)) {
            cursor.expect(Keyword.NULL);
            return new Constraint.NotNull(name, Attributes.NONE, position);
        }
        if (cursor.accept(Keyword.NULL)) {
            return new Constraint.Null(name, position);
        }
        if (cursor.accept(Keyword.UNIQUE)) {
            boolean notDistinct = nullsNotDistinct();
            List<String> include = include();
            boolean storage = indexStorage();
            return new Constraint.Unique(
                    name,
                    List.of(),
                    include,
                    notDistinct,
                    null,
                    storage,
                    Attributes.NONE,
                    position);
        }
        if (cursor.accept(Keyword.PRIMARY)) {
            cursor.expect(Keyword.KEY);
            List<String> include = include();
            boolean storage = indexStorage();
            return new Constraint.PrimaryKey(
                    name, List.of(), include, null, storage, Attributes.NONE, position);
        }
        if (cursor.accept(Keyword.CHECK)) {
            Expression condition = condition();
            boolean noInherit = cursor.accept(Keyword.NO);
            if (noInherit) {
                cursor.expect(Keyword.INHERIT);
            }
            return new Constraint.Check(
                    name, condition, new Attributes(null, null, false, noInherit), position);
        }
        if (cursor.accept(Keyword.DEFAULT)) {
            return new Constraint.Default(name, grammar.expressions().restricted(), position);
        }
        if (cursor.accept(Keyword.GENERATED)) {
            return generated(name, position);
        }
        cursor.expect(Keyword.REFERENCES);
        return references(name, List.of(), position, false);
    }

    private Expression condition() {
        cursor.expect(LEFT_PARENTHESIS);
        Expression condition = grammar.expressions().expression();
        cursor.expect(RIGHT_PARENTHESIS);
        return condition;
    }

    /** {@code ALWAYS} or {@code BY DEFAULT}. */
    boolean generatedAlways() {
        if (cursor.accept(Keyword.ALWAYS)) {
            return true;
        }
        cursor.expect(Keyword.BY, Keyword.DEFAULT);
        return false;
    }

    private Constraint generated(@Nullable String name, int position) {
        int place = cursor.position();
        boolean always = generatedAlways();
        cursor.expect(Keyword.AS);
        if (cursor.accept(Keyword.IDENTITY)) {
            return new Constraint.Identity(
                    name, always, grammar.sequences().optionsInParentheses(), position);
        }
        Expression value = condition();
        cursor.expect(Keyword.STORED);
        if (!always) {
            throw SyntaxErrors.plain(
                    "for a generated column, GENERATED ALWAYS must be specified", place);
        }
        return new Constraint.Generated(name, value, position);
    }

    private boolean nullsNotDistinct() {
        if (!cursor.at(Keyword.NULLS)) {
            return false;
        }
        cursor.advance();
        boolean not = cursor.accept(Keyword.NOT);
        cursor.expect(Keyword.DISTINCT);
        return not;
    }

    private List<String> include() {
        return cursor.accept(Keyword.INCLUDE) ? cursor.columnIdsInParentheses() : List.of();
    }

    /** {@code [WITH (…)] [USING INDEX TABLESPACE name]}: whether there was any. */
    private boolean indexStorage() {
        boolean any = false;
        if (cursor.at(Keyword.WITH) && cursor.at(1, LEFT_PARENTHESIS)) {
            cursor.advance();
            grammar.options().relationOptions();
            any = true;
        }
        if (cursor.at(Keyword.USING)
                && cursor.at(1, Keyword.INDEX)
                && cursor.at(2, Keyword.TABLESPACE)) {
            cursor.advance();
            cursor.advance();
            cursor.advance();
            cursor.columnId();
            any = true;
        }
        return any;
    }

    // ---- attributes ----

    boolean atAttribute() {
        return cursor.at(Keyword.DEFERRABLE)
                || cursor.at(Keyword.INITIALLY)
                || cursor.at(Keyword.NOT, Keyword.DEFERRABLE)
                || cursor.at(Keyword.NOT, Keyword.VALID)
                || cursor.at(Keyword.NO, Keyword.INHERIT);
    }

    /** {@code [NOT] DEFERRABLE}, {@code INITIALLY …}, {@code NOT VALID}, {@code NO INHERIT}, in any order. */
    Attributes attributes() {
        return attributes(false);
    }

    /** The same after a constraint of a column, where each may be said once. */
    Attributes columnAttributes() {
        return attributes(true);
    }

    private Attributes attributes(boolean ofColumn) {
        Boolean deferrable = null;
        Boolean deferred = null;
        boolean notValid = false;
        boolean noInherit = false;
        while (atAttribute()) {
            int position = cursor.position();
            if (cursor.accept(Keyword.DEFERRABLE)) {
                checkDeferrable(deferrable, true, ofColumn, position);
                deferrable = true;
            } else if (cursor.accept(Keyword.INITIALLY)) {
                boolean later = cursor.accept(Keyword.DEFERRED);
                if (!later) {
                    cursor.expect(Keyword.IMMEDIATE);
                }
                conflict(
                        deferred != null && (ofColumn || deferred != later),
                        ofColumn
                                ? "multiple INITIALLY IMMEDIATE/DEFERRED clauses not allowed"
                                : CONFLICT,
                        position);
                deferred = later;
            } else if (cursor.accept(Keyword.NO)) {
                cursor.expect(Keyword.INHERIT);
                noInherit = true;
            } else {
                cursor.expect(Keyword.NOT);
                if (cursor.accept(Keyword.VALID)) {
                    notValid = true;
                } else {
                    cursor.expect(Keyword.DEFERRABLE);
                    checkDeferrable(deferrable, false, ofColumn, position);
                    deferrable = false;
                }
            }
            if (Boolean.FALSE.equals(deferrable) && Boolean.TRUE.equals(deferred)) {
                throw SyntaxErrors.plain(
                        "constraint declared INITIALLY DEFERRED must be DEFERRABLE", position);
            }
        }
        return new Attributes(deferrable, deferred, notValid, noInherit);
    }

    private static void checkDeferrable(
            @Nullable Boolean before, boolean now, boolean ofColumn, int position) {
        conflict(
                before != null && (ofColumn || before != now),
                ofColumn ? "multiple DEFERRABLE/NOT DEFERRABLE clauses not allowed" : CONFLICT,
                position);
    }

    private static void conflict(boolean conflict, String text, int position) {
        if (conflict) {
            throw SyntaxErrors.plain(text, position);
        }
    }

    /** What PostgreSQL's grammar refuses for a kind of constraint. */
    private void limit(
            Attributes attributes,
            String kind,
            boolean deferrable,
            boolean notValid,
            boolean noInherit) {
        String cannot = kind + " constraints cannot be marked ";
        boolean deferring =
                Boolean.TRUE.equals(attributes.deferrable())
                        || Boolean.TRUE.equals(attributes.initiallyDeferred());
        if (deferring && !deferrable) {
            throw SyntaxErrors.notSupported(cannot + "DEFERRABLE", 0);
        }
        if (attributes.notValid() && !notValid) {
            throw SyntaxErrors.notSupported(cannot + "NOT VALID", 0);
        }
        if (attributes.noInherit() && !noInherit) {
            throw SyntaxErrors.notSupported(cannot + "NO INHERIT", 0);
        }
    }

    // ---- of tables ----

    boolean atTableConstraint() {
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            return false;
        }
        return switch (keyword) {
            case CONSTRAINT, CHECK, UNIQUE, PRIMARY, FOREIGN -> true;
            case EXCLUDE -> cursor.at(1, LEFT_PARENTHESIS) || cursor.at(1, Keyword.USING);
            default -> false;
        };
    }

    Constraint tableConstraint() {
        int position = cursor.position();
        String name = optionalName();
        if (cursor.accept(Keyword.CHECK)) {
            Expression condition = condition();
            Attributes attributes = attributes();
            limit(attributes, "CHECK", false, true, true);
            return new Constraint.Check(name, condition, attributes, position);
        }
        if (cursor.accept(Keyword.UNIQUE)) {
            return unique(name, position);
        }
        if (cursor.accept(Keyword.PRIMARY)) {
            return primaryKey(name, position);
        }
        if (cursor.accept(Keyword.EXCLUDE)) {
            return exclude(name, position);
        }
        cursor.expect(Keyword.FOREIGN, Keyword.KEY);
        List<String> columns = cursor.columnIdsInParentheses();
        cursor.expect(Keyword.REFERENCES);
        return references(name, columns, position, true);
    }

    private Constraint unique(@Nullable String name, int position) {
        if (cursor.accept(Keyword.USING)) {
            cursor.expect(Keyword.INDEX);
            String index = cursor.columnId();
            Attributes attributes = keyAttributes("UNIQUE");
            return new Constraint.Unique(
                    name, List.of(), List.of(), false, index, false, attributes, position);
        }
        boolean notDistinct = nullsNotDistinct();
        List<String> columns = cursor.columnIdsInParentheses();
        List<String> include = include();
        boolean storage = indexStorage();
        Attributes attributes = keyAttributes("UNIQUE");
        return new Constraint.Unique(
                name, columns, include, notDistinct, null, storage, attributes, position);
    }

    private Constraint primaryKey(@Nullable String name, int position) {
        cursor.expect(Keyword.KEY);
        if (cursor.accept(Keyword.USING)) {
            cursor.expect(Keyword.INDEX);
            String index = cursor.columnId();
            Attributes attributes = keyAttributes("PRIMARY KEY");
            return new Constraint.PrimaryKey(
                    name, List.of(), List.of(), index, false, attributes, position);
        }
        List<String> columns = cursor.columnIdsInParentheses();
        List<String> include = include();
        boolean storage = indexStorage();
        Attributes attributes = keyAttributes("PRIMARY KEY");
        return new Constraint.PrimaryKey(
                name, columns, include, null, storage, attributes, position);
    }

    private Attributes keyAttributes(String kind) {
        Attributes attributes = attributes();
        limit(attributes, kind, true, false, false);
        return attributes;
    }

    private Constraint exclude(@Nullable String name, int position) {
        if (cursor.accept(Keyword.USING)) {
            cursor.columnId();
        }
        cursor.expect(LEFT_PARENTHESIS);
        do {
            grammar.changes().indexElement();
            cursor.expect(Keyword.WITH);
            if (cursor.at(Keyword.OPERATOR)) {
                grammar.expressions().qualifiedOperator();
            } else {
                grammar.expressions().anyOperator();
            }
        } while (cursor.accept(COMMA));
        cursor.expect(RIGHT_PARENTHESIS);
        include();
        indexStorage();
        if (cursor.accept(Keyword.WHERE)) {
            condition();
        }
        keyAttributes("EXCLUDE");
        return new Constraint.Exclude(name, position);
    }

    // ---- foreign keys ----

    private Constraint references(
            @Nullable String name, List<String> columns, int position, boolean ofTable) {
        QualifiedName referenced = cursor.relationName();
        List<String> referencedColumns = cursor.optionalColumnIds();
        Match match = Match.SIMPLE;
        int matchPosition = cursor.position();
        if (cursor.accept(Keyword.MATCH)) {
            match = match(matchPosition);
        }
        Action onDelete = Action.NO_ACTION;
        Action onUpdate = Action.NO_ACTION;
        boolean deleteSaid = false;
        boolean updateSaid = false;
        while (cursor.at(Keyword.ON)) {
            if (cursor.at(1, Keyword.DELETE) && !deleteSaid) {
                onDelete = action(false);
                deleteSaid = true;
            } else if (cursor.at(1, Keyword.UPDATE) && !updateSaid) {
                onUpdate = action(true);
                updateSaid = true;
            } else {
                cursor.advance();
                throw cursor.error();
            }
        }
        Attributes attributes = Attributes.NONE;
        if (ofTable) {
            attributes = attributes();
            limit(attributes, "FOREIGN KEY", true, true, false);
        }
        return new Constraint.ForeignKey(
                name,
                columns,
                referenced,
                referencedColumns,
                match,
                onDelete,
                onUpdate,
                attributes,
                position);
    }

    private Match match(int position) {
        if (cursor.accept(Keyword.FULL)) {
            return Match.FULL;
        }
        if (cursor.accept(Keyword.PARTIAL)) {
            throw SyntaxErrors.notSupported("MATCH PARTIAL not yet implemented", position);
        }
        cursor.expect(Keyword.SIMPLE);
        return Match.SIMPLE;
    }

    /** {@code ON (DELETE | UPDATE) action}. */
    private Action action(boolean update) {
        int position = cursor.position();
        cursor.advance();
        cursor.advance();
        if (cursor.accept(Keyword.NO)) {
            cursor.expect(Keyword.ACTION);
            return Action.NO_ACTION;
        }
        if (cursor.accept(Keyword.RESTRICT)) {
            return new Action(ActionKind.RESTRICT, List.of());
        }
        if (cursor.accept(Keyword.CASCADE)) {
            return new Action(ActionKind.CASCADE, List.of());
        }
        cursor.expect(Keyword.SET);
        boolean toNull = cursor.accept(Keyword.NULL);
        if (!toNull) {
            cursor.expect(Keyword.DEFAULT);
        }
        List<String> columns = cursor.optionalColumnIds();
        if (update && !columns.isEmpty()) {
            throw SyntaxErrors.notSupported(
                    "a column list with "
                            + (toNull ? "SET NULL" : "SET DEFAULT")
                            + " is only supported for ON DELETE actions",
                    position);
        }
        return new Action(toNull ? ActionKind.SET_NULL : ActionKind.SET_DEFAULT, columns);
    }

    /** The constraint with attributes that were written after it, as the list of a column allows. */
    static Constraint with(Constraint constraint, Attributes attributes, int position) {
        return switch (constraint) {
            case Constraint.ForeignKey key ->
                    new Constraint.ForeignKey(
                            key.name(),
                            key.columns(),
                            key.referenced(),
                            key.referencedColumns(),
                            key.match(),
                            key.onDelete(),
                            key.onUpdate(),
                            attributes,
                            key.position());
            case Constraint.Unique key ->
                    new Constraint.Unique(
                            key.name(),
                            key.columns(),
                            key.include(),
                            key.nullsNotDistinct(),
                            key.usingIndex(),
                            key.storageOptions(),
                            attributes,
                            key.position());
            case Constraint.PrimaryKey key ->
                    new Constraint.PrimaryKey(
                            key.name(),
                            key.columns(),
                            key.include(),
                            key.usingIndex(),
                            key.storageOptions(),
                            attributes,
                            key.position());
            case Constraint.NotNull _,
                    Constraint.Null _,
                    Constraint.Default _,
                    Constraint.Check _,
                    Constraint.Generated _,
                    Constraint.Identity _,
                    Constraint.Exclude _ ->
                    throw SyntaxErrors.plain(misplaced(attributes), position);
        };
    }

    private static String misplaced(Attributes attributes) {
        if (attributes.deferrable() != null) {
            return attributes.deferrable()
                    ? "misplaced DEFERRABLE clause"
                    : "misplaced NOT DEFERRABLE clause";
        }
        return Boolean.TRUE.equals(attributes.initiallyDeferred())
                ? "misplaced INITIALLY DEFERRED clause"
                : "misplaced INITIALLY IMMEDIATE clause";
    }
}
