package dev.borealis.engine.define;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.sql.ast.RoleName;
import dev.borealis.sql.ast.RoleStatement;
import dev.borealis.sql.ast.RoleStatement.RoleOption;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.RoleErrors;
import dev.borealis.types.error.SequenceErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** CREATE, ALTER and DROP ROLE; AWS IAM GRANT and REVOKE; memberships. Only admin manages roles. */
final class RoleDefiner {
    /** An IAM role or user. Accounts may be given as {@code *}, as the vendor's examples do. */
    private static final Pattern IDENTITY =
            Pattern.compile("arn:aws[a-z-]*:(iam|sts)::(\\d{12}|\\*):[a-z-]+/\\S+");

    private final Edit edit;

    RoleDefiner(Edit edit) {
        this.edit = edit;
    }

    private void requireAdmin(String what) {
        if (edit.context.role() != RoleDefinition.ADMIN) {
            var error = RoleErrors.permissionDeniedTo(what);
            throw what.equals("create role")
                    ? error.withDetail("Only roles with the CREATEROLE attribute may create roles.")
                    : error;
        }
    }

    DefinitionResult create(RoleStatement.CreateRole statement) {
        requireAdmin("create role");
        String name = statement.name();
        checkName(name);
        if (edit.catalog().role(name) != null) {
            throw RoleErrors.duplicateRole(name);
        }
        var draft =
                new Draft(
                        new RoleDefinition(
                                edit.nextOid(),
                                name,
                                statement.kind() == RoleStatement.RoleKind.USER,
                                true,
                                List.of(),
                                List.of()));
        statement.options().forEach(option -> apply(draft, option));
        edit.editor.put(draft.role());
        draft.membersToAdd.forEach(member -> addMember(draft.role(), member));
        return DefinitionResult.tag("CREATE ROLE");
    }

    private static void checkName(String name) {
        if (name.startsWith("pg_")) {
            throw RoleErrors.reservedRoleName(name)
                    .withDetail("Role names starting with \"pg_\" are reserved.");
        }
        if (name.equals("public") || name.equals("none")) {
            throw RoleErrors.reservedRoleName(name);
        }
    }

    private static final class Draft {
        private final RoleDefinition base;
        private boolean login;
        private boolean inherit;
        private final List<Integer> memberOf;
        private final List<RoleDefinition> membersToAdd = new ArrayList<>();

        Draft(RoleDefinition base) {
            this.base = base;
            this.login = base.login();
            this.inherit = base.inherit();
            this.memberOf = new ArrayList<>(base.memberOf());
        }

        RoleDefinition role() {
            return new RoleDefinition(
                    base.oid(), base.name(), login, inherit, memberOf, base.identities());
        }
    }

    private void apply(Draft draft, RoleOption option) {
        switch (option) {
            case RoleOption.Flag flag -> {
                switch (flag.name()) {
                    case "login" -> draft.login = flag.value();
                    case "inherit" -> draft.inherit = flag.value();
                    default -> {
                        if (flag.value()) {
                            throw RoleErrors.permissionDeniedTo("create role");
                        }
                    }
                }
            }
            case RoleOption.Password _ -> throw RoleErrors.password();
            case RoleOption.ConnectionLimit _, RoleOption.ValidUntil _, RoleOption.SysId _ ->
                    throw RoleErrors.optionNotSupported();
            case RoleOption.Members members -> {
                for (RoleName name : members.roles()) {
                    RoleDefinition role = edit.role(name);
                    switch (members.kind()) {
                        case IN_ROLE -> draft.memberOf.add(role.oid());
                        case ROLE, ADMIN -> draft.membersToAdd.add(role);
                    }
                }
            }
        }
    }

    DefinitionResult alter(RoleStatement.AlterRole statement) {
        requireAdmin("alter role");
        var draft = new Draft(edit.role(statement.role()));
        statement.options().forEach(option -> apply(draft, option));
        edit.editor.put(draft.role());
        draft.membersToAdd.forEach(member -> addMember(draft.role(), member));
        return DefinitionResult.tag("ALTER ROLE");
    }

    DefinitionResult drop(RoleStatement.DropRole statement) {
        requireAdmin("drop role");
        for (RoleName name : statement.roles()) {
            RoleDefinition role = edit.catalog().role(name.name());
            if (role == null) {
                var error = DefinitionErrors.undefinedObject("role", name.name());
                if (!statement.ifExists()) {
                    throw error;
                }
                edit.notice(DefinitionErrors.skippedMissing(error));
                continue;
            }
            if (role.oid() == edit.context.role()) {
                throw RoleErrors.currentRoleCannotBeDropped();
            }
            if (role.oid() == SystemOids.ROLE_SERVICE || role.oid() == RoleDefinition.ADMIN) {
                throw RoleErrors.permissionDeniedTo("drop role");
            }
            String dependent = firstDependent(role);
            if (dependent != null) {
                throw RoleErrors.roleHasDependents(role.name()).withDetail(dependent);
            }
            for (RoleDefinition other : List.copyOf(edit.catalog().roles())) {
                if (other.memberOf().contains(role.oid())) {
                    removeMember(role, other);
                }
            }
            edit.editor.remove(role);
            edit.editor.removeComments(SystemOids.CLASS_ROLE, role.oid());
        }
        return DefinitionResult.tag("DROP ROLE");
    }

