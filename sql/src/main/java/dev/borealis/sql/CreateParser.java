package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Constraint;
import dev.borealis.sql.ast.DomainStatement.CreateDomain;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expression.ColumnRef;
import dev.borealis.sql.ast.IndexElement;
import dev.borealis.sql.ast.IndexStatement.CreateIndex;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.Refused;
import dev.borealis.sql.ast.RoleName;
import dev.borealis.sql.ast.RoleStatement.RoleKind;
import dev.borealis.sql.ast.SchemaStatement.CreateSchema;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.SequenceStatement.CreateSequence;
import dev.borealis.sql.ast.Statement;
import dev.borealis.sql.ast.StatisticsStatement;
import dev.borealis.sql.ast.StatisticsStatement.CreateStatistics;
import dev.borealis.sql.ast.TableExpression;
import dev.borealis.sql.ast.TableStatement.Persistence;
import dev.borealis.sql.ast.TypeName;
import dev.borealis.sql.ast.UtilityStatement.Option;
import dev.borealis.sql.ast.ViewStatement.CheckOption;
import dev.borealis.sql.ast.ViewStatement.CreateView;
import dev.borealis.types.error.SyntaxErrors;

import java.util.ArrayList;
import java.util.List;

/** CREATE: finds the kind of object; reads indexes, views, sequences, schemas, domains and statistics. */
final class CreateParser {
    private final Grammar grammar;
    private final Cursor cursor;

    CreateParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    Statement create() {
        cursor.expect(Keyword.CREATE);
        boolean orReplace = cursor.at(Keyword.OR);
        if (orReplace) {
            cursor.advance();
            cursor.expect(Keyword.REPLACE);
        }
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            throw cursor.error();
        }
        if (orReplace) {
            return switch (keyword) {
                case VIEW, RECURSIVE, TEMPORARY, TEMP, LOCAL, GLOBAL, UNLOGGED -> relation(true);
                case FUNCTION, PROCEDURE -> grammar.functions().create(true);
                case TRIGGER,
                        CONSTRAINT,
                        RULE,
                        AGGREGATE,
                        TRANSFORM,
                        LANGUAGE,
                        TRUSTED,
                        PROCEDURAL ->
                        grammar.rare().create();
                default -> throw cursor.error();
            };
        }
        return switch (keyword) {
            case TABLE,
                    VIEW,
                    RECURSIVE,
                    SEQUENCE,
                    TEMPORARY,
                    TEMP,
                    LOCAL,
                    GLOBAL,
                    UNLOGGED,
                    MATERIALIZED ->
                    relation(false);
            case UNIQUE, INDEX -> index();
            case SCHEMA -> schema();
            case DOMAIN -> domain();
            case FUNCTION, PROCEDURE -> grammar.functions().create(false);
            case STATISTICS -> statistics();
            case ROLE -> grammar.roles().create(RoleKind.ROLE);
            case GROUP -> grammar.roles().create(RoleKind.GROUP);
            case USER ->
                    cursor.at(1, Keyword.MAPPING)
                            ? grammar.rare().create()
                            : grammar.roles().create(RoleKind.USER);
            default -> grammar.rare().create();
        };
    }

    /** {@code [TEMP | UNLOGGED] (TABLE | VIEW | SEQUENCE)} and materialized views. */
    private Statement relation(boolean orReplace) {
        Persistence persistence = Persistence.PERMANENT;
        if (cursor.at(Keyword.LOCAL) || cursor.at(Keyword.GLOBAL)) {
            cursor.advance();
            if (!cursor.at(Keyword.TEMP) && !cursor.at(Keyword.TEMPORARY)) {
                throw cursor.error();
            }
        }
        if (cursor.accept(Keyword.TEMPORARY) || cursor.accept(Keyword.TEMP)) {
            persistence = Persistence.TEMPORARY;
        } else if (cursor.accept(Keyword.UNLOGGED)) {
            persistence = Persistence.UNLOGGED;
        }
        if (cursor.at(Keyword.VIEW) || cursor.at(Keyword.RECURSIVE)) {
            return view(orReplace, persistence);
        }
        if (!orReplace) {
            if (cursor.accept(Keyword.TABLE)) {
                return grammar.tables().createTable(persistence);
            }
            if (cursor.accept(Keyword.SEQUENCE)) {
                boolean ifNotExists = cursor.ifNotExists();
                QualifiedName name = cursor.relationName();
                return new CreateSequence(
                        name, persistence, ifNotExists, grammar.sequences().options());
            }
            if (cursor.at(Keyword.MATERIALIZED) && persistence != Persistence.TEMPORARY) {
                return materializedView();
            }
        }
        throw cursor.error();
    }

    // ---- views ----

    private Statement view(boolean orReplace, Persistence persistence) {
        boolean recursive = cursor.accept(Keyword.RECURSIVE);
        cursor.expect(Keyword.VIEW);
        QualifiedName name = cursor.relationName();
        List<String> columns =
                recursive ? cursor.columnIdsInParentheses() : cursor.optionalColumnIds();
        List<Option> options = List.of();
        if (cursor.accept(Keyword.WITH)) {
            options = grammar.options().relationOptions();
        }
        cursor.expect(Keyword.AS);
        Select query = grammar.queries().select();
        int position = cursor.position();
        CheckOption check = checkOption();
        if (recursive) {
            if (check != null) {
                throw SyntaxErrors.notSupported(
                        "WITH CHECK OPTION not supported on recursive views", position);
            }
            query = recursive(name.last(), columns, query);
        }
        return new CreateView(
                name,
                orReplace,
                persistence == Persistence.TEMPORARY,
                columns,
                options,
                query,
                check);
    }

    private @org.jspecify.annotations.Nullable CheckOption checkOption() {
        if (!cursor.accept(Keyword.WITH)) {
            return null;
        }
        CheckOption option = CheckOption.CASCADED;
        if (cursor.accept(Keyword.LOCAL)) {
            option = CheckOption.LOCAL;
        } else {
            cursor.accept(Keyword.CASCADED);
        }
        cursor.expect(Keyword.CHECK, Keyword.OPTION);
        return option;
    }

    /** {@code WITH RECURSIVE name (columns) AS (query) SELECT columns FROM name}. */
    private static Select recursive(String name, List<String> columns, Select query) {
        QueryStatement.CommonTable table =
                new QueryStatement.CommonTable(
                        name,
                        columns,
                        QueryStatement.Materialization.DEFAULT,
                        query,
                        null,
                        null,
                        0);
        List<QueryStatement.Target> targets = new ArrayList<>();
        for (String column : columns) {
            targets.add(
                    new QueryStatement.Target(new ColumnRef(List.of(column), false, 0), null, 0));
        }
        TableExpression from =
                new TableExpression.Relation(QualifiedName.of(name, 0), false, null, null, 0);
        Select.Simple body =
                new Select.Simple(
                        false,
                        List.of(),
                        targets,
                        null,
                        List.of(from),
                        null,
                        List.of(),
                        false,
                        null,
                        List.of());
        return new Select(
                new QueryStatement.With(true, List.of(table), 0),
                body,
                List.of(),
                null,
                null,
                false,
                List.of(),
                query.position());
    }

    private Statement materializedView() {
        cursor.expect(Keyword.MATERIALIZED, Keyword.VIEW);
        cursor.ifNotExists();
        cursor.relationName();
        cursor.optionalColumnIds();
        if (cursor.accept(Keyword.USING)) {
            cursor.columnId();
        }
        if (cursor.accept(Keyword.WITH)) {
            grammar.options().relationOptions();
        }
        if (cursor.accept(Keyword.TABLESPACE)) {
            cursor.columnId();
        }
        cursor.expect(Keyword.AS);
        grammar.queries().select();
        grammar.tables().withData();
        return new Refused("unsupported statement: CreateTableAs");
    }

    // ---- indexes ----

    private Statement index() {
        boolean unique = cursor.accept(Keyword.UNIQUE);
        cursor.expect(Keyword.INDEX);
        boolean async = cursor.accept(Keyword.ASYNC);
        boolean concurrently = cursor.accept(Keyword.CONCURRENTLY);
        boolean ifNotExists = cursor.ifNotExists();
        String name = ifNotExists || !cursor.at(Keyword.ON) ? cursor.columnId() : null;
        cursor.expect(Keyword.ON);
        TableExpression.Relation table = grammar.from().relation();
        String method = cursor.accept(Keyword.USING) ? cursor.columnId() : null;
        cursor.expect(LEFT_PARENTHESIS);
        List<IndexElement> keys = grammar.changes().indexElements();
        cursor.expect(RIGHT_PARENTHESIS);
        List<IndexElement> include = List.of();
        if (cursor.accept(Keyword.INCLUDE)) {
            cursor.expect(LEFT_PARENTHESIS);
            include = grammar.changes().indexElements();
            cursor.expect(RIGHT_PARENTHESIS);
        }
        boolean nullsNotDistinct = false;
        if (cursor.accept(Keyword.NULLS)) {
            nullsNotDistinct = cursor.accept(Keyword.NOT);
            cursor.expect(Keyword.DISTINCT);
        }
        boolean options = cursor.accept(Keyword.WITH);
        if (options) {
            grammar.options().relationOptions();
        }
        boolean tablespace = cursor.accept(Keyword.TABLESPACE);
        if (tablespace) {
            cursor.columnId();
        }
        Expression where = grammar.queries().optionalWhere();
        return new CreateIndex(
                unique,
                async,
                concurrently,
                ifNotExists,
                name,
                table,
                method,
                keys,
                include,
                nullsNotDistinct,
                options,
                tablespace,
                where);
    }

    // ---- schemas, domains, statistics ----

    private Statement schema() {
        cursor.expect(Keyword.SCHEMA);
        int position = cursor.position();
        boolean ifNotExists = cursor.ifNotExists();
        String name = cursor.at(Keyword.AUTHORIZATION) ? null : cursor.columnId();
        RoleName owner = cursor.accept(Keyword.AUTHORIZATION) ? grammar.roles().role() : null;
        List<Statement> elements = new ArrayList<>();
        while (cursor.at(Keyword.CREATE) || cursor.at(Keyword.GRANT)) {
            int place = cursor.position();
            if (ifNotExists) {
                throw SyntaxErrors.notSupported(
                        "CREATE SCHEMA IF NOT EXISTS cannot include schema elements", place);
            }
            elements.add(schemaElement());
        }
        return new CreateSchema(name, owner, ifNotExists, elements, position);
    }

    private Statement schemaElement() {
        if (cursor.at(Keyword.GRANT)) {
            return grammar.grants().grantOrRevoke();
        }
        Keyword what = cursor.keyword(1);
        if (what == null) {
            cursor.advance();
            throw cursor.error();
        }
        switch (what) {
            case TABLE, VIEW, RECURSIVE, SEQUENCE, INDEX, UNIQUE, TRIGGER, CONSTRAINT, OR -> {}
            case TEMPORARY, TEMP, LOCAL, GLOBAL, UNLOGGED -> {}
            default -> {
                cursor.advance();
                throw cursor.error();
            }
        }
        return create();
    }

    private Statement domain() {
        cursor.expect(Keyword.DOMAIN);
        QualifiedName name = cursor.anyName();
        cursor.accept(Keyword.AS);
        TypeName type = grammar.types().typeName();
        QualifiedName collation = null;
        List<Constraint> constraints = new ArrayList<>();
        ConstraintParser parser = grammar.constraints();
        while (true) {
            int position = cursor.position();
            if (parser.atColumnConstraint()) {
                constraints.add(parser.columnConstraint());
            } else if (cursor.accept(Keyword.COLLATE)) {
                if (collation != null) {
                    throw SyntaxErrors.plain("multiple COLLATE clauses not allowed", position);
                }
                collation = cursor.anyName();
            } else if (parser.atAttribute()) {
                parser.attributes();
                throw SyntaxErrors.notSupported(
                        "specifying constraint deferrability not supported for domains", 0);
            } else {
                return new CreateDomain(name, type, collation, constraints);
            }
        }
    }

    private Statement statistics() {
        cursor.expect(Keyword.STATISTICS);
        boolean ifNotExists = cursor.ifNotExists();
        QualifiedName name = null;
        if (ifNotExists || !cursor.at(LEFT_PARENTHESIS) && !cursor.at(Keyword.ON)) {
            name = cursor.anyName();
        }
        List<String> kinds = cursor.optionalColumnIds();
        cursor.expect(Keyword.ON);
        List<StatisticsStatement.Key> keys = new ArrayList<>();
        do {
            if (cursor.accept(LEFT_PARENTHESIS)) {
                keys.add(new StatisticsStatement.Key(null, grammar.expressions().expression()));
                cursor.expect(RIGHT_PARENTHESIS);
            } else if (grammar.from().atFunction()) {
                keys.add(new StatisticsStatement.Key(null, grammar.from().functionCall()));
            } else {
                keys.add(new StatisticsStatement.Key(cursor.columnId(), null));
            }
        } while (cursor.accept(COMMA));
        cursor.expect(Keyword.FROM);
        return new CreateStatistics(name, ifNotExists, kinds, keys, grammar.from().list());
    }
}
