package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** CREATE DOMAIN and ALTER DOMAIN. */
public sealed interface DomainStatement extends DefinitionStatement {
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

    record AlterDomain(QualifiedName name, DomainChange change) implements DomainStatement {}

    /** What ALTER DOMAIN may change; renaming, owner and schema are {@link ObjectStatement}s. */
    sealed interface DomainChange {
        record SetDefault(Expression value) implements DomainChange {}

        record DropDefault() implements DomainChange {}

        record SetNotNull() implements DomainChange {}

        record DropNotNull() implements DomainChange {}

        record AddConstraint(Constraint constraint) implements DomainChange {}

        record DropConstraint(String constraint, boolean ifExists, boolean cascade)
                implements DomainChange {}

        record ValidateConstraint(String constraint) implements DomainChange {}
    }
}
