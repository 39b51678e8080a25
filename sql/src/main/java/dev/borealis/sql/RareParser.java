package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Refused;
import dev.borealis.sql.ast.Statement;

/**
 * Statements that DSQL never runs, recognised to be refused by name. The short ones are read by their grammar, so that a
 * syntax error is still told; of the long ones only the beginning is.
 */
final class RareParser {
    private final Grammar grammar;
    private final Cursor cursor;

    RareParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    private static Refused node(String name) {
        return new Refused("unsupported statement: " + name);
    }

    /** The rest of the statement is not looked at, but there must be one. */
    private Refused skip(String name) {
        if (cursor.at(TokenKind.END) || cursor.at(TokenKind.SEMICOLON)) {
            throw cursor.error();
        }
        cursor.skipStatement();
        return node(name);
    }

    /** A statement that begins with a word of its own. */
    Statement statement(Keyword keyword) {
        return switch (keyword) {
            case TRUNCATE,
                    LOCK,
                    LISTEN,
                    NOTIFY,
                    UNLISTEN,
                    CHECKPOINT,
                    DISCARD,
                    LOAD,
                    CLOSE,
                    FETCH,
                    MOVE ->
                    brief(keyword);
            case DECLARE -> declare();
            case EXECUTE -> execute();
            case VACUUM -> vacuum();
            case DO -> doBlock();
            case REINDEX -> {
                cursor.advance();
                yield skip("Reindex");
            }
            case CLUSTER -> {
                cursor.advance();
                cursor.skipStatement();
                yield node("Cluster");
            }
            case REFRESH -> {
                cursor.advance();
                cursor.expect(Keyword.MATERIALIZED, Keyword.VIEW);
                yield skip("RefreshMatView");
            }
            case IMPORT -> {
                cursor.advance();
                cursor.expect(Keyword.FOREIGN, Keyword.SCHEMA);
                yield skip("ImportForeignSchema");
            }
            case REASSIGN -> {
                cursor.advance();
                cursor.expect(Keyword.OWNED, Keyword.BY);
                yield skip("ReassignOwned");
            }
            case SECURITY -> {
                cursor.advance();
                cursor.expect(Keyword.LABEL);
                yield skip("SecLabel");
            }
            default -> throw cursor.error();
        };
    }

    private Statement brief(Keyword keyword) {
        cursor.advance();
        return switch (keyword) {
            case TRUNCATE -> {
                cursor.accept(Keyword.TABLE);
                relations();
                if (cursor.accept(Keyword.CONTINUE) || cursor.accept(Keyword.RESTART)) {
                    cursor.expect(Keyword.IDENTITY);
                }
                cursor.cascade();
                yield node("Truncate");
            }
            case LOCK -> {
                cursor.accept(Keyword.TABLE);
                relations();
                if (cursor.accept(Keyword.IN)) {
                    lockMode();
                    cursor.expect(Keyword.MODE);
                }
                cursor.accept(Keyword.NOWAIT);
                yield node("Lock");
            }
            case LISTEN -> {
                cursor.columnId();
                yield node("Listen");
            }
            case UNLISTEN -> {
                if (!cursor.accept(TokenKind.STAR)) {
                    cursor.columnId();
                }
                yield node("Unlisten");
            }
            case NOTIFY -> {
                cursor.columnId();
                if (cursor.accept(COMMA)) {
                    cursor.string();
                }
                yield node("Notify");
            }
            case CHECKPOINT -> node("CheckPoint");
            case DISCARD -> {
                if (!cursor.accept(Keyword.ALL)
                        && !cursor.accept(Keyword.TEMP)
                        && !cursor.accept(Keyword.TEMPORARY)
                        && !cursor.accept(Keyword.PLANS)) {
                    cursor.expect(Keyword.SEQUENCES);
                }
                yield node("Discard");
            }
            case LOAD -> {
                cursor.string();
                yield node("Load");
            }
            case CLOSE -> {
                if (!cursor.accept(Keyword.ALL)) {
                    cursor.columnId();
                }
                yield node("ClosePortal");
            }
            default -> skip("Fetch");
        };
    }

    private void relations() {
        do {
            grammar.from().relation();
        } while (cursor.accept(COMMA));
    }

