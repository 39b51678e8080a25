package dev.borealis.types.error;

/** Errors of roles, privileges and the mapping of identities. Texts: PostgreSQL 16; of mappings: the service's guide. */
public final class RoleErrors {
    private RoleErrors() {}

    public static SqlException duplicateRole(String name) {
        return SqlException.of(SqlState.DUPLICATE_OBJECT, "role \"" + name + "\" already exists");
    }

    /** Source: guide. */
    public static SqlException trustDenied(String role) {
        return SqlException.of(
                SqlState.INSUFFICIENT_PRIVILEGE,
                "permission denied to grant IAM trust with role " + role);
    }

    /** Source: guide. */
    public static SqlException trustUnsupported(String role) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "Cannot establish trust with role " + role);
    }

    /** Source: guide. */
    public static SqlException roleMustLogIn(String role) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "role " + role + " must have the LOGIN attribute");
    }

    /** Source: guide. */
    public static SqlException undefinedMappedRole(String role) {
        return SqlException.of(SqlState.UNDEFINED_OBJECT, "Role " + role + " does not exist");
    }

    public static SqlException roleHasDependents(String role) {
        return SqlException.of(
                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                "role \"" + role + "\" cannot be dropped because some objects depend on it");
    }

    public static SqlException currentRoleCannotBeDropped() {
        return SqlException.of(SqlState.OBJECT_IN_USE, "current user cannot be dropped");
    }

    public static SqlException reservedRoleName(String name) {
        return SqlException.of(SqlState.RESERVED_NAME, "role name \"" + name + "\" is reserved");
    }

    public static SqlException notOwner(String kind, String name) {
        return SqlException.of(
                SqlState.INSUFFICIENT_PRIVILEGE, "must be owner of " + kind + " " + name);
    }

    public static SqlException permissionDeniedTo(String what) {
        return SqlException.of(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to " + what);
    }

    public static SqlException leakproof() {
        return SqlException.of(
                SqlState.INSUFFICIENT_PRIVILEGE, "only superuser can define a leakproof function");
    }

    public static SqlException invalidPrivilege(String privilege, String kind) {
        return SqlException.of(
                SqlState.INVALID_GRANT_OPERATION,
                "invalid privilege type " + privilege + " for " + kind);
    }

    public static SqlException membershipLoop(String role, String member) {
        return SqlException.of(
                SqlState.INVALID_GRANT_OPERATION,
                "role \"" + role + "\" is a member of role \"" + member + "\"");
    }

    public static SqlException mustBeMember(String role) {
        return SqlException.of(
                SqlState.INSUFFICIENT_PRIVILEGE, "must be able to SET ROLE \"" + role + "\"");
    }

    /** Of has_table_privilege and its kin. */
    public static SqlException unrecognizedPrivilegeType(String name) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "unrecognized privilege type: \"" + name + "\"");
    }

    public static SqlException unrecognizedPrivilege(String name) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "unrecognized privilege type \"" + name + "\"");
    }
}
