package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** CREATE ROLE and its kin; RENAME is an {@link ObjectStatement}. */
public sealed interface RoleStatement extends DefinitionStatement {
    /** Which word was written: USER may log in by default. */
    enum RoleKind {
        ROLE,
        USER,
        GROUP
    }

    /** {@code CREATE ROLE | USER | GROUP name options}. */
    record CreateRole(RoleKind kind, String name, List<RoleOption> options, int position)
            implements RoleStatement {
        public CreateRole {
            options = List.copyOf(options);
        }
    }

    /** {@code ALTER ROLE name WITH options}; also ALTER GROUP … ADD/DROP USER. */
    record AlterRole(RoleName role, List<RoleOption> options) implements RoleStatement {
        public AlterRole {
            options = List.copyOf(options);
        }
    }

    /** {@code ALTER ROLE (name | ALL) [IN DATABASE d] (SET … | RESET …)}; {@code role} null: ALL. */
    record AlterRoleSetting(
            @Nullable RoleName role, @Nullable String database, SessionStatement setting)
            implements RoleStatement {}

    /** {@code DROP ROLE [IF EXISTS] roles}, also USER and GROUP. */
    record DropRole(List<RoleName> roles, boolean ifExists) implements RoleStatement {
        public DropRole {
            roles = List.copyOf(roles);
        }
    }

    /** {@code AWS IAM GRANT role TO arn} and {@code AWS IAM REVOKE role FROM arn}. */
    record IamMapping(boolean grant, RoleName role, String arn) implements RoleStatement {}

    /** An option of a role. */
    sealed interface RoleOption {
        /** Of its first word, in characters from 1. */
        int position();

        /** LOGIN, SUPERUSER, CREATEROLE, CREATEDB, INHERIT, REPLICATION, BYPASSRLS; lower case, without NO. */
        record Flag(String name, boolean value, int position) implements RoleOption {}

        /** {@code password} null: PASSWORD NULL. Never to be logged. */
        record Password(@Nullable String password, int position) implements RoleOption {
            @Override
            public String toString() {
                return "Password[position=" + position + "]";
            }
        }

        /** {@code CONNECTION LIMIT limit}. */
        record ConnectionLimit(int limit, int position) implements RoleOption {}

        /** {@code VALID UNTIL 'time'}. */
        record ValidUntil(String time, int position) implements RoleOption {}

        /** Words {@code IN ROLE}, {@code ROLE}, {@code ADMIN}. */
        record Members(Membership kind, List<RoleName> roles, int position) implements RoleOption {
            public Members {
                roles = List.copyOf(roles);
            }
        }

        /** {@code SYSID id}. */
        record SysId(int id, int position) implements RoleOption {}
    }

    /** Direction of a membership. */
    enum Membership {
        IN_ROLE,
        ROLE,
        ADMIN
    }
}
