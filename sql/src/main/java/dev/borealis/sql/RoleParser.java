package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;

import dev.borealis.sql.ast.ObjectKind;
import dev.borealis.sql.ast.ObjectReference;
import dev.borealis.sql.ast.ObjectStatement;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.RoleName;
import dev.borealis.sql.ast.RoleStatement;
import dev.borealis.sql.ast.RoleStatement.Membership;
import dev.borealis.sql.ast.RoleStatement.RoleKind;
import dev.borealis.sql.ast.RoleStatement.RoleOption;
import dev.borealis.sql.ast.SessionStatement;
import dev.borealis.sql.ast.Statement;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Names of roles; CREATE, ALTER and DROP ROLE; AWS IAM GRANT and REVOKE. */
final class RoleParser {
    private final Grammar grammar;
    private final Cursor cursor;

    RoleParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** PostgreSQL's RoleSpec: also CURRENT_USER, PUBLIC and the like. */
    RoleName role() {
        int position = cursor.position();
        if (cursor.accept(Keyword.CURRENT_ROLE)) {
            return new RoleName(RoleName.Kind.CURRENT_ROLE, "", position);
        }
        if (cursor.accept(Keyword.CURRENT_USER)) {
            return new RoleName(RoleName.Kind.CURRENT_USER, "", position);
        }
        if (cursor.accept(Keyword.SESSION_USER)) {
            return new RoleName(RoleName.Kind.SESSION_USER, "", position);
        }
        String name = cursor.nonReservedWord();
        if (name.equals("public")) {
            return new RoleName(RoleName.Kind.PUBLIC, "", position);
        }
        if (name.equals("none")) {
            throw SyntaxErrors.reservedRole(name, position);
        }
        return new RoleName(RoleName.Kind.NAMED, name, position);
    }

    List<RoleName> roles() {
        List<RoleName> roles = new ArrayList<>();
        do {
            roles.add(role());
        } while (cursor.accept(COMMA));
        return roles;
    }

    /** PostgreSQL's RoleId: only a name. */
    private String roleId() {
        int position = cursor.position();
        RoleName role = role();
        return switch (role.kind()) {
            case NAMED -> role.name();
            case PUBLIC -> throw SyntaxErrors.reservedRole("public", position);
            case CURRENT_ROLE, CURRENT_USER, SESSION_USER ->
                    throw SyntaxErrors.roleNotAllowed(role.kind().name(), position);
        };
    }

    /** At the kind, after CREATE. */
    Statement create(RoleKind kind) {
        cursor.advance();
        int position = cursor.position();
        String name = roleId();
        cursor.accept(Keyword.WITH);
        List<RoleOption> options = new ArrayList<>();
        while (true) {
            RoleOption option = option(true);
            if (option == null) {
                return new RoleStatement.CreateRole(kind, name, options, position);
            }
            options.add(option);
        }
    }

