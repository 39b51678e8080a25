package dev.borealis.engine.define;

import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.TypeDefinition;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Constraint;
import dev.borealis.sql.ast.DomainStatement;
import dev.borealis.sql.ast.ObjectKind;
import dev.borealis.sql.ast.ObjectStatement;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.DialectErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** CREATE DOMAIN and ALTER DOMAIN. */
final class DomainDefiner {
    private final Edit edit;

    DomainDefiner(Edit edit) {
        this.edit = edit;
    }

    /** As in PostgreSQL, no error of a domain's definition says where. */
    DefinitionResult create(DomainStatement.CreateDomain statement) {
        try {
            return made(statement);
        } catch (SqlException e) {
            throw e.withPosition(0);
        }
    }

    private DefinitionResult made(DomainStatement.CreateDomain statement) {
        if (statement.collation() != null) {
            throw DefinitionErrors.collateNotSupported();
        }
        SchemaDefinition schema = edit.schemaFor(statement.name());
        String name = statement.name().last();
        if (edit.catalog().type(schema.oid(), name) != null) {
            throw DefinitionErrors.duplicateType(name);
        }
        SqlType base = ColumnTypes.stored(edit, edit.binder().type(statement.type()), name);
        boolean notNull = false;
        boolean isNull = false;
        Scalar defaultValue = null;
        List<ConstraintDefinition.Check> checks = new ArrayList<>();
        for (Constraint constraint : statement.constraints()) {
            switch (constraint) {
                case Constraint.NotNull _ -> {
                    if (isNull) {
                        throw DefinitionErrors.conflictingNullConstraints();
                    }
                    notNull = true;
                }
                case Constraint.Null _ -> {
                    if (notNull) {
                        throw DefinitionErrors.conflictingNullConstraints();
                    }
                    isNull = true;
                }
                case Constraint.Default value ->
                        defaultValue = bindDefault(value.value(), name, base);
                case Constraint.Check check -> {
                    ConstraintMaker.refuseDeferrable(check.attributes(), "CHECK");
                    String checkName = check.name();
                    if (checkName == null) {
                        checkName =
                                ObjectNames.choose(
                                        name,
                                        null,
                                        "check",
                                        taken ->
                                                checks.stream()
                                                        .anyMatch(one -> one.name().equals(taken)));
                    } else {
                        for (ConstraintDefinition.Check one : checks) {
                            if (one.name().equals(checkName)) {
                                throw DefinitionErrors.duplicateConstraintOfDomain(checkName, name);
                            }
                        }
                    }
                    Scalar bound = edit.binder().domainCheck(check.condition(), base);
                    checks.add(
                            new ConstraintDefinition.Check(
                                    edit.nextOid(), checkName, bound, true, false));
                }
                case Constraint.Generated _ ->
                        throw DefinitionErrors.domainConstraintNotPossible("specifying GENERATED");
                case Constraint.Identity _ ->
                        throw DefinitionErrors.domainConstraintNotPossible("specifying IDENTITY");
                case Constraint.Unique _ ->
                        throw DefinitionErrors.domainConstraintNotPossible("unique");
                case Constraint.PrimaryKey _ ->
                        throw DefinitionErrors.domainConstraintNotPossible("primary key");
                case Constraint.ForeignKey _ ->
                        throw DefinitionErrors.domainConstraintNotPossible("foreign key");
                case Constraint.Exclude _ ->
                        throw DefinitionErrors.domainConstraintNotPossible("exclusion");
            }
        }
        edit.editor.put(
                new TypeDefinition.Domain(
                        edit.nextOid(),
                        schema.oid(),
                        name,
                        edit.context.role(),
                        base,
                        notNull,
                        defaultValue,
                        checks));
        return DefinitionResult.tag("CREATE DOMAIN");
    }

    private @Nullable Scalar bindDefault(
            dev.borealis.sql.ast.Expression value, String name, SqlType base) {
        Scalar bound = edit.binder().defaultValue(value, name, base);
        return bound instanceof Scalar.Constant constant && constant.value() == null ? null : bound;
    }

    private TypeDefinition.Domain domain(QualifiedName name) {
        TypeDefinition.Domain domain = edit.findDomain(name);
        if (domain == null) {
            throw edit.names().type(name.schema(), name.last()) != null
                    ? DefinitionErrors.wrongKind(name.last(), "a domain")
                    : DefinitionErrors.undefinedObject("type", name.dotted());
        }
        new Rights(edit.catalog())
                .requireOwner(edit.context.role(), domain.owner(), "type", domain.name());
        return domain;
    }