    private void lockMode() {
        if (cursor.accept(Keyword.ACCESS)) {
            if (!cursor.accept(Keyword.SHARE)) {
                cursor.expect(Keyword.EXCLUSIVE);
            }
        } else if (cursor.accept(Keyword.ROW)) {
            if (!cursor.accept(Keyword.SHARE)) {
                cursor.expect(Keyword.EXCLUSIVE);
            }
        } else if (cursor.accept(Keyword.SHARE)) {
            if (cursor.accept(Keyword.UPDATE)) {
                cursor.expect(Keyword.EXCLUSIVE);
            } else if (cursor.accept(Keyword.ROW)) {
                cursor.expect(Keyword.EXCLUSIVE);
            }
        } else {
            cursor.expect(Keyword.EXCLUSIVE);
        }
    }

    private Statement declare() {
        cursor.expect(Keyword.DECLARE);
        cursor.columnId();
        while (!cursor.accept(Keyword.CURSOR)) {
            cursor.accept(Keyword.NO);
            if (!cursor.accept(Keyword.BINARY)
                    && !cursor.accept(Keyword.SCROLL)
                    && !cursor.accept(Keyword.ASENSITIVE)) {
                cursor.expect(Keyword.INSENSITIVE);
            }
        }
        if (cursor.at(Keyword.WITH) || cursor.at(Keyword.WITHOUT)) {
            cursor.advance();
            cursor.expect(Keyword.HOLD);
        }
        cursor.expect(Keyword.FOR);
        grammar.queries().select();
        return node("DeclareCursor");
    }

    private Statement execute() {
        cursor.expect(Keyword.EXECUTE);
        cursor.columnId();
        if (cursor.accept(LEFT_PARENTHESIS)) {
            grammar.expressions().expressions();
            cursor.expect(RIGHT_PARENTHESIS);
        }
        return node("Execute");
    }

    Statement prepare() {
        cursor.expect(Keyword.PREPARE);
        cursor.columnId();
        if (cursor.accept(LEFT_PARENTHESIS)) {
            do {
                grammar.types().typeName();
            } while (cursor.accept(COMMA));
            cursor.expect(RIGHT_PARENTHESIS);
        }
        cursor.expect(Keyword.AS);
        grammar.with().query();
        return node("Prepare");
    }

    private Statement vacuum() {
        cursor.expect(Keyword.VACUUM);
        if (cursor.at(LEFT_PARENTHESIS)) {
            grammar.options().utilityOptions();
        } else {
            cursor.accept(Keyword.FULL);
            cursor.accept(Keyword.FREEZE);
            cursor.accept(Keyword.VERBOSE);
            if (!cursor.accept(Keyword.ANALYZE)) {
                cursor.accept(Keyword.ANALYSE);
            }
        }
        grammar.utilities().targets();
        return new Refused("unsupported VACUUM statement");
    }

    private Statement doBlock() {
        cursor.expect(Keyword.DO);
        do {
            if (cursor.accept(Keyword.LANGUAGE)) {
                if (!cursor.accept(TokenKind.STRING)) {
                    cursor.nonReservedWord();
                }
            } else {
                cursor.stringBytes();
            }
        } while (cursor.at(TokenKind.STRING) || cursor.at(Keyword.LANGUAGE));
        return node("Do");
    }

    // ---- CREATE ----

