package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.TableExpression;
import dev.borealis.sql.ast.TableExpression.XmlColumn;
import dev.borealis.sql.ast.TypeName;
import dev.borealis.sql.ast.XmlExpression;
import dev.borealis.sql.ast.XmlExpression.Named;
import dev.borealis.types.error.SyntaxErrors;

import java.util.ArrayList;
import java.util.List;

/** The XML constructors and XMLTABLE. */
final class XmlParser {
    private final Grammar grammar;
    private final Cursor cursor;

    XmlParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    private Expression expression() {
        return grammar.expressions().expression();
    }

    Expression call(Keyword keyword) {
        int position = cursor.position();
        cursor.advance();
        cursor.enter();
        cursor.expect(LEFT_PARENTHESIS);
        Expression result =
                switch (keyword) {
                    case XMLCONCAT ->
                            new XmlExpression.Concat(grammar.expressions().expressions(), position);
                    case XMLELEMENT -> element(position);
                    case XMLEXISTS -> exists(position);
                    case XMLFOREST -> new XmlExpression.Forest(named(), position);
                    case XMLPARSE -> parse(position);
                    case XMLPI -> instruction(position);
                    case XMLROOT -> root(position);
                    default -> serialize(position);
                };
        cursor.expect(RIGHT_PARENTHESIS);
        cursor.leave();
        return result;
    }

    private Expression element(int position) {
        cursor.expect(Keyword.NAME);
        String name = cursor.columnLabel();
        List<Named> attributes = List.of();
        List<Expression> content = List.of();
        if (cursor.accept(COMMA)) {
            if (cursor.at(Keyword.XMLATTRIBUTES) && cursor.at(1, LEFT_PARENTHESIS)) {
                cursor.advance();
                cursor.advance();
                attributes = named();
                cursor.expect(RIGHT_PARENTHESIS);
                if (cursor.accept(COMMA)) {
                    content = grammar.expressions().expressions();
                }
            } else {
                content = grammar.expressions().expressions();
            }
        }
        return new XmlExpression.Element(name, attributes, content, position);
    }

    private List<Named> named() {
        List<Named> list = new ArrayList<>();
        do {
            int position = cursor.position();
            Expression value = expression();
            String name =
                    cursor.accept(Keyword.AS)
                            ? cursor.columnLabel()
                            : PrimaryParser.columnName(value);
            list.add(new Named(name, value, position));
        } while (cursor.accept(COMMA));
        return list;
    }

    /** {@code XMLEXISTS(path PASSING document)} is the function xmlexists. */
    private Expression exists(int position) {
        Expression path = grammar.primaries().primary();
        return ExpressionParser.sqlCall("xmlexists", position, path, passing());
    }

    private Expression passing() {
        cursor.expect(Keyword.PASSING);
        passingMechanism();
        Expression document = grammar.primaries().primary();
        passingMechanism();
        return document;
    }

    private void passingMechanism() {
        if (cursor.accept(Keyword.BY)) {
            if (!cursor.accept(Keyword.REF)) {
                cursor.expect(Keyword.VALUE);
            }
        }
    }

    private boolean document() {
        if (cursor.accept(Keyword.DOCUMENT)) {
            return true;
        }
        cursor.expect(Keyword.CONTENT);
        return false;
    }

    private Expression parse(int position) {
        boolean document = document();
        Expression value = expression();
        boolean preserve = cursor.at(Keyword.PRESERVE);
        if (preserve || cursor.at(Keyword.STRIP)) {
            cursor.advance();
            cursor.expect(Keyword.WHITESPACE);
        }
        return new XmlExpression.Parse(document, value, preserve, position);
    }

    private Expression instruction(int position) {
        cursor.expect(Keyword.NAME);
        String name = cursor.columnLabel();
        Expression content = cursor.accept(COMMA) ? expression() : null;
        return new XmlExpression.ProcessingInstruction(name, content, position);
    }

