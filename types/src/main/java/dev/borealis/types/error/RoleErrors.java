package dev.borealis.types.error;

/** Errors of roles, privileges and the mapping of identities. Texts: PostgreSQL 16; of mappings: the service's guide. */
public final class RoleErrors {
    private RoleErrors() {}

    public static SqlException dependentPrivileges() {
        return SqlException.of(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, "dependent privileges exist")
                .withHint("Use CASCADE to revoke them too.");
    }

    public static SqlException circularGrant() {
        return SqlException.of(
                SqlState.INVALID_GRANT_OPERATION,
                "grant options cannot be granted back to your own grantor");
    }

    public static SqlException optionToPublic() {
        return SqlException.of(
                SqlState.INVALID_GRANT_OPERATION, "grant options can only be granted to roles");
    }

    public static SqlException grantorMustBeCurrent() {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, "grantor must be current user");
    }

    /** Memberships are always granted by admin. */
    public static Notice notMember(String member, String role) {
        return Notice.warning(
                SqlState.WARNING,
                "role \""
                        + member
                        + "\" has not been granted membership in role \""
                        + role
                        + "\" by role \"admin\"");
    }

    public static Notice alreadyMember(String member, String role) {
        return Notice.notice(
                SqlState.SUCCESSFUL_COMPLETION,
                "role \""
                        + member
                        + "\" has already been granted membership in role \""
                        + role
                        + "\" by role \"admin\"");
    }

    /** @param all nothing at all, or else not all; @param object quoted, or a column of a relation */
    public static Notice notGranted(boolean all, String object) {
        return Notice.warning(
                SqlState.WARNING_PRIVILEGE_NOT_GRANTED,
                (all ? "no" : "not all") + " privileges were granted for " + object);
    }

    /** As {@link #notGranted}. */
    public static Notice notRevoked(boolean all, String object) {
        return Notice.warning(
                SqlState.WARNING_PRIVILEGE_NOT_REVOKED,
                (all ? "no" : "not all") + " privileges could be revoked for " + object);
    }

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