    /** After {@code CREATE [OR REPLACE]}. */
    Statement create() {
        Keyword keyword = java.util.Objects.requireNonNull(cursor.keyword());
        cursor.advance();
        return switch (keyword) {
            case TYPE -> type();
            case TRIGGER -> trigger();
            case CONSTRAINT -> {
                cursor.expect(Keyword.TRIGGER);
                yield trigger();
            }
            case EXTENSION -> {
                cursor.ifNotExists();
                cursor.columnId();
                cursor.skipStatement();
                yield node("CreateExtension");
            }
            case DATABASE -> {
                cursor.columnId();
                cursor.skipStatement();
                yield node("Createdb");
            }
            case TABLESPACE -> skip("CreateTableSpace");
            case FOREIGN -> {
                if (cursor.accept(Keyword.TABLE)) {
                    yield skip("CreateForeignTable");
                }
                cursor.expect(Keyword.DATA, Keyword.WRAPPER);
                yield skip("CreateFdw");
            }
            case SERVER -> skip("CreateForeignServer");
            case USER -> {
                cursor.expect(Keyword.MAPPING);
                yield skip("CreateUserMapping");
            }
            case ACCESS -> {
                cursor.expect(Keyword.METHOD);
                yield skip("CreateAm");
            }
            case AGGREGATE, COLLATION -> skip("Define");
            case TEXT -> {
                cursor.expect(Keyword.SEARCH);
                yield skip("Define");
            }
            case OPERATOR -> {
                if (cursor.accept(Keyword.CLASS)) {
                    yield skip("CreateOpClass");
                }
                yield cursor.accept(Keyword.FAMILY) ? skip("CreateOpFamily") : skip("Define");
            }
            case CAST -> skip("CreateCast");
            case CONVERSION -> skip("CreateConversion");
            case DEFAULT -> {
                cursor.expect(Keyword.CONVERSION);
                yield skip("CreateConversion");
            }
            case EVENT -> {
                cursor.expect(Keyword.TRIGGER);
                yield skip("CreateEventTrig");
            }
            case LANGUAGE -> skip("CreatePLang");
            case TRUSTED, PROCEDURAL -> {
                cursor.accept(Keyword.PROCEDURAL);
                cursor.expect(Keyword.LANGUAGE);
                yield skip("CreatePLang");
            }
            case POLICY -> skip("CreatePolicy");
            case PUBLICATION -> skip("CreatePublication");
            case RULE -> skip("Rule");
            case SUBSCRIPTION -> skip("CreateSubscription");
            case TRANSFORM -> skip("CreateTransform");
            case ASSERTION -> {
                skip("Assertion");
                throw dev.borealis.types.error.SyntaxErrors.notSupported(
                        "CREATE ASSERTION is not yet implemented", 0);
            }
            default -> {
                cursor.back();
                throw cursor.error();
            }
        };
    }

    private Statement type() {
        cursor.anyName();
        if (!cursor.accept(Keyword.AS)) {
            if (cursor.at(LEFT_PARENTHESIS)) {
                grammar.options().definition();
            }
            return node("Define");
        }
        if (cursor.accept(Keyword.ENUM)) {
            cursor.expect(LEFT_PARENTHESIS);
            if (!cursor.at(RIGHT_PARENTHESIS)) {
                do {
                    cursor.string();
                } while (cursor.accept(COMMA));
            }
            cursor.expect(RIGHT_PARENTHESIS);
            return new Refused("CREATE TYPE not supported");
        }
        if (cursor.accept(Keyword.RANGE)) {
            grammar.options().definition();
            return node("CreateRange");
        }
        cursor.expect(LEFT_PARENTHESIS);
        if (!cursor.at(RIGHT_PARENTHESIS)) {
            do {
                cursor.columnId();
                grammar.types().typeName();
                if (cursor.accept(Keyword.COLLATE)) {
                    cursor.anyName();
                }
            } while (cursor.accept(COMMA));
        }
        cursor.expect(RIGHT_PARENTHESIS);
        return node("CompositeType");
    }

    private Statement trigger() {
        cursor.columnId();
        skip("Trigger");
        return new Refused("CREATE TRIGGER not supported");
    }

    // ---- ALTER ----