    private Expression root(int position) {
        Expression xml = expression();
        cursor.expect(COMMA);
        cursor.expect(Keyword.VERSION);
        Expression version = null;
        if (cursor.at(Keyword.NO, Keyword.VALUE)) {
            cursor.advance();
            cursor.advance();
        } else {
            version = expression();
        }
        XmlExpression.Standalone standalone = XmlExpression.Standalone.OMITTED;
        if (cursor.accept(COMMA)) {
            cursor.expect(Keyword.STANDALONE);
            if (cursor.accept(Keyword.YES)) {
                standalone = XmlExpression.Standalone.YES;
            } else {
                cursor.expect(Keyword.NO);
                standalone =
                        cursor.accept(Keyword.VALUE)
                                ? XmlExpression.Standalone.NO_VALUE
                                : XmlExpression.Standalone.NO;
            }
        }
        return new XmlExpression.Root(xml, version, standalone, position);
    }

    private Expression serialize(int position) {
        boolean document = document();
        Expression value = expression();
        cursor.expect(Keyword.AS);
        TypeName type = grammar.types().simpleTypeName();
        boolean indent = cursor.accept(Keyword.INDENT);
        if (!indent && cursor.accept(Keyword.NO)) {
            cursor.expect(Keyword.INDENT);
        }
        return new XmlExpression.Serialize(document, value, type, indent, position);
    }

    /** {@code XMLTABLE(…)} without its alias. */
    TableExpression.XmlTable table(boolean lateral) {
        int position = cursor.position();
        cursor.expect(Keyword.XMLTABLE);
        cursor.enter();
        cursor.expect(LEFT_PARENTHESIS);
        List<Named> namespaces = new ArrayList<>();
        if (cursor.at(Keyword.XMLNAMESPACES) && cursor.at(1, LEFT_PARENTHESIS)) {
            cursor.advance();
            cursor.advance();
            do {
                namespaces.add(namespace());
            } while (cursor.accept(COMMA));
            cursor.expect(RIGHT_PARENTHESIS);
            cursor.expect(COMMA);
        }
        Expression rowPath = grammar.primaries().primary();
        Expression document = passing();
        cursor.expect(Keyword.COLUMNS);
        List<XmlColumn> columns = new ArrayList<>();
        do {
            columns.add(column());
        } while (cursor.accept(COMMA));
        cursor.expect(RIGHT_PARENTHESIS);
        cursor.leave();
        return new TableExpression.XmlTable(
                namespaces, rowPath, document, columns, lateral, null, position);
    }

    private Named namespace() {
        int position = cursor.position();
        if (cursor.accept(Keyword.DEFAULT)) {
            return new Named(null, grammar.expressions().restricted(), position);
        }
        Expression uri = grammar.expressions().restricted();
        cursor.expect(Keyword.AS);
        return new Named(cursor.columnLabel(), uri, position);
    }

    private XmlColumn column() {
        int position = cursor.position();
        String name = cursor.columnId();
        if (cursor.accept(Keyword.FOR)) {
            cursor.expect(Keyword.ORDINALITY);
            return new XmlColumn(name, null, null, null, false, position);
        }
        TypeName type = grammar.types().typeName();
        Expression path = null;
        Expression otherwise = null;
        boolean notNull = false;
        boolean nullSaid = false;
        while (!cursor.at(COMMA) && !cursor.at(RIGHT_PARENTHESIS)) {
            int place = cursor.position();
            if (cursor.accept(Keyword.DEFAULT)) {
                if (otherwise != null) {
                    throw SyntaxErrors.plain("only one DEFAULT value is allowed", place);
                }
                otherwise = grammar.expressions().restricted();
            } else if (cursor.at(Keyword.NOT) || cursor.at(Keyword.NULL)) {
                boolean not = cursor.accept(Keyword.NOT);
                cursor.expect(Keyword.NULL);
                if (nullSaid) {
                    throw SyntaxErrors.plain(
                            "conflicting or redundant NULL / NOT NULL declarations for column \""
                                    + name
                                    + "\"",
                            place);
                }
                nullSaid = true;
                notNull = not;
            } else if (cursor.at(TokenKind.IDENTIFIER)) {
                String option = cursor.takeWord();
                if (!option.equals("path")) {
                    throw SyntaxErrors.plain(
                            "unrecognized column option \"" + option + "\"", place);
                }
                if (path != null) {
                    throw SyntaxErrors.plain("only one PATH value per column is allowed", place);
                }
                path = grammar.expressions().restricted();
            } else {
                throw cursor.error();
            }
        }
        return new XmlColumn(name, type, path, otherwise, notNull, position);
    }
}
