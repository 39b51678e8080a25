package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** CREATE DOMAIN and ALTER DOMAIN. */
public sealed interface DomainStatement extends DefinitionStatement {
    /** {@code CREATE DOMAIN name AS type [COLLATE collation] constraints}. */
    record CreateDomain(
            QualifiedName name,
            TypeName type,
            @Nullable QualifiedName collation,
            List<Constraint> constraints)
            implements DomainStatement {
        public CreateDomain {
            constraints = List.copyOf(constraints);
        }
    }

    /** {@code ALTER DOMAIN name change}. */
    record AlterDomain(QualifiedName name, DomainChange change) implements DomainStatement {}

    /** What ALTER DOMAIN may change; renaming, owner and schema are {@link ObjectStatement}s. */
    sealed interface DomainChange {
        /** {@code SET DEFAULT value}. */
        record SetDefault(Expression value) implements DomainChange {}

        /** {@code DROP DEFAULT}. */
        record DropDefault() implements DomainChange {}

        /** {@code SET NOT NULL}. */
        record SetNotNull() implements DomainChange {}

        /** {@code DROP NOT NULL}. */
        record DropNotNull() implements DomainChange {}

        /** {@code ADD constraint}. */
        record AddConstraint(Constraint constraint) implements DomainChange {}

        /** {@code DROP CONSTRAINT [IF EXISTS] constraint [CASCADE]}. */
        record DropConstraint(String constraint, boolean ifExists, boolean cascade)
                implements DomainChange {}

        /** {@code VALIDATE CONSTRAINT constraint}. */
        record ValidateConstraint(String constraint) implements DomainChange {}
    }
}
