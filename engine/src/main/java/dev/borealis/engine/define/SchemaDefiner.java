package dev.borealis.engine.define;

import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.sql.ast.GrantStatement;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.SchemaStatement;
import dev.borealis.sql.ast.SequenceStatement;
import dev.borealis.sql.ast.Statement;
import dev.borealis.sql.ast.TableStatement;
import dev.borealis.sql.ast.ViewStatement;
import dev.borealis.types.Limits;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.ObjectLimitErrors;
import dev.borealis.types.error.SessionErrors;

import java.util.List;

/** CREATE SCHEMA with what may stand inside. */
final class SchemaDefiner {
    private final Edit edit;

    SchemaDefiner(Edit edit) {
        this.edit = edit;
    }

    /** Makes the schema; returns its name when elements are to be made in it, else null. */
    DefinitionResult create(
            SchemaStatement.CreateSchema statement,
            java.util.function.BiConsumer<String, Statement> elements) {
        if (edit.context.role() != RoleDefinition.ADMIN) {
            throw SessionErrors.permissionDenied("database", "postgres");
        }
        RoleDefinition owner =
                statement.authorization() == null
                        ? edit.currentRole()
                        : edit.role(statement.authorization());
        String name = statement.name() == null ? owner.name() : statement.name();
        if (name.startsWith("pg_")) {
            throw DefinitionErrors.reservedSchemaName(name)
                    .withDetail("The prefix \"pg_\" is reserved for system schemas.");
        }
        if (edit.catalog().schema(name) != null) {
            var error = DefinitionErrors.duplicateSchema(name);
            if (!statement.ifNotExists()) {
                throw error;
            }
            edit.notice(DefinitionErrors.skippedDuplicate(error));
            return DefinitionResult.tag("CREATE SCHEMA");
        }
        long own =
                edit.catalog().schemas().stream()
                        .filter(
                                schema ->
                                        !Edit.isSystem(schema.oid())
                                                && schema.oid() != SystemOids.PUBLIC)
                        .count();
        if (own >= Limits.SCHEMAS) {
            throw ObjectLimitErrors.tooManySchemas(Limits.SCHEMAS);
        }
        edit.editor.put(new SchemaDefinition(edit.nextOid(), name, owner.oid(), List.of()));
        for (Statement element : statement.elements()) {
            if (element instanceof TableStatement.CreateTable
                    || element instanceof ViewStatement.CreateView
                    || element instanceof SequenceStatement.CreateSequence
                    || element instanceof GrantStatement) {
                requireHere(name, element);
                elements.accept(name, element);
            } else {
                throw DefinitionErrors.unsupported("unsupported statement in CREATE SCHEMA");
            }
        }
        return DefinitionResult.tag("CREATE SCHEMA");
    }

    /** Refuses an element that names another schema. */
    private static void requireHere(String schema, Statement element) {
        QualifiedName name =
                switch (element) {
                    case TableStatement.CreateTable create -> create.name();
                    case ViewStatement.CreateView create -> create.name();
                    case SequenceStatement.CreateSequence create -> create.name();
                    default -> null;
                };
        if (name != null && name.schema() != null && !schema.equals(name.schema())) {
            throw DefinitionErrors.wrongSchemaOfElement(name.schema(), schema);
        }
    }
}
