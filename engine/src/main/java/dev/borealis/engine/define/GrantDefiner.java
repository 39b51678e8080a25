package dev.borealis.engine.define;

import dev.borealis.engine.catalog.AccessList;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.DefaultPrivileges;
import dev.borealis.engine.catalog.Grantable;
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
        switch (DefinedKind.of(kind)) {
            case RELATION -> {
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
                edit.editor.put(
                        new SchemaDefinition(
                                schema.oid(),
                                schema.name(),
                                schema.owner(),
                                changed(
                                        statement,
                                        schema.privileges(),
                                        new Target(
                                                Grantable.SCHEMA,
                                                "schema",
                                                schema.name(),
                                                schema.owner(),
                                                null))));
            }
            case FUNCTION -> {
                UserFunction function = Signatures.find(edit, object);
                if (function == null) {
                    throw Signatures.missing(edit, object);
                }
                onFunction(statement, function);
            }
            case INDEX, COLUMN, CONSTRAINT, TYPE, STATISTICS, ROLE, DATABASE, OTHER ->
                    throw SessionErrors.notYetImplemented("GRANT ON " + kind.words());
        }
    }

    /**
     * What the rights are on.
     *
     * @param kind as errors call it
     * @param relation null unless it is one
     * @param future of objects that are still to be made
     */
    private record Target(
            Grantable of,
            String kind,
            String name,
            int owner,
            @Nullable Relation relation,
            boolean future) {
        Target(Grantable of, String kind, String name, int owner, @Nullable Relation relation) {
            this(of, kind, name, owner, relation, false);
        }
    }

    private void onRelation(GrantStatement.Grant statement, Relation relation, boolean sequence) {
        var target =
                new Target(
                        sequence ? Grantable.SEQUENCE : Grantable.TABLE,
                        Edit.kindWord(relation),
                        relation.name(),
                        relation.owner(),
                        relation);
        edit.editor.put(
                Relations.withPrivileges(
                        relation, changed(statement, Relations.privileges(relation), target)));
    }

    private void onFunction(GrantStatement.Grant statement, UserFunction function) {
        var target =
                new Target(
                        Grantable.FUNCTION,
                        "function",
                        function.signature().name(),
                        function.owner(),
                        null);
        edit.editor.put(
                new UserFunction(
                        function.signature(),
                        function.schema(),
                        function.owner(),
                        function.securityDefiner(),
                        function.bodyText(),
                        function.body(),
                        function.settings(),
                        changed(statement, function.privileges(), target),
                        function.defaults()));
    }

    /** The list after the statement. */
    private List<Privilege> changed(
            GrantStatement.Grant statement, List<Privilege> before, Target target) {
        RoleName by = statement.grantedBy();
        if (by != null && edit.role(by).oid() != edit.context.role()) {
            throw RoleErrors.grantorMustBeCurrent();
        }
        var list =
                new AccessList(
                        new Rights(edit.catalog()),
                        target.owner,
                        target.future ? null : target.of,
                        before);
        boolean all = statement.privileges().isEmpty();
        var whole = new StringBuilder();
        for (GrantStatement.Privilege privilege :
                all
                        ? List.of(new GrantStatement.Privilege("all", List.of(), 0))
                        : statement.privileges()) {
            String rights = rights(privilege, target);
            if (privilege.columns().isEmpty()) {
                whole.append(rights);
            }
            for (int column : columns(privilege, target.relation)) {
                change(statement, list, target, rights, column, privilege.name().equals("all"));
            }
        }
        if (!whole.isEmpty()) {
            change(statement, list, target, whole.toString(), 0, all);
        }
        return list.privileges();
    }

    /** @param column 0 for the whole; @param all whether ALL was said, of which some may be missing */
    private void change(
            GrantStatement.Grant statement,
            AccessList list,
            Target target,
            String rights,
            int column,
            boolean all) {
        AccessList.Grantor grantor = list.grantor(edit.context.role(), rights, column);
        if (grantor.rights().isEmpty() && !list.knows(edit.context.role())) {
            throw SessionErrors.permissionDenied(target.kind, target.name);
        }
        var possible = new StringBuilder();
        for (char right : rights.toCharArray()) {
            if (grantor.rights().indexOf(right) >= 0) {
                possible.append(right);
            }
        }
        if (possible.isEmpty() || !all && possible.length() < rights.length()) {
            String object = object(target, column);
            edit.notice(
                    statement.revoke()
                            ? RoleErrors.notRevoked(possible.isEmpty(), object)
                            : RoleErrors.notGranted(possible.isEmpty(), object));
        }
        var columns = new ArrayList<Integer>(List.of(column));
        if (column == 0 && statement.revoke()) {
            columns.addAll(list.columns()); // who loses it for the whole loses it for the columns
        }
        for (RoleName name : statement.grantees()) {
            int grantee = name.kind() == RoleName.Kind.PUBLIC ? 0 : edit.role(name).oid();
            if (grantee == 0 && statement.grantOption() && !statement.revoke()) {
                throw RoleErrors.optionToPublic();
            }
            for (int one : columns) {
                list.apply(
                        new AccessList.Change(
                                grantee,
                                grantor.role(),
                                one,
                                possible.toString(),
                                statement.revoke(),
                                statement.grantOption(),
                                statement.cascade()));
            }
        }
    }

    private static String object(Target target, int column) {
        return column != 0 && target.relation instanceof Relation.Table table
                ? "column \""
                        + table.column(column).name()
                        + "\" of relation \""
                        + table.name()
                        + "\""
                : "\"" + target.name + "\"";
    }

    private static String rights(GrantStatement.Privilege privilege, Target target) {
        String all = target.of.allRights();
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
            boolean ofNoRelation = target.relation != null && "arwdDxtU".indexOf(right) < 0;
            throw RoleErrors.invalidPrivilege(
                    privilege.name().toUpperCase(Locale.ROOT),
                    ofNoRelation ? "relation" : target.kind);
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
            for (RoleName grantee : statement.grantees()) {
                RoleDefinition member = edit.role(grantee);
                boolean before = member.memberOf().contains(role.oid());
                if (statement.revoke()) {
                    if (!before) {
                        edit.notice(RoleErrors.notMember(member.name(), role.name()));
                    }
                    roles.removeMember(role, member);
                } else {
                    if (before) {
                        edit.notice(RoleErrors.alreadyMember(member.name(), role.name()));
                    }
                    roles.addMember(role, member);
                }
            }
        }
        return DefinitionResult.tag(statement.revoke() ? "REVOKE ROLE" : "GRANT ROLE");
    }

    DefinitionResult defaults(GrantStatement.AlterDefaultPrivileges statement) {
        GrantStatement.Grant action = statement.action();
        ObjectKind kind = java.util.Objects.requireNonNull(action.target().kind());
        Grantable of =
                switch (DefinedKind.of(kind)) {
                    case RELATION ->
                            kind == ObjectKind.SEQUENCE ? Grantable.SEQUENCE : Grantable.TABLE;
                    case FUNCTION -> Grantable.FUNCTION;
                    case SCHEMA -> Grantable.SCHEMA;
                    case INDEX, COLUMN, CONSTRAINT, TYPE, STATISTICS, ROLE, DATABASE, OTHER ->
                            throw SessionErrors.notYetImplemented(
                                    "ALTER DEFAULT PRIVILEGES ON " + kind.words());
                };
        char type = of.letter();
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
                List<Privilege> initial = DefaultRights.initial(role, schema, type);
                List<Privilege> then = before != null ? before.privileges() : initial;
                List<Privilege> after =
                        changed(action, then, new Target(of, kindWord(kind), "", role, null, true));
                var defaults = new DefaultPrivileges(oid, role, schema, type, after);
                if (!after.equals(initial)) {
                    edit.editor.put(defaults);
                } else if (before != null) {
                    edit.editor.remove(before);
                }
            }
        }
        return DefinitionResult.tag("ALTER DEFAULT PRIVILEGES");
    }

    private static String kindWord(ObjectKind kind) {
        return kind.words().toLowerCase(Locale.ROOT);
    }
}