    DefinitionResult alter(DomainStatement.AlterDomain statement) {
        TypeDefinition.Domain domain = domain(statement.name());
        switch (statement.change()) {
            case DomainStatement.DomainChange.SetDefault set -> {
                try {
                    edit.editor.put(
                            with(
                                    domain,
                                    domain.notNull(),
                                    bindDefault(set.value(), domain.name(), domain.base()),
                                    domain.checks()));
                } catch (SqlException error) {
                    throw error.withPosition(0); // as PostgreSQL
                }
            }
            case DomainStatement.DomainChange.DropDefault _ ->
                    edit.editor.put(with(domain, domain.notNull(), null, domain.checks()));
            case DomainStatement.DomainChange.DropNotNull _ ->
                    edit.editor.put(with(domain, false, domain.defaultValue(), domain.checks()));
            case DomainStatement.DomainChange.SetNotNull _ ->
                    throw DialectErrors.alterDomain("SET NOT NULL");
            case DomainStatement.DomainChange.AddConstraint _ ->
                    throw DialectErrors.alterDomain("ADD CONSTRAINT");
            case DomainStatement.DomainChange.ValidateConstraint _ ->
                    throw DialectErrors.alterDomain("VALIDATE CONSTRAINT");
            case DomainStatement.DomainChange.DropConstraint drop -> {
                List<ConstraintDefinition.Check> rest =
                        domain.checks().stream()
                                .filter(check -> !check.name().equals(drop.constraint()))
                                .toList();
                if (rest.size() == domain.checks().size()) {
                    var error =
                            DefinitionErrors.undefinedConstraintOfDomain(
                                    drop.constraint(), domain.name());
                    if (!drop.ifExists()) {
                        throw error;
                    }
                    edit.notice(DefinitionErrors.skippedMissing(error));
                } else {
                    edit.editor.put(with(domain, domain.notNull(), domain.defaultValue(), rest));
                }
            }
        }
        return DefinitionResult.tag("ALTER DOMAIN");
    }

    private static TypeDefinition.Domain with(
            TypeDefinition.Domain domain,
            boolean notNull,
            @Nullable Scalar value,
            List<ConstraintDefinition.Check> checks) {
        return new TypeDefinition.Domain(
                domain.oid(),
                domain.schema(),
                domain.name(),
                domain.owner(),
                domain.base(),
                notNull,
                value,
                checks);
    }

    void rename(ObjectStatement.Rename statement) {
        TypeDefinition.Domain domain = domain(statement.object().name());
        if (statement.kind() == ObjectKind.CONSTRAINT
                || statement.kind() == ObjectKind.DOMAIN_CONSTRAINT) {
            var checks = new ArrayList<ConstraintDefinition.Check>();
            boolean found = false;
            for (ConstraintDefinition.Check check : domain.checks()) {
                boolean meant = check.name().equals(statement.part());
                found |= meant;
                checks.add(
                        meant
                                ? (ConstraintDefinition.Check)
                                        Constraints.named(check, statement.newName())
                                : check);
            }
            if (!found) {
                throw DefinitionErrors.undefinedConstraintForDomain(
                        String.valueOf(statement.part()), domain.name());
            }
            edit.editor.put(with(domain, domain.notNull(), domain.defaultValue(), checks));
            return;
        }
        if (edit.catalog().type(domain.schema(), statement.newName()) != null) {
            throw DefinitionErrors.duplicateType(statement.newName());
        }
        put(domain, domain.schema(), statement.newName(), domain.owner());
    }

    void setOwner(QualifiedName name, int owner) {
        TypeDefinition.Domain domain = domain(name);
        put(domain, domain.schema(), domain.name(), owner);
    }

    void setSchema(QualifiedName name, SchemaDefinition schema) {
        TypeDefinition.Domain domain = domain(name);
        if (domain.schema() == schema.oid()) {
            return;
        }
        if (edit.catalog().type(schema.oid(), domain.name()) != null) {
            throw DefinitionErrors.duplicateType(domain.name());
        }
        put(domain, schema.oid(), domain.name(), domain.owner());
    }

    private void put(TypeDefinition.Domain domain, int schema, String name, int owner) {
        edit.editor.put(
                new TypeDefinition.Domain(
                        domain.oid(),
                        schema,
                        name,
                        owner,
                        domain.base(),
                        domain.notNull(),
                        domain.defaultValue(),
                        domain.checks()));
    }
}
