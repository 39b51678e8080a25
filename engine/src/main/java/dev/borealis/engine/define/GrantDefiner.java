package dev.borealis.engine.define;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.DefaultPrivileges;
import dev.borealis.engine.catalog.Privilege;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.sql.ast.GrantStatement;
import dev.borealis.sql.ast.ObjectKind;
import dev.borealis.sql.ast.ObjectReference;
import dev.borealis.sql.ast.RoleName;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.RoleErrors;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** GRANT, REVOKE and ALTER DEFAULT PRIVILEGES. */
final class GrantDefiner {
    private final Edit edit;

    GrantDefiner(Edit edit) {
        this.edit = edit;
    }

    DefinitionResult grant(GrantStatement.Grant statement) {
        GrantStatement.GrantTarget target = statement.target();
        ObjectKind kind = target.kind();
        if (kind == null) {
            throw RoleErrors.permissionDeniedTo("grant privileges on parameters");
        }
        for (ObjectReference object : target.objects()) {
            if (target.allInSchema()) {
                allInSchema(statement, kind, edit.schema(object.name().last()));
            } else {
                one(statement, kind, object);
            }
        }
        return DefinitionResult.tag(statement.revoke() ? "REVOKE" : "GRANT");
    }

    private void allInSchema(
            GrantStatement.Grant statement, ObjectKind kind, SchemaDefinition schema) {
        if (kind == ObjectKind.FUNCTION || kind == ObjectKind.ROUTINE) {
            for (UserFunction function : List.copyOf(edit.catalog().functions())) {
                if (function.schema() == schema.oid()) {
                    onFunction(statement, function);
                }
            }
            return;
        }
        for (Relation relation : List.copyOf(edit.catalog().relations())) {
            boolean fits =
                    kind == ObjectKind.SEQUENCE
                            ? relation instanceof Relation.Sequence
                            : relation instanceof Relation.Table
                                    || relation instanceof Relation.View;
            if (fits && relation.schema() == schema.oid()) {
                onRelation(statement, relation, kind == ObjectKind.SEQUENCE);
            }
        }
    }

    private void one(GrantStatement.Grant statement, ObjectKind kind, ObjectReference object) {
        switch (kind) {
            case TABLE, SEQUENCE -> {
                Relation relation = edit.relation(object.name());
                if (relation instanceof Relation.Index
                        || relation instanceof Relation.SystemRelation) {
                    throw relation instanceof Relation.Index
                            ? DefinitionErrors.isAnIndex(relation.name())
                            : SessionErrors.permissionDenied("table", relation.name());
                }
                if (kind == ObjectKind.SEQUENCE && !(relation instanceof Relation.Sequence)) {
                    throw DefinitionErrors.wrongKind(relation.name(), "a sequence");
                }
                onRelation(statement, relation, relation instanceof Relation.Sequence);
            }
            case SCHEMA -> {
                SchemaDefinition schema = edit.schema(object.name().last());
                requireGrantor(schema.owner(), schema.privileges(), "schema", schema.name());
                edit.editor.put(
                        new SchemaDefinition(
                                schema.oid(),
                                schema.name(),
                                schema.owner(),
                                changed(statement, schema.privileges(), "UC", "schema", null)));
            }
            case FUNCTION, ROUTINE, PROCEDURE -> {
                UserFunction function = Signatures.find(edit, object);
                if (function == null) {
                    throw Signatures.missing(edit, object);
                }
                onFunction(statement, function);
            }
            default -> throw SessionErrors.notYetImplemented("GRANT ON " + kind.words());
        }
    }

    private void onRelation(GrantStatement.Grant statement, Relation relation, boolean sequence) {
        requireGrantor(
                relation.owner(),
                Relations.privileges(relation),
                Edit.kindWord(relation),
                relation.name());
        List<Privilege> after =
                changed(
                        statement,
                        Relations.privileges(relation),
                        sequence ? "rwU" : "arwdDxt",
                        sequence ? "sequence" : "table",
                        relation);
        edit.editor.put(Relations.withPrivileges(relation, after));
    }

    private void onFunction(GrantStatement.Grant statement, UserFunction function) {
        requireGrantor(
                function.owner(), function.privileges(), "function", function.signature().name());
        edit.editor.put(
                new UserFunction(
                        function.signature(),
                        function.schema(),
                        function.owner(),
                        function.securityDefiner(),
                        function.bodyText(),
                        function.body(),
                        function.settings(),
                        changed(statement, function.privileges(), "X", "function", null),
                        function.defaults()));
    }

    private void requireGrantor(int owner, List<Privilege> privileges, String kind, String name) {
        if (!new Rights(edit.catalog()).mayGrant(edit.context.role(), owner, privileges)) {
            throw SessionErrors.permissionDenied(kind, name);
        }
    }

    /** The list after the statement. @param all letters that ALL stands for */
    private List<Privilege> changed(
            GrantStatement.Grant statement,
            List<Privilege> before,
            String all,
            String kind,
            @Nullable Relation relation) {
        var after = new ArrayList<>(before);
        List<GrantStatement.Privilege> privileges =
                statement.privileges().isEmpty()
                        ? List.of(new GrantStatement.Privilege("all", List.of(), 0))
                        : statement.privileges();
        for (GrantStatement.Privilege privilege : privileges) {
            String rights = rights(privilege, all, kind);
            List<Integer> columns = columns(privilege, relation);
            for (RoleName name : statement.grantees()) {
                int grantee = name.kind() == RoleName.Kind.PUBLIC ? 0 : edit.role(name).oid();
                change(after, grantee, rights, columns, statement);
            }
        }
        return after;
    }

