package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.ColumnDefinition;
import dev.borealis.sql.ast.Constraint;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.Refused;
import dev.borealis.sql.ast.Statement;
import dev.borealis.sql.ast.TableStatement.CreateTable;
import dev.borealis.sql.ast.TableStatement.LikeOption;
import dev.borealis.sql.ast.TableStatement.Persistence;
import dev.borealis.sql.ast.TableStatement.TableElement;
import dev.borealis.sql.ast.TypeName;
import dev.borealis.types.error.SyntaxErrors;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** CREATE TABLE. */
final class TableParser {
    private final Grammar grammar;
    private final Cursor cursor;

    TableParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** After {@code CREATE [TEMP|UNLOGGED] TABLE}. */
    Statement createTable(Persistence persistence) {
        boolean ifNotExists = cursor.ifNotExists();
        QualifiedName name = cursor.relationName();
        List<String> refused = new ArrayList<>(0);
        List<TableElement> elements = List.of();
        if (cursor.at(LEFT_PARENTHESIS)) {
            if (cursor.atColumnId(1) && (cursor.at(2, COMMA) || cursor.at(2, RIGHT_PARENTHESIS))) {
                cursor.columnIdsInParentheses();
                return tableAs();
            }
            cursor.advance();
            if (!cursor.at(RIGHT_PARENTHESIS)) {
                elements = elements();
            }
            cursor.expect(RIGHT_PARENTHESIS);
        } else if (cursor.accept(Keyword.OF)) {
            cursor.anyName();
            refused.add("OF");
            typedElements();
        } else if (cursor.accept(Keyword.PARTITION)) {
            cursor.expect(Keyword.OF);
            cursor.relationName();
            refused.add("PARTITION OF");
            typedElements();
            partitionBound();
        } else {
            return tableAs();
        }
        if (cursor.accept(Keyword.INHERITS)) {
            cursor.expect(LEFT_PARENTHESIS);
            cursor.relationNames();
            cursor.expect(RIGHT_PARENTHESIS);
            refused.add("INHERITS");
        }
        if (cursor.accept(Keyword.PARTITION)) {
            partitionBy();
            refused.add("PARTITION BY");
        }
        storage(refused);
        return new CreateTable(name, persistence, ifNotExists, elements, refused);
    }

    /** USING, WITH, ON COMMIT, TABLESPACE; WITHOUT OIDS says nothing. */
    private void storage(List<String> refused) {
        if (cursor.accept(Keyword.USING)) {
            cursor.columnId();
            refused.add("USING");
        }
        if (cursor.at(Keyword.WITH) && cursor.at(1, LEFT_PARENTHESIS)) {
            cursor.advance();
            grammar.options().relationOptions();
            refused.add("WITH");
        } else if (cursor.accept(Keyword.WITHOUT)) {
            cursor.expect(Keyword.OIDS);
        }
        if (cursor.accept(Keyword.ON)) {
            cursor.expect(Keyword.COMMIT);
            if (!cursor.accept(Keyword.DROP)) {
                if (!cursor.accept(Keyword.DELETE)) {
                    cursor.expect(Keyword.PRESERVE);
                }
                cursor.expect(Keyword.ROWS);
            }
            refused.add("ON COMMIT");
        }
        if (cursor.accept(Keyword.TABLESPACE)) {
            cursor.columnId();
            refused.add("TABLESPACE");
        }
    }

    /** {@code CREATE TABLE … AS}: read to be refused. */
    private Statement tableAs() {
        storage(new ArrayList<>());
        cursor.expect(Keyword.AS);
        if (cursor.at(Keyword.EXECUTE)) {
            grammar.rare().statement(Keyword.EXECUTE);
        } else {
            grammar.queries().select();
        }
        withData();
        return new Refused("unsupported statement: CreateTableAs");
    }

    /** {@code [WITH [NO] DATA]}. */
    void withData() {
        if (cursor.accept(Keyword.WITH)) {
            cursor.accept(Keyword.NO);
            cursor.expect(Keyword.DATA);
        }
    }

    private void partitionBy() {
        cursor.expect(Keyword.BY);
        cursor.columnId();
        cursor.expect(LEFT_PARENTHESIS);
        do {
            if (cursor.accept(LEFT_PARENTHESIS)) {
                grammar.expressions().expression();
                cursor.expect(RIGHT_PARENTHESIS);
            } else if (grammar.from().atFunction()) {
                grammar.from().functionCall();
            } else {
                cursor.columnId();
            }
            if (cursor.accept(Keyword.COLLATE)) {
                cursor.anyName();
            }
            if (cursor.atColumnId()) {
                cursor.anyName();
            }
        } while (cursor.accept(COMMA));
        cursor.expect(RIGHT_PARENTHESIS);
    }