    /** After {@code ALTER}. */
    Statement alter() {
        Keyword keyword = java.util.Objects.requireNonNull(cursor.keyword());
        cursor.advance();
        return switch (keyword) {
            case SYSTEM -> {
                if (!cursor.accept(Keyword.SET)) {
                    cursor.expect(Keyword.RESET);
                }
                yield skip("AlterSystem");
            }
            case TYPE -> alterType();
            case DATABASE -> alterDatabase();
            case AGGREGATE -> common("AlterAggregate");
            case COLLATION -> common("AlterCollation");
            case CONVERSION -> common("AlterConversion");
            case EVENT -> {
                cursor.expect(Keyword.TRIGGER);
                yield common("AlterEventTrig");
            }
            case EXTENSION -> extension();
            case FOREIGN -> {
                cursor.expect(Keyword.DATA, Keyword.WRAPPER);
                yield common("AlterFdw");
            }
            case SERVER -> common("AlterForeignServer");
            case LANGUAGE, PROCEDURAL -> common("AlterLanguage");
            case LARGE -> {
                cursor.expect(Keyword.OBJECT);
                yield common("AlterLargeObject");
            }
            case OPERATOR -> {
                if (cursor.accept(Keyword.CLASS)) {
                    yield common("AlterOpClass");
                }
                yield cursor.accept(Keyword.FAMILY)
                        ? common("AlterOpFamily")
                        : common("AlterOperator");
            }
            case POLICY -> common("AlterPolicy");
            case PUBLICATION -> common("AlterPublication");
            case RULE, TRIGGER -> common("AlterTrigger");
            case SUBSCRIPTION -> common("AlterSubscription");
            case TABLESPACE -> common("AlterTableSpaceOptions");
            case TEXT -> {
                cursor.expect(Keyword.SEARCH);
                boolean configuration = cursor.at(Keyword.CONFIGURATION);
                cursor.advance();
                yield common(configuration ? "AlterTSConfiguration" : "AlterTSDictionary");
            }
            case USER -> {
                cursor.expect(Keyword.MAPPING);
                yield skip("AlterUserMapping");
            }
            default -> {
                cursor.back();
                throw cursor.error();
            }
        };
    }

    /** RENAME, OWNER TO and SET SCHEMA are statements of their own whatever the kind. */
    private Statement common(String name) {
        String found = name;
        boolean rename = false;
        if (cursor.at(TokenKind.END) || cursor.at(TokenKind.SEMICOLON)) {
            throw cursor.error();
        }
        for (int i = 0; !cursor.at(i, TokenKind.END) && !cursor.at(i, TokenKind.SEMICOLON); i++) {
            rename |= cursor.at(i, Keyword.RENAME);
            if (cursor.at(i, Keyword.OWNER) && cursor.at(i + 1, Keyword.TO)) {
                found = "AlterOwner";
            } else if (cursor.at(i, Keyword.SET) && cursor.at(i + 1, Keyword.SCHEMA)) {
                found = "AlterObjectSchema";
            } else if (cursor.at(i, Keyword.DEPENDS) && cursor.at(i + 1, Keyword.ON)) {
                found = "AlterObjectDepends";
            }
        }
        cursor.skipStatement();
        return rename ? new Refused("unsupported object in RENAME statement") : node(found);
    }

    private Statement alterType() {
        cursor.anyName();
        if (cursor.at(Keyword.ADD, Keyword.VALUE) || cursor.at(Keyword.RENAME, Keyword.VALUE)) {
            cursor.advance();
            skip("AlterEnum");
            return new Refused("ALTER TYPE not supported");
        }
        if (cursor.accept(Keyword.RENAME)) {
            skip("Rename");
            return new Refused("unsupported object in RENAME statement");
        }
        if (cursor.at(Keyword.SET) && cursor.at(1, LEFT_PARENTHESIS)) {
            cursor.skipStatement();
            return node("AlterType");
        }
        if (cursor.at(Keyword.ADD) || cursor.at(Keyword.DROP) || cursor.at(Keyword.ALTER)) {
            cursor.skipStatement();
            return node("AlterTable");
        }
        return common("AlterType");
    }

    private Statement alterDatabase() {
        cursor.columnId();
        if (cursor.at(Keyword.REFRESH)) {
            cursor.advance();
            return skip("AlterDatabaseRefreshColl");
        }
        if (cursor.at(Keyword.RESET)
                || cursor.at(Keyword.SET) && !cursor.at(1, Keyword.TABLESPACE)) {
            cursor.advance();
            return skip("AlterDatabaseSet");
        }
        if (cursor.at(Keyword.RENAME) || cursor.at(Keyword.OWNER)) {
            return common("AlterDatabase");
        }
        cursor.skipStatement();
        return node("AlterDatabase");
    }

    private Statement extension() {
        cursor.columnId();
        if (cursor.accept(Keyword.UPDATE)) {
            cursor.skipStatement();
            return node("AlterExtension");
        }
        if (cursor.at(Keyword.ADD) || cursor.at(Keyword.DROP)) {
            cursor.advance();
            return skip("AlterExtensionContents");
        }
        return common("AlterObjectSchema");
    }
}