    private @Nullable RoleOption option(boolean create) {
        int position = cursor.position();
        if (cursor.at(TokenKind.IDENTIFIER)) {
            return flag(position);
        }
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            return null;
        }
        switch (keyword) {
            case PASSWORD -> {
                cursor.advance();
                String password = cursor.accept(Keyword.NULL) ? null : cursor.string();
                return new RoleOption.Password(password, position);
            }
            case ENCRYPTED -> {
                cursor.advance();
                cursor.expect(Keyword.PASSWORD);
                return new RoleOption.Password(cursor.string(), position);
            }
            case INHERIT -> {
                cursor.advance();
                return new RoleOption.Flag("inherit", true, position);
            }
            case CONNECTION -> {
                cursor.advance();
                cursor.expect(Keyword.LIMIT);
                return new RoleOption.ConnectionLimit(cursor.signedInteger(), position);
            }
            case VALID -> {
                cursor.advance();
                cursor.expect(Keyword.UNTIL);
                return new RoleOption.ValidUntil(cursor.string(), position);
            }
            case USER -> {
                cursor.advance();
                return new RoleOption.Members(Membership.ROLE, roles(), position);
            }
            default -> {}
        }
        if (!create) {
            return null;
        }
        switch (keyword) {
            case SYSID -> {
                cursor.advance();
                return new RoleOption.SysId(cursor.integer(), position);
            }
            case ADMIN -> {
                cursor.advance();
                return new RoleOption.Members(Membership.ADMIN, roles(), position);
            }
            case ROLE -> {
                cursor.advance();
                return new RoleOption.Members(Membership.ROLE, roles(), position);
            }
            case IN -> {
                cursor.advance();
                if (!cursor.accept(Keyword.ROLE)) {
                    cursor.expect(Keyword.GROUP);
                }
                return new RoleOption.Members(Membership.IN_ROLE, roles(), position);
            }
            default -> {
                return null;
            }
        }
    }

    private RoleOption flag(int position) {
        String word = cursor.takeWord();
        boolean no = word.startsWith("no");
        String name = no ? word.substring(2) : word;
        return switch (name) {
            case "superuser", "createrole", "replication", "createdb", "login", "bypassrls" ->
                    new RoleOption.Flag(name, !no, position);
            case "inherit" -> {
                if (!no) {
                    throw SyntaxErrors.plain("unrecognized role option \"" + word + "\"", position);
                }
                yield new RoleOption.Flag("inherit", false, position);
            }
            default ->
                    throw SyntaxErrors.plain("unrecognized role option \"" + word + "\"", position);
        };
    }

    /** At the kind, after ALTER. */
    Statement alter(RoleKind kind) {
        cursor.advance();
        if (kind != RoleKind.GROUP && cursor.at(Keyword.ALL)) {
            cursor.advance();
            return setting(null);
        }
        int position = cursor.position();
        RoleName role = role();
        if (cursor.accept(Keyword.RENAME)) {
            cursor.expect(Keyword.TO);
            QualifiedName name = QualifiedName.of(role.name(), position);
            return new ObjectStatement.Rename(
                    ObjectKind.ROLE,
                    ObjectKind.ROLE,
                    ObjectReference.of(name),
                    false,
                    null,
                    roleId(),
                    false,
                    false);
        }
        if (kind == RoleKind.GROUP) {
            int place = cursor.position();
            if (!cursor.accept(Keyword.ADD)) {
                cursor.expect(Keyword.DROP);
            }
            cursor.expect(Keyword.USER);
            return new RoleStatement.AlterRole(
                    role, List.of(new RoleOption.Members(Membership.ROLE, roles(), place)));
        }
        if (cursor.at(Keyword.IN) || cursor.at(Keyword.SET) || cursor.at(Keyword.RESET)) {
            return setting(role);
        }
        cursor.accept(Keyword.WITH);
        List<RoleOption> options = new ArrayList<>();
        while (true) {
            RoleOption option = option(false);
            if (option == null) {
                return new RoleStatement.AlterRole(role, options);
            }
            options.add(option);
        }
    }

    private Statement setting(@Nullable RoleName role) {
        String database = null;
        if (cursor.accept(Keyword.IN)) {
            cursor.expect(Keyword.DATABASE);
            database = cursor.columnId();
        }
        SessionStatement setting;
        if (cursor.accept(Keyword.SET)) {
            setting = grammar.session().setRest(false);
        } else {
            cursor.expect(Keyword.RESET);
            setting = grammar.session().reset();
        }
        return new RoleStatement.AlterRoleSetting(role, database, setting);
    }

    /** At the kind, after DROP. */
    Statement drop() {
        cursor.advance();
        boolean ifExists = cursor.ifExists();
        return new RoleStatement.DropRole(roles(), ifExists);
    }

    /** {@code AWS IAM GRANT role TO 'arn'}, {@code AWS IAM REVOKE role FROM 'arn'}. */
    Statement iam() {
        cursor.expect(Keyword.AWS, Keyword.IAM);
        boolean grant = cursor.accept(Keyword.GRANT);
        if (!grant) {
            cursor.expect(Keyword.REVOKE);
        }
        RoleName role = role();
        cursor.expect(grant ? Keyword.TO : Keyword.FROM);
        return new RoleStatement.IamMapping(grant, role, cursor.string());
    }
}
