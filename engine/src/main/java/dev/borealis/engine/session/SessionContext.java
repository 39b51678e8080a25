package dev.borealis.engine.session;

import dev.borealis.engine.bind.BindContext;
import dev.borealis.engine.bind.LiteralSlots;
import dev.borealis.engine.bind.ParameterTypes;
import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.Notice;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One version of the catalog as one session sees it now: its path, its role, its settings. Made anew when any of them
 * changes.
 */
final class SessionContext {
    final Catalog catalog;
    final CatalogNames names;
    final RoleDefinition role;
    final List<String> searchPath;
    private final long settingsGeneration;

    /** Of plans of statements without parameter types, once asked for. */
    BoundQuery.@Nullable Key key;

    SessionContext(DatabaseParts parts, Catalog catalog, Settings settings, String roleName) {
        this.catalog = catalog;
        this.settingsGeneration = settings.generation();
        RoleDefinition found = catalog.role(roleName);
        if (found == null) {
            throw NameErrors.roleDoesNotExist(roleName);
        }
        this.role = found;
        List<String> path = new ArrayList<>();
        for (String name : settings.searchPath()) {
            String schema = name.equals("$user") ? roleName : name;
            SchemaDefinition inPath = catalog.schema(schema);
            if (inPath != null && !path.contains(schema) && mayUse(inPath)) {
                path.add(schema);
            }
        }
        this.searchPath = List.copyOf(path);
        this.names = new CatalogNames(catalog, parts.registry(), path, parts.domains());
    }

    /** Schemas that the role may not use are not searched. */
    private boolean mayUse(SchemaDefinition schema) {
        return new Rights(catalog).has(role.oid(), schema.owner(), schema.privileges(), 'U');
    }

    /** Whether it is still what the session would see. */
    boolean isOf(Catalog current, Settings settings) {
        return catalog == current && settingsGeneration == settings.generation();
    }

    BindContext bindContext(
            DatabaseParts parts,
            TypeContext typeContext,
            ParameterTypes parameters,
            Consumer<Notice> notices) {
        return new BindContext(
                catalog,
                parts.registry(),
                names,
                searchPath,
                role.oid(),
                DatabaseParts.NAME,
                typeContext,
                BindContext.LiteralReader.FORMATS,
                parameters,
                LiteralSlots.NONE,
                notices);
    }
}