    private @Nullable String firstDependent(RoleDefinition role) {
        if (!role.identities().isEmpty()) {
            return "IAM mapping of " + role.identities().getFirst();
        }
        for (SchemaDefinition schema : edit.catalog().schemas()) {
            if (schema.owner() == role.oid()) {
                return "owner of schema " + schema.name();
            }
            if (schema.privileges().stream()
                    .anyMatch(privilege -> privilege.grantee() == role.oid())) {
                return "privileges for schema " + schema.name();
            }
        }
        for (Relation relation : edit.catalog().relations()) {
            if (relation.owner() == role.oid() && !(relation instanceof Relation.Index)) {
                return "owner of " + Edit.kindWord(relation) + " " + edit.display(relation);
            }
            if (Relations.privileges(relation).stream()
                    .anyMatch(privilege -> privilege.grantee() == role.oid())) {
                return "privileges for " + Edit.kindWord(relation) + " " + edit.display(relation);
            }
        }
        return null;
    }

    void rename(String name, String newName) {
        requireAdmin("rename role");
        RoleDefinition role = edit.role(new RoleName(RoleName.Kind.NAMED, name, 0));
        checkName(newName);
        if (edit.catalog().role(newName) != null) {
            throw RoleErrors.duplicateRole(newName);
        }
        edit.editor.put(
                new RoleDefinition(
                        role.oid(),
                        newName,
                        role.login(),
                        role.inherit(),
                        role.memberOf(),
                        role.identities()));
    }

    DefinitionResult mapIdentity(RoleStatement.IamMapping statement) {
        String name = statement.role().name();
        if (edit.context.role() != RoleDefinition.ADMIN) {
            throw RoleErrors.trustDenied(name);
        }
        RoleDefinition role = edit.catalog().role(name);
        if (role == null) {
            throw RoleErrors.undefinedMappedRole(name);
        }
        if (role.oid() == RoleDefinition.ADMIN || role.oid() == SystemOids.ROLE_SERVICE) {
            throw RoleErrors.trustUnsupported(name);
        }
        if (!IDENTITY.matcher(statement.arn()).matches()) {
            throw SequenceErrors.notAnIdentity();
        }
        if (statement.grant() && !role.login()) {
            throw RoleErrors.roleMustLogIn(name);
        }
        var identities = new ArrayList<>(role.identities());
        if (statement.grant()) {
            if (!identities.contains(statement.arn())) {
                identities.add(statement.arn());
            }
        } else {
            identities.remove(statement.arn());
        }
        edit.editor.put(
                new RoleDefinition(
                        role.oid(),
                        role.name(),
                        role.login(),
                        role.inherit(),
                        role.memberOf(),
                        identities));
        return DefinitionResult.tag(statement.grant() ? "AWS IAM GRANT" : "AWS IAM REVOKE");
    }

    void addMember(RoleDefinition role, RoleDefinition member) {
        RoleDefinition current =
                java.util.Objects.requireNonNull(edit.catalog().role(member.oid()));
        if (role.oid() == member.oid() || reaches(role, member.oid())) {
            throw RoleErrors.membershipLoop(role.name(), member.name());
        }
        if (current.memberOf().contains(role.oid())) {
            edit.notice(
                    DefinitionErrors.cascades(
                            "role \""
                                    + member.name()
                                    + "\" has already been granted membership in role \""
                                    + role.name()
                                    + "\" by role \""
                                    + edit.currentRole().name()
                                    + "\""));
            return;
        }
        var memberOf = new ArrayList<>(current.memberOf());
        memberOf.add(role.oid());
        put(current, memberOf);
    }

    void removeMember(RoleDefinition role, RoleDefinition member) {
        RoleDefinition current =
                java.util.Objects.requireNonNull(edit.catalog().role(member.oid()));
        var memberOf = new ArrayList<>(current.memberOf());
        memberOf.remove((Integer) role.oid());
        put(current, memberOf);
    }

    private void put(RoleDefinition role, List<Integer> memberOf) {
        edit.editor.put(
                new RoleDefinition(
                        role.oid(),
                        role.name(),
                        role.login(),
                        role.inherit(),
                        memberOf,
                        role.identities()));
    }

    /** Whether a role is a member of another, directly or not. */
    private boolean reaches(RoleDefinition from, int to) {
        var open = new java.util.ArrayDeque<>(from.memberOf());
        var seen = new java.util.HashSet<Integer>();
        while (!open.isEmpty()) {
            int next = open.pop();
            if (next == to) {
                return true;
            }
            RoleDefinition role = edit.catalog().role(next);
            if (role != null && seen.add(next)) {
                open.addAll(role.memberOf());
            }
        }
        return false;
    }
}
