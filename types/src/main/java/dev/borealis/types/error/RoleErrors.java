package dev.borealis.types.error;

/** Errors of roles, privileges and the mapping of identities. Texts: PostgreSQL 16; of mappings: the service's guide. */
public final class RoleErrors {
    private RoleErrors() {}

    /** 2BP01: REVOKE without CASCADE of a grant option that others' rights rest on. */
    public static SqlException dependentPrivileges() {
        return SqlException.of(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, "dependent privileges exist")
                .withHint("Use CASCADE to revoke them too.");
    }

    /** 0LP01: GRANT … WITH GRANT OPTION to the one it came from. */
    public static SqlException circularGrant() {
        return SqlException.of(
                SqlState.INVALID_GRANT_OPERATION,
                "grant options cannot be granted back to your own grantor");
    }

    /** 0LP01: GRANT … WITH GRANT OPTION to PUBLIC. */
    public static SqlException optionToPublic() {
        return SqlException.of(
                SqlState.INVALID_GRANT_OPERATION, "grant options can only be granted to roles");
    }

    /** 0A000: GRANTED BY somebody else. */
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

    /** 00000, a notice: GRANT of a role to one who is its member. */
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

    /** 42710: CREATE ROLE or RENAME to a name that is taken. */
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

    /** 2BP01: DROP ROLE of one that owns something or has rights. */
    public static SqlException roleHasDependents(String role) {
        return SqlException.of(
                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                "role \"" + role + "\" cannot be dropped because some objects depend on it");
    }

    /** 55006: DROP ROLE of oneself. */
    public static SqlException currentRoleCannotBeDropped() {
        return SqlException.of(SqlState.OBJECT_IN_USE, "current user cannot be dropped");
    }

    /** 42939: CREATE ROLE of a name that begins with {@code pg_}, or of public or none. */
    public static SqlException reservedRoleName(String name) {
        return SqlException.of(SqlState.RESERVED_NAME, "role name \"" + name + "\" is reserved");
    }

    /** 42501: a definition changed by a role that does not own it. @param kind table, schema, … */
    public static SqlException notOwner(String kind, String name) {
        return SqlException.of(
                SqlState.INSUFFICIENT_PRIVILEGE, "must be owner of " + kind + " " + name);
    }

    /** 42501: a statement that the role may not give at all. @param what create role, … */
    public static SqlException permissionDeniedTo(String what) {
        return SqlException.of(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to " + what);
    }

    /** 42501: CREATE FUNCTION … LEAKPROOF. */
    public static SqlException leakproof() {
        return SqlException.of(
                SqlState.INSUFFICIENT_PRIVILEGE, "only superuser can define a leakproof function");
    }

    /**
     * 0LP01: GRANT of a right that this kind of object has not.
     *
     * @param kind as the message names it: relation, schema, …
     */
    public static SqlException invalidPrivilege(String privilege, String kind) {
        return SqlException.of(
                SqlState.INVALID_GRANT_OPERATION,
                "invalid privilege type " + privilege + " for " + kind);
    }

    /**
     * 0LP01: GRANT of a role to one of which it is a member.
     *
     * @param role who would become a member
     * @param member who is one already
     */
    public static SqlException membershipLoop(String role, String member) {
        return SqlException.of(
                SqlState.INVALID_GRANT_OPERATION,
                "role \"" + role + "\" is a member of role \"" + member + "\"");
    }

    /** 42501: OWNER TO a role that one cannot become. */
    public static SqlException mustBeMember(String role) {
        return SqlException.of(
                SqlState.INSUFFICIENT_PRIVILEGE, "must be able to SET ROLE \"" + role + "\"");
    }

    /** Of has_table_privilege and its kin. */
    public static SqlException unrecognizedPrivilegeType(String name) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "unrecognized privilege type: \"" + name + "\"");
    }

    /** 42601: GRANT of a right that PostgreSQL has not. */
    public static SqlException unrecognizedPrivilege(String name) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "unrecognized privilege type \"" + name + "\"");
    }

    /** 0A000: PASSWORD: who connects shows a token. */
    public static SqlException password() {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, "PASSWORD is not supported");
    }

    /** 0A000: CONNECTION LIMIT, VALID UNTIL, SYSID. */
    public static SqlException optionNotSupported() {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, "role option not supported");
    }
}
