package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;

import dev.borealis.sql.ast.GrantStatement;
import dev.borealis.sql.ast.GrantStatement.Grant;
import dev.borealis.sql.ast.GrantStatement.GrantTarget;
import dev.borealis.sql.ast.GrantStatement.Privilege;
import dev.borealis.sql.ast.ObjectKind;
import dev.borealis.sql.ast.ObjectReference;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.RoleName;
import dev.borealis.sql.ast.UtilityStatement.Option;
import dev.borealis.sql.ast.UtilityStatement.OptionValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** GRANT, REVOKE and ALTER DEFAULT PRIVILEGES. */
final class GrantParser {
    private final Grammar grammar;
    private final Cursor cursor;

    GrantParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    GrantStatement grantOrRevoke() {
        boolean revoke = cursor.accept(Keyword.REVOKE);
        if (!revoke) {
            cursor.expect(Keyword.GRANT);
        }
        boolean optionFor = false;
        Option roleOption = null;
        int position = cursor.position();
        if (revoke) {
            if (cursor.at(Keyword.GRANT)
                    && cursor.at(1, Keyword.OPTION)
                    && cursor.at(2, Keyword.FOR)) {
                skip(3);
                optionFor = true;
            } else if (cursor.at(1, Keyword.OPTION) && cursor.at(2, Keyword.FOR)) {
                String option = cursor.columnId();
                skip(2);
                roleOption = new Option(option, new OptionValue.Text("false"), position);
            }
        }
        List<Privilege> privileges = privileges();
        if (cursor.accept(Keyword.ON) && roleOption == null) {
            return objects(revoke, privileges, target(), optionFor);
        }
        if (privileges.isEmpty() || optionFor) {
            throw cursor.error();
        }
        return roles(revoke, privileges, roleOption);
    }

    private void skip(int tokens) {
        for (int i = 0; i < tokens; i++) {
            cursor.advance();
        }
    }

    /** A list of privileges or of roles; empty for ALL. */
    private List<Privilege> privileges() {
        int position = cursor.position();
        if (cursor.accept(Keyword.ALL)) {
            cursor.accept(Keyword.PRIVILEGES);
            if (!cursor.at(TokenKind.LEFT_PARENTHESIS)) {
                return List.of();
            }
            return List.of(new Privilege("all", cursor.columnIdsInParentheses(), position));
        }
        List<Privilege> privileges = new ArrayList<>();
        do {
            int place = cursor.position();
            String name;
            if (cursor.accept(Keyword.ALTER)) {
                cursor.expect(Keyword.SYSTEM);
                name = "alter system";
            } else if (cursor.at(Keyword.SELECT)
                    || cursor.at(Keyword.REFERENCES)
                    || cursor.at(Keyword.CREATE)) {
                name = cursor.takeWord();
            } else {
                name = cursor.columnId();
            }
            privileges.add(new Privilege(name, cursor.optionalColumnIds(), place));
        } while (cursor.accept(COMMA));
        return privileges;
    }

    // ---- privileges on objects ----

    private GrantStatement objects(
            boolean revoke, List<Privilege> privileges, GrantTarget target, boolean optionFor) {
        cursor.expect(revoke ? Keyword.FROM : Keyword.TO);
        List<RoleName> grantees = grantees();
        boolean grantOption = optionFor;
        if (!revoke && cursor.accept(Keyword.WITH)) {
            cursor.expect(Keyword.GRANT, Keyword.OPTION);
            grantOption = true;
        }
        RoleName grantedBy = grantedBy();
        boolean cascade = revoke && cursor.cascade();
        return new Grant(revoke, privileges, target, grantees, grantOption, grantedBy, cascade);
    }

    private List<RoleName> grantees() {
        List<RoleName> grantees = new ArrayList<>();
        do {
            cursor.accept(Keyword.GROUP);
            grantees.add(grammar.roles().role());
        } while (cursor.accept(COMMA));
        return grantees;
    }

    private @Nullable RoleName grantedBy() {
        if (!cursor.accept(Keyword.GRANTED)) {
            return null;
        }
        cursor.expect(Keyword.BY);
        return grammar.roles().role();
    }

    private GrantTarget target() {
        Keyword keyword = cursor.keyword();
        if (keyword == Keyword.ALL) {
            return allInSchema();
        }
        // a word of a kind is a table's name unless another name follows
        boolean kind = keyword != null && (cursor.atColumnId(1) || isFollowedByOther(keyword));
        if (!kind) {
            return new GrantTarget(ObjectKind.TABLE, false, relations());
        }
        return switch (keyword) {
            case TABLE -> {
                cursor.advance();
                yield new GrantTarget(ObjectKind.TABLE, false, relations());
            }
            case SEQUENCE -> {
                cursor.advance();
                yield new GrantTarget(ObjectKind.SEQUENCE, false, relations());
            }
            case SCHEMA -> names(ObjectKind.SCHEMA);
            case DATABASE -> names(ObjectKind.DATABASE);
            case LANGUAGE -> names(ObjectKind.LANGUAGE);
            case TABLESPACE -> names(ObjectKind.TABLESPACE);
            case DOMAIN -> anyNames(ObjectKind.DOMAIN);
            case TYPE -> anyNames(ObjectKind.TYPE);
            case FUNCTION -> signatures(ObjectKind.FUNCTION);
            case PROCEDURE -> signatures(ObjectKind.PROCEDURE);
            case ROUTINE -> signatures(ObjectKind.ROUTINE);
            case FOREIGN -> {
                cursor.advance();
                if (cursor.accept(Keyword.SERVER)) {
                    cursor.back();
                    yield names(ObjectKind.SERVER);
                }
                cursor.expect(Keyword.DATA);
                yield names(ObjectKind.FOREIGN_DATA_WRAPPER);
            }
            case PARAMETER -> {
                cursor.advance();
                do {
                    cursor.anyName();
                } while (cursor.accept(COMMA));
                yield new GrantTarget(null, false, List.of());
            }
            case LARGE -> {
                cursor.advance();
                cursor.expect(Keyword.OBJECT);
                do {
                    grammar.primaries().signedNumber();
                } while (cursor.accept(COMMA));
                yield new GrantTarget(ObjectKind.LARGE_OBJECT, false, List.of());
            }
            default -> new GrantTarget(ObjectKind.TABLE, false, relations());
        };
    }