    private void change(
            List<Privilege> list,
            int grantee,
            String rights,
            List<Integer> columns,
            GrantStatement.Grant statement) {
        int at = -1;
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).grantee() == grantee && list.get(i).columns().equals(columns)) {
                at = i;
            }
        }
        String before = at < 0 ? "" : list.get(at).rights();
        var after = new StringBuilder();
        for (char right : "arwdDxtXUCTc".toCharArray()) {
            boolean had = before.indexOf(right) >= 0;
            boolean hadOption = before.contains(right + "*");
            boolean named = rights.indexOf(right) >= 0;
            boolean has =
                    named ? (statement.revoke() ? had && statement.grantOption() : true) : had;
            boolean hasOption =
                    named
                            ? (statement.revoke() ? false : hadOption || statement.grantOption())
                            : hadOption;
            if (has) {
                after.append(right).append(hasOption ? "*" : "");
            }
        }
        if (at >= 0) {
            list.remove(at);
        }
        if (!after.isEmpty()) {
            list.add(
                    at < 0 ? list.size() : at,
                    new Privilege(grantee, edit.context.role(), after.toString(), columns));
        }
    }

    private static String rights(GrantStatement.Privilege privilege, String all, String kind) {
        String right =
                switch (privilege.name()) {
                    case "all" -> all;
                    case "select" -> "r";
                    case "insert" -> "a";
                    case "update" -> "w";
                    case "delete" -> "d";
                    case "truncate" -> "D";
                    case "references" -> "x";
                    case "trigger" -> "t";
                    case "usage" -> "U";
                    case "create" -> "C";
                    case "execute" -> "X";
                    case "connect" -> "c";
                    case "temporary", "temp" -> "T";
                    default -> throw RoleErrors.unrecognizedPrivilege(privilege.name());
                };
        if (!right.equals(all) && all.indexOf(right.charAt(0)) < 0) {
            throw RoleErrors.invalidPrivilege(privilege.name().toUpperCase(Locale.ROOT), kind);
        }
        return right;
    }

    private static List<Integer> columns(
            GrantStatement.Privilege privilege, @Nullable Relation relation) {
        var numbers = new ArrayList<Integer>();
        for (String column : privilege.columns()) {
            if (relation instanceof Relation.Table table
                    && table.findColumn(column) instanceof ColumnDefinition found) {
                numbers.add(found.number());
            } else {
                throw DefinitionErrors.undefinedColumnOf(
                        column, relation == null ? "" : relation.name());
            }
        }
        return numbers;
    }

    DefinitionResult grantRole(GrantStatement.GrantRole statement) {
        if (edit.context.role() != RoleDefinition.ADMIN) {
            throw RoleErrors.permissionDeniedTo(
                    (statement.revoke() ? "revoke role \"" : "grant role \"")
                            + statement.roles().getFirst().name()
                            + "\"");
        }
        var roles = new RoleDefiner(edit);
        for (GrantStatement.Privilege name : statement.roles()) {
            RoleDefinition role =
                    edit.role(new RoleName(RoleName.Kind.NAMED, name.name(), name.position()));
            for (RoleName member : statement.grantees()) {
                if (statement.revoke()) {
                    roles.removeMember(role, edit.role(member));
                } else {
                    roles.addMember(role, edit.role(member));
                }
            }
        }
        return DefinitionResult.tag(statement.revoke() ? "REVOKE ROLE" : "GRANT ROLE");
    }

    DefinitionResult defaults(GrantStatement.AlterDefaultPrivileges statement) {
        GrantStatement.Grant action = statement.action();
        ObjectKind kind = java.util.Objects.requireNonNull(action.target().kind());
        char type;
        String all;
        switch (kind) {
            case TABLE -> {
                type = 'r';
                all = "arwdDxt";
            }
            case SEQUENCE -> {
                type = 'S';
                all = "rwU";
            }
            case FUNCTION, ROUTINE -> {
                type = 'f';
                all = "X";
            }
            case SCHEMA -> {
                type = 'n';
                all = "UC";
            }
            default ->
                    throw SessionErrors.notYetImplemented(
                            "ALTER DEFAULT PRIVILEGES ON " + kind.words());
        }
        List<Integer> schemas = new ArrayList<>();
        statement.inSchemas().forEach(schema -> schemas.add(edit.schema(schema).oid()));
        if (schemas.isEmpty()) {
            schemas.add(0);
        }
        List<Integer> roles = new ArrayList<>();
        statement.forRoles().forEach(role -> roles.add(edit.role(role).oid()));
        if (roles.isEmpty()) {
            roles.add(edit.context.role());
        }
        for (int role : roles) {
            for (int schema : schemas) {
                DefaultPrivileges before = null;
                for (DefaultPrivileges one : edit.catalog().defaultPrivileges()) {
                    if (one.role() == role && one.schema() == schema && one.objectType() == type) {
                        before = one;
                    }
                }
                int oid = before == null ? edit.nextOid() : before.oid();
                List<Privilege> after =
                        changed(
                                action,
                                before == null ? List.of() : before.privileges(),
                                all,
                                "table",
                                null);
                edit.editor.put(new DefaultPrivileges(oid, role, schema, type, after));
            }
        }
        return DefinitionResult.tag("ALTER DEFAULT PRIVILEGES");
    }
}
