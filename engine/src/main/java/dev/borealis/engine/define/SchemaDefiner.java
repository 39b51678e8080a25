package dev.borealis.engine.define;

import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.sql.ast.DefinitionStatement;
import dev.borealis.sql.ast.DomainStatement;
import dev.borealis.sql.ast.FunctionStatement;
import dev.borealis.sql.ast.GrantStatement;
import dev.borealis.sql.ast.IndexStatement;
import dev.borealis.sql.ast.ObjectStatement;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.Refused;
import dev.borealis.sql.ast.RoleStatement;
import dev.borealis.sql.ast.SchemaStatement;
import dev.borealis.sql.ast.SequenceStatement;
import dev.borealis.sql.ast.SessionStatement;
import dev.borealis.sql.ast.Statement;
import dev.borealis.sql.ast.StatisticsStatement;
import dev.borealis.sql.ast.TableStatement;
import dev.borealis.sql.ast.TransactionStatement;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.sql.ast.ViewStatement;
import dev.borealis.types.Limits;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.ObjectLimitErrors;
import dev.borealis.types.error.SessionErrors;

import java.util.List;
import java.util.function.BiConsumer;

/** CREATE SCHEMA with what may stand inside. */
final class SchemaDefiner {
    private final Edit edit;

    SchemaDefiner(Edit edit) {
        this.edit = edit;
    }

    /** @param elements makes each element inside the schema of that name */
    DefinitionResult create(
            SchemaStatement.CreateSchema statement,
            BiConsumer<String, DefinitionStatement> elements) {
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
            elements.accept(name, element(name, element));
        }
        return DefinitionResult.tag("CREATE SCHEMA");
    }

    /** What may stand inside; the rest is refused, and so is what names another schema. */
    private static DefinitionStatement element(String schema, Statement element) {
        return switch (element) {
            case TableStatement.CreateTable create -> here(schema, create.name(), create);
            case ViewStatement.CreateView create -> here(schema, create.name(), create);
            case SequenceStatement.CreateSequence create -> here(schema, create.name(), create);
            case GrantStatement grant -> grant;
            case TableStatement.AlterTable _,
                    SequenceStatement.AlterSequence _,
                    IndexStatement _,
                    SchemaStatement _,
                    DomainStatement _,
                    FunctionStatement _,
                    StatisticsStatement _,
                    RoleStatement _,
                    ObjectStatement _,
                    QueryStatement _,
                    TransactionStatement _,
                    SessionStatement _,
                    UtilityStatement _,
                    Refused _ ->
                    throw DefinitionErrors.notInCreateSchema();
        };
    }

    private static DefinitionStatement here(
            String schema, QualifiedName name, DefinitionStatement element) {
        if (name.schema() != null && !schema.equals(name.schema())) {
            throw DefinitionErrors.wrongSchemaOfElement(name.schema(), schema);
        }
        return element;
    }
}
