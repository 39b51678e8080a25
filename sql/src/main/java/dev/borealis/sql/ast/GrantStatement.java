package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** GRANT, REVOKE and ALTER DEFAULT PRIVILEGES. */
public sealed interface GrantStatement extends DefinitionStatement {
    /**
     * @param privileges empty: ALL
     * @param grantOption WITH GRANT OPTION, or GRANT OPTION FOR
     */
    record Grant(
            boolean revoke,
            List<Privilege> privileges,
            GrantTarget target,
            List<RoleName> grantees,
            boolean grantOption,
            @Nullable RoleName grantedBy,
            boolean cascade)
            implements GrantStatement {
        public Grant {
            privileges = List.copyOf(privileges);
            grantees = List.copyOf(grantees);
        }
    }

    /** {@code name} in lower case, {@code all} with columns for {@code ALL (columns)}. */
    record Privilege(String name, List<String> columns, int position) {
        public Privilege {
            columns = List.copyOf(columns);
        }
    }

    /**
     * @param kind TABLE, SEQUENCE, SCHEMA, FUNCTION, PROCEDURE, ROUTINE, DATABASE, DOMAIN, LANGUAGE, TYPE, TABLESPACE,
     *     SERVER, FOREIGN_DATA_WRAPPER, LARGE_OBJECT; null for PARAMETER
     * @param allInSchema the objects are schemas: ALL TABLES IN SCHEMA …
     */
    record GrantTarget(
            @Nullable ObjectKind kind, boolean allInSchema, List<ObjectReference> objects) {
        public GrantTarget {
            objects = List.copyOf(objects);
        }
    }

    /**
     * {@code GRANT role TO role}.
     *
     * @param options such as {@code admin} with text {@code true}
     */
    record GrantRole(
            boolean revoke,
            List<Privilege> roles,
            List<RoleName> grantees,
            List<UtilityStatement.Option> options,
            @Nullable RoleName grantedBy,
            boolean cascade)
            implements GrantStatement {
        public GrantRole {
            roles = List.copyOf(roles);
            grantees = List.copyOf(grantees);
            options = List.copyOf(options);
        }
    }

    /** {@code action} has a target without objects, kind TABLE, SEQUENCE, FUNCTION, ROUTINE, TYPE or SCHEMA. */
    record AlterDefaultPrivileges(List<RoleName> forRoles, List<String> inSchemas, Grant action)
            implements GrantStatement {
        public AlterDefaultPrivileges {
            forRoles = List.copyOf(forRoles);
            inSchemas = List.copyOf(inSchemas);
        }
    }
}
