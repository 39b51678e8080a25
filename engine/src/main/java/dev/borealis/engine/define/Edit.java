package dev.borealis.engine.define;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogEditor;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.JobIds;
import dev.borealis.engine.catalog.JobTable;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.catalog.TypeDefinition;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.RoleName;
import dev.borealis.types.Identifiers;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.Notice;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** One defining statement at work: the catalog with its changes so far, names, rights, jobs. */
final class Edit {
    final CatalogEditor editor;
    final DefinitionContext context;
    final FunctionRegistry registry;
    private final CatalogNames.DomainChecker domains;
    private final Clock clock;
    final RandomGenerator jobIds;

    Edit(
            CatalogEditor editor,
            DefinitionContext context,
            FunctionRegistry registry,
            CatalogNames.DomainChecker domains,
            Clock clock,
            RandomGenerator jobIds) {
        this.editor = editor;
        this.context = context;
        this.registry = registry;
        this.domains = domains;
        this.clock = clock;
        this.jobIds = jobIds;
    }

    Catalog catalog() {
        return editor.catalog();
    }

    CatalogNames names() {
        return new CatalogNames(catalog(), registry, context.searchPath(), domains);
    }

    /** A binder that sees the changes so far. */
    DefinitionBinder binder() {
        return new DefinitionBinder(catalog(), context, registry, domains);
    }

    void notice(Notice notice) {
        context.notices().accept(notice);
    }

    int nextOid() {
        return editor.nextOid();
    }

    // Names

    /** The relation, or null. */
    @Nullable Relation find(QualifiedName name) {
        return names().relation(name.schema(), name.last());
    }

    /** The relation of any kind; 42P01 when there is none. */
    Relation relation(QualifiedName name) {
        Relation relation = find(name);
        if (relation == null) {
            throw NameErrors.relationDoesNotExist(name.dotted());
        }
        return relation;
    }

    /** The table; 42P01, or 42809 when it is something else. */
    Relation.Table table(QualifiedName name) {
        Relation relation = relation(name);
        if (relation instanceof Relation.Table table) {
            return table;
        }
        throw DefinitionErrors.wrongKind(relation.name(), "a table");
    }

    /** The schema in which a new object goes; checks the right to create there. */
    SchemaDefinition schemaFor(QualifiedName name) {
        SchemaDefinition schema;
        if (name.schema() != null) {
            schema = catalog().schema(name.schema());
            if (schema == null) {
                throw NameErrors.schemaDoesNotExist(name.schema()).withPosition(name.position());
            }
        } else {
            schema = null;
            for (String candidate : context.searchPath()) {
                SchemaDefinition found = catalog().schema(candidate);
                if (found != null) {
                    schema = found;
                    break;
                }
            }
            if (schema == null) {
                throw DefinitionErrors.noSchemaToCreateIn().withPosition(name.position());
            }
        }
        new Rights(catalog()).requireCreate(context.role(), schema);
        return schema;
    }

    /** The schema; 3F000 when there is none. */
    SchemaDefinition schema(String name) {
        SchemaDefinition schema = catalog().schema(name);
        if (schema == null) {
            throw NameErrors.schemaDoesNotExist(name);
        }
        return schema;
    }

    /** The role; 42704 when there is none. */
    RoleDefinition role(RoleName name) {
        return switch (name.kind()) {
            case NAMED -> {
                RoleDefinition role = catalog().role(name.name());
                if (role == null) {
                    throw DefinitionErrors.undefinedObject("role", name.name());
                }
                yield role;
            }
            case CURRENT_ROLE, CURRENT_USER, SESSION_USER -> currentRole();
            case PUBLIC -> throw DefinitionErrors.undefinedObject("role", "public");
        };
    }

    RoleDefinition currentRole() {
        RoleDefinition role = catalog().role(context.role());
        if (role == null) {
            throw new IllegalStateException("role " + context.role() + " is gone");
        }
        return role;
    }

    /** The domain, or null. */
    TypeDefinition.@Nullable Domain findDomain(QualifiedName name) {
        return names().userType(name.schema(), name.last()) instanceof TypeDefinition.Domain domain
                ? domain
                : null;
    }

    /** The name as messages about other objects show it: with its schema unless the search path finds it. */
    String display(Relation relation) {
        Relation visible = names().relation(null, relation.name());
        String plain = Identifiers.quote(relation.name());
        return visible != null && visible.oid() == relation.oid()
                ? plain
                : Identifiers.quote(schemaName(relation.schema())) + "." + plain;
    }

    /** {@code schema.name}, unquoted. */
    String fullName(Relation relation) {
        return schemaName(relation.schema()) + "." + relation.name();
    }

    String schemaName(int schema) {
        SchemaDefinition definition = catalog().schema(schema);
        return definition == null ? "?" : definition.name();
    }

    /** Refuses a name that a relation or type of the schema has already. */
    void requireFreeName(int schema, String name) {
        if (catalog().relation(schema, name) != null) {
            throw DefinitionErrors.duplicateRelation(name);
        }
        if (catalog().type(schema, name) != null) {
            throw DefinitionErrors.duplicateType(name);
        }
    }

    static boolean isSystem(int schema) {
        return SystemOids.isSystemSchema(schema);
    }

    void requireOwner(Relation relation) {
        new Rights(catalog())
                .requireOwner(
                        context.role(), relation.owner(), kindWord(relation), relation.name());
    }

    static String kindWord(Relation relation) {
        return switch (relation) {
            case Relation.Table _, Relation.SystemRelation _ -> "table";
            case Relation.Index _ -> "index";
            case Relation.View _ -> "view";
            case Relation.Sequence _ -> "sequence";
        };
    }

    /** In the plural. */
    static String kindWords(Relation relation) {
        return relation instanceof Relation.Index ? "indexes" : kindWord(relation) + "s";
    }

    // Jobs

    /** Registers a job; it begins when the transaction has committed. Returns its id as users see it. */
    String submit(Job.Kind kind, Relation object, int constraint, List<Integer> discard) {
        var job =
                Job.submitted(
                        JobIds.random(jobIds),
                        kind,
                        object.oid(),
                        fullName(object),
                        constraint,
                        discard,
                        StoreTransaction.micros(clock));
        JobTable.put(editor.transaction(), job);
        return job.textId();
    }
}