    void partitionBound() {
        if (cursor.accept(Keyword.DEFAULT)) {
            return;
        }
        cursor.expect(Keyword.FOR, Keyword.VALUES);
        if (cursor.accept(Keyword.IN)) {
            inParentheses();
        } else if (cursor.accept(Keyword.FROM)) {
            inParentheses();
            cursor.expect(Keyword.TO);
            inParentheses();
        } else {
            cursor.expect(Keyword.WITH);
            cursor.expect(LEFT_PARENTHESIS);
            do {
                cursor.nonReservedWord();
                cursor.integer();
            } while (cursor.accept(COMMA));
            cursor.expect(RIGHT_PARENTHESIS);
        }
    }

    private void inParentheses() {
        cursor.expect(LEFT_PARENTHESIS);
        grammar.expressions().expressions();
        cursor.expect(RIGHT_PARENTHESIS);
    }

    /** {@code [(column [WITH OPTIONS] constraints | constraint, …)]} of typed and partition tables. */
    private void typedElements() {
        if (!cursor.accept(LEFT_PARENTHESIS)) {
            return;
        }
        do {
            if (grammar.constraints().atTableConstraint()) {
                grammar.constraints().tableConstraint();
            } else {
                cursor.columnId();
                if (cursor.accept(Keyword.WITH)) {
                    cursor.expect(Keyword.OPTIONS);
                }
                while (grammar.constraints().atColumnConstraint()) {
                    grammar.constraints().columnConstraint();
                }
            }
        } while (cursor.accept(COMMA));
        cursor.expect(RIGHT_PARENTHESIS);
    }

    List<TableElement> elements() {
        List<TableElement> elements = new ArrayList<>();
        do {
            if (grammar.constraints().atTableConstraint()) {
                elements.add(
                        new TableElement.TableConstraint(grammar.constraints().tableConstraint()));
            } else if (cursor.accept(Keyword.LIKE)) {
                elements.add(like());
            } else {
                elements.add(new TableElement.Column(column()));
            }
        } while (cursor.accept(COMMA));
        return elements;
    }

    private TableElement.Like like() {
        QualifiedName source = cursor.relationName();
        Set<LikeOption> including = EnumSet.noneOf(LikeOption.class);
        while (true) {
            boolean add = cursor.accept(Keyword.INCLUDING);
            if (!add && !cursor.accept(Keyword.EXCLUDING)) {
                return new TableElement.Like(source, including);
            }
            Set<LikeOption> options = likeOptions();
            if (add) {
                including.addAll(options);
            } else {
                including.removeAll(options);
            }
        }
    }

    private Set<LikeOption> likeOptions() {
        if (cursor.accept(Keyword.ALL)) {
            return EnumSet.allOf(LikeOption.class);
        }
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            throw cursor.error();
        }
        LikeOption option =
                switch (keyword) {
                    case COMMENTS -> LikeOption.COMMENTS;
                    case COMPRESSION -> LikeOption.COMPRESSION;
                    case CONSTRAINTS -> LikeOption.CONSTRAINTS;
                    case DEFAULTS -> LikeOption.DEFAULTS;
                    case IDENTITY -> LikeOption.IDENTITY;
                    case GENERATED -> LikeOption.GENERATED;
                    case INDEXES -> LikeOption.INDEXES;
                    case STATISTICS -> LikeOption.STATISTICS;
                    case STORAGE -> LikeOption.STORAGE;
                    default -> throw cursor.error();
                };
        cursor.advance();
        return EnumSet.of(option);
    }

    /** A column of CREATE TABLE or ADD COLUMN. */
    ColumnDefinition column() {
        int position = cursor.position();
        String name = cursor.columnId();
        TypeName type = grammar.types().typeName();
        String storage = null;
        if (cursor.accept(Keyword.STORAGE)) {
            storage = cursor.accept(Keyword.DEFAULT) ? "default" : cursor.columnId();
        }
        String compression = null;
        if (cursor.accept(Keyword.COMPRESSION)) {
            compression = cursor.accept(Keyword.DEFAULT) ? "default" : cursor.columnId();
        }
        boolean foreign = cursor.at(Keyword.OPTIONS);
        if (foreign) {
            grammar.options().foreignOptions();
        }
        QualifiedName collation = null;
        List<Constraint> constraints = new ArrayList<>(2);
        ConstraintParser parser = grammar.constraints();
        while (true) {
            int place = cursor.position();
            if (parser.atColumnConstraint()) {
                constraints.add(parser.columnConstraint());
            } else if (cursor.accept(Keyword.COLLATE)) {
                if (collation != null) {
                    throw SyntaxErrors.plain("multiple COLLATE clauses not allowed", place);
                }
                collation = cursor.anyName();
            } else if (parser.atAttribute()) {
                addAttributes(constraints, parser, place);
            } else {
                return new ColumnDefinition(
                        name,
                        type,
                        storage,
                        compression,
                        collation,
                        foreign,
                        constraints,
                        position);
            }
        }
    }

    private static void addAttributes(
            List<Constraint> constraints, ConstraintParser parser, int position) {
        Constraint.Attributes attributes = parser.columnAttributes();
        if (constraints.isEmpty()) {
            throw SyntaxErrors.plain("misplaced DEFERRABLE clause", position);
        }
        constraints.add(ConstraintParser.with(constraints.removeLast(), attributes, position));
    }
}