    private static boolean isFollowedByOther(Keyword keyword) {
        return keyword == Keyword.TABLE
                || keyword == Keyword.FOREIGN
                || keyword == Keyword.FUNCTION
                || keyword == Keyword.ROUTINE
                || keyword == Keyword.PROCEDURE;
    }

    private List<ObjectReference> relations() {
        return references(cursor.relationNames());
    }

    private static List<ObjectReference> references(List<QualifiedName> names) {
        List<ObjectReference> objects = new ArrayList<>();
        for (QualifiedName name : names) {
            objects.add(ObjectReference.of(name));
        }
        return objects;
    }

    private GrantTarget names(ObjectKind kind) {
        cursor.advance();
        List<ObjectReference> objects = new ArrayList<>();
        do {
            int position = cursor.position();
            objects.add(ObjectReference.of(QualifiedName.of(cursor.columnId(), position)));
        } while (cursor.accept(COMMA));
        return new GrantTarget(kind, false, objects);
    }

    private GrantTarget anyNames(ObjectKind kind) {
        cursor.advance();
        return new GrantTarget(kind, false, references(cursor.anyNames()));
    }

    private GrantTarget signatures(ObjectKind kind) {
        cursor.advance();
        List<ObjectReference> objects = new ArrayList<>();
        do {
            objects.add(grammar.functions().signature());
        } while (cursor.accept(COMMA));
        return new GrantTarget(kind, false, objects);
    }

    private GrantTarget allInSchema() {
        cursor.expect(Keyword.ALL);
        ObjectKind kind = plural(false);
        cursor.expect(Keyword.IN, Keyword.SCHEMA);
        cursor.back();
        GrantTarget schemas = names(ObjectKind.SCHEMA);
        return new GrantTarget(kind, true, schemas.objects());
    }

    /** TABLES, SEQUENCES and so on. */
    private ObjectKind plural(boolean defaults) {
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            throw cursor.error();
        }
        ObjectKind kind =
                switch (keyword) {
                    case TABLES -> ObjectKind.TABLE;
                    case SEQUENCES -> ObjectKind.SEQUENCE;
                    case FUNCTIONS -> ObjectKind.FUNCTION;
                    case ROUTINES -> ObjectKind.ROUTINE;
                    case PROCEDURES -> defaults ? null : ObjectKind.PROCEDURE;
                    case TYPES -> defaults ? ObjectKind.TYPE : null;
                    case SCHEMAS -> defaults ? ObjectKind.SCHEMA : null;
                    default -> null;
                };
        if (kind == null) {
            throw cursor.error();
        }
        cursor.advance();
        return kind;
    }

    // ---- roles ----

    private GrantStatement roles(boolean revoke, List<Privilege> roles, @Nullable Option option) {
        cursor.expect(revoke ? Keyword.FROM : Keyword.TO);
        List<RoleName> grantees = grammar.roles().roles();
        List<Option> options = new ArrayList<>();
        if (option != null) {
            options.add(option);
        }
        if (!revoke && cursor.accept(Keyword.WITH)) {
            do {
                int position = cursor.position();
                String name = cursor.columnLabel();
                String value = "true";
                if (!cursor.accept(Keyword.OPTION)) {
                    if (!cursor.at(Keyword.TRUE) && !cursor.at(Keyword.FALSE)) {
                        throw cursor.error();
                    }
                    value = cursor.takeWord();
                }
                options.add(new Option(name, new OptionValue.Text(value), position));
            } while (cursor.accept(COMMA));
        }
        RoleName grantedBy = grantedBy();
        boolean cascade = revoke && cursor.cascade();
        return new GrantStatement.GrantRole(revoke, roles, grantees, options, grantedBy, cascade);
    }

    // ---- ALTER DEFAULT PRIVILEGES ----

    /** After {@code ALTER DEFAULT PRIVILEGES}. */
    GrantStatement defaults() {
        List<RoleName> forRoles = new ArrayList<>();
        List<String> inSchemas = new ArrayList<>();
        while (true) {
            if (cursor.accept(Keyword.FOR)) {
                if (!cursor.accept(Keyword.ROLE)) {
                    cursor.expect(Keyword.USER);
                }
                forRoles.addAll(grammar.roles().roles());
            } else if (cursor.accept(Keyword.IN)) {
                cursor.expect(Keyword.SCHEMA);
                inSchemas.addAll(cursor.columnIds());
            } else {
                break;
            }
        }
        boolean revoke = cursor.accept(Keyword.REVOKE);
        if (!revoke) {
            cursor.expect(Keyword.GRANT);
        }
        boolean optionFor = false;
        if (revoke && cursor.accept(Keyword.GRANT, Keyword.OPTION)) {
            cursor.expect(Keyword.FOR);
            optionFor = true;
        }
        List<Privilege> privileges = privileges();
        cursor.expect(Keyword.ON);
        GrantTarget target = new GrantTarget(plural(true), false, List.of());
        Grant action = (Grant) objects(revoke, privileges, target, optionFor);
        return new GrantStatement.AlterDefaultPrivileges(forRoles, inSchemas, action);
    }
}
