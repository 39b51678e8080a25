package dev.borealis.engine.catalog;

import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.OperatorSignature;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Carrier;
import dev.borealis.types.Identifiers;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The names of one catalog version as one search path sees them. Immutable and thread-safe if the domain checker is.
 */
public final class CatalogNames implements NameResolver {
    private static final String PG_CATALOG = "pg_catalog";

    private final Catalog catalog;
    private final FunctionRegistry registry;
    private final List<SchemaDefinition> path;
    private final DomainChecker domains;

    /** Evaluates the constraints of domains; this package cannot, it only knows them. */
    @FunctionalInterface
    public interface DomainChecker {
        /** Throws the error of the first constraint that the value breaks; those of the domains below come first. */
        void check(Catalog catalog, TypeDefinition.Domain domain, @Nullable Object value);
    }

    /**
     * @param searchPath names of schemas; those that do not exist are left out, {@code pg_catalog} comes first unless it is
     *     named
     */
    public CatalogNames(
            Catalog catalog,
            FunctionRegistry registry,
            List<String> searchPath,
            DomainChecker domains) {
        this.catalog = catalog;
        this.registry = registry;
        this.domains = domains;
        var schemas = new ArrayList<SchemaDefinition>();
        if (!searchPath.contains(PG_CATALOG)
                && catalog.schema(PG_CATALOG) instanceof SchemaDefinition system) {
            schemas.add(system);
        }
        for (String name : searchPath) {
            SchemaDefinition schema = catalog.schema(name);
            if (schema != null && !schemas.contains(schema)) {
                schemas.add(schema);
            }
        }
        this.path = List.copyOf(schemas);
    }

    /** The version whose names are used. */
    public Catalog catalog() {
        return catalog;
    }

    /** The schemas searched, in order. */
    public List<SchemaDefinition> searchPath() {
        return path;
    }

    /** The relation of that name, or null. @param schema null for the search path */
    public @Nullable Relation relation(@Nullable String schema, String name) {
        for (SchemaDefinition candidate : schemas(schema)) {
            Relation relation = catalog.relation(candidate.oid(), name);
            if (relation != null) {
                return relation;
            }
        }
        return null;
    }

    /** The user's type of that name, or null. @param schema null for the search path */
    public @Nullable TypeDefinition userType(@Nullable String schema, String name) {
        for (SchemaDefinition candidate : schemas(schema)) {
            TypeDefinition type = catalog.type(candidate.oid(), name);
            if (type != null) {
                return type;
            }
        }
        return null;
    }

    private List<SchemaDefinition> schemas(@Nullable String schema) {
        if (schema == null) {
            return path;
        }
        SchemaDefinition only = catalog.schema(schema);
        return only == null ? List.of() : List.of(only);
    }

    @Override
    public @Nullable TypeInfo type(int oid) {
        TypeInfo builtin = BuiltinTypes.find(oid);
        if (builtin != null) {
            return builtin;
        }
        TypeDefinition type = catalog.type(oid);
        return type == null ? null : info(type);
    }

    @Override
    public @Nullable TypeInfo type(@Nullable String schema, String name) {
        for (SchemaDefinition candidate : schemas(schema)) {
            if (candidate.oid() == SystemOids.PG_CATALOG) {
                TypeInfo builtin = BuiltinTypes.find(name);
                if (builtin != null) {
                    return builtin;
                }
            }
            TypeDefinition type = catalog.type(candidate.oid(), name);
            if (type != null) {
                return info(type);
            }
        }
        return null;
    }

    private TypeInfo info(TypeDefinition type) {
        String display = display(type.oid(), type.schema(), type.name());
        return switch (type) {
            case TypeDefinition.Domain domain -> {
                TypeInfo base =
                        java.util.Objects.requireNonNull(
                                BuiltinTypes.find(catalog.baseType(domain.base()).oid()));
                yield new TypeInfo(
                        domain.oid(),
                        domain.name(),
                        display,
                        base.carrier(),
                        base.length(),
                        base.byValue(),
                        'd',
                        base.category(),
                        false,
                        base.delimiter(),
                        Oid.NONE,
                        Oid.NONE,
                        "-",
                        "domain_in",
                        base.output(),
                        "domain_recv",
                        base.send(),
                        "-",
                        "-",
                        base.align(),
                        base.storage(),
                        base.collation(),
                        domain.base().oid(),
                        Oid.NONE);
            }
            case TypeDefinition.RowType row ->
                    new TypeInfo(
                            row.oid(),
                            row.name(),
                            display,
                            Carrier.OBJECT,
                            -1,
                            false,
                            'c',
                            'C',
                            false,
                            ',',
                            Oid.NONE,
                            Oid.NONE,
                            "-",
                            "record_in",
                            "record_out",
                            "record_recv",
                            "record_send",
                            "-",
                            "-",
                            'd',
                            'x',
                            Oid.NONE,
                            Oid.NONE,
                            row.relation());
        };
    }

    private String display(int oid, int schema, String name) {
        TypeDefinition visible = userType(null, name);
        String quoted = Identifiers.quote(name);
        if (visible != null && visible.oid() == oid) {
            return quoted;
        }
        SchemaDefinition of = catalog.schema(schema);
        return of == null ? quoted : Identifiers.quote(of.name()) + "." + quoted;
    }

    @Override
    public @Nullable SqlType domainBase(int oid) {
        return catalog.type(oid) instanceof TypeDefinition.Domain domain ? domain.base() : null;
    }

    @Override
    public void checkDomain(int oid, @Nullable Object value) {
        if (catalog.type(oid) instanceof TypeDefinition.Domain domain) {
            domains.check(catalog, domain, value);
        }
    }

    @Override
    public @Nullable List<Field> rowType(int oid) {
        if (!(catalog.type(oid) instanceof TypeDefinition.RowType row)) {
            return null;
        }
        Relation relation = catalog.relation(row.relation());
        return switch (relation) {
            case Relation.Table table ->
                    table.liveColumns().stream()
                            .map(column -> new Field(column.name(), column.type()))
                            .toList();
            case Relation.View view ->
                    view.columns().stream()
                            .map(column -> new Field(column.name(), column.type()))
                            .toList();
            case null -> null;
            case Relation.Index _, Relation.Sequence _, Relation.SystemRelation _ -> null;
        };
    }

    @Override
    public @Nullable QualifiedName name(Kind kind, int oid) {
        return switch (kind) {
            case RELATION -> {
                Relation relation = catalog.relation(oid);
                yield relation == null
                        ? null
                        : qualified(
                                relation.schema(),
                                relation.name(),
                                relation(null, relation.name()) == relation);
            }
            case TYPE -> {
                TypeInfo builtin = BuiltinTypes.find(oid);
                if (builtin != null) {
                    TypeInfo visible = type(null, builtin.name());
                    yield qualified(
                            SystemOids.PG_CATALOG,
                            builtin.name(),
                            visible != null && visible.oid() == oid);
                }
                TypeDefinition type = catalog.type(oid);
                if (type == null) {
                    yield null;
                }
                TypeInfo visible = type(null, type.name());
                yield qualified(
                        type.schema(), type.name(), visible != null && visible.oid() == oid);
            }
            case FUNCTION, OPERATOR -> {
                Signature signature = signature(kind, oid);
                yield signature == null ? null : signature.name();
            }
            case NAMESPACE -> {
                SchemaDefinition schema = catalog.schema(oid);
                yield schema == null ? null : new QualifiedName(null, schema.name());
            }
            case ROLE -> {
                RoleDefinition role = catalog.role(oid);
                yield role == null ? null : new QualifiedName(null, role.name());
            }
            case COLLATION ->
                    switch (oid) {
                        case 100 -> new QualifiedName(null, "default");
                        case 950 -> new QualifiedName(null, "C");
                        case 951 -> new QualifiedName(null, "POSIX");
                        default -> null;
                    };
            case TEXT_SEARCH_CONFIGURATION, TEXT_SEARCH_DICTIONARY -> null;
        };
    }

    private QualifiedName qualified(int schema, String name, boolean visible) {
        SchemaDefinition definition = catalog.schema(schema);
        return new QualifiedName(visible || definition == null ? null : definition.name(), name);
    }

    @Override
    public @Nullable Integer oid(Kind kind, @Nullable String schema, String name) {
        return switch (kind) {
            case RELATION -> {
                Relation relation = relation(schema, name);
                yield relation == null ? null : relation.oid();
            }
            case TYPE -> {
                TypeInfo type = type(schema, name);
                yield type == null ? null : type.oid();
            }
            case FUNCTION, OPERATOR -> {
                List<Signature> all = signatures(kind, schema, name);
                yield all.isEmpty() ? null : all.getFirst().oid();
            }
            case NAMESPACE -> {
                SchemaDefinition definition = catalog.schema(name);
                yield definition == null ? null : definition.oid();
            }
            case ROLE -> {
                RoleDefinition role = catalog.role(name);
                yield role == null ? null : role.oid();
            }
            case COLLATION ->
                    switch (name) {
                        case "default" -> 100;
                        case "C" -> 950;
                        case "POSIX" -> 951;
                        default -> null;
                    };
            case TEXT_SEARCH_CONFIGURATION, TEXT_SEARCH_DICTIONARY -> null;
        };
    }

    @Override
    public List<Signature> signatures(Kind kind, @Nullable String schema, String name) {
        var found = new ArrayList<Signature>();
        for (SchemaDefinition candidate : schemas(schema)) {
            if (kind == Kind.OPERATOR) {
                if (candidate.oid() == SystemOids.PG_CATALOG) {
                    registry.operators(name).forEach(operator -> found.add(of(operator)));
                }
                continue;
            }
            for (FunctionSignature function : registry.functions(name)) {
                if (function.schema().equals(candidate.name())) {
                    found.add(of(function));
                }
            }
            catalog.functions(candidate.oid(), name)
                    .forEach(function -> found.add(of(function.signature())));
        }
        return found;
    }

    private Signature of(OperatorSignature operator) {
        return new Signature(
                operator.oid(),
                new QualifiedName(null, operator.name()),
                List.of(operator.left(), operator.right()));
    }

    private Signature of(FunctionSignature function) {
        boolean visible = path.stream().anyMatch(schema -> schema.name().equals(function.schema()));
        return new Signature(
                function.oid(),
                new QualifiedName(visible ? null : function.schema(), function.name()),
                function.argumentTypes());
    }

    @Override
    public @Nullable Signature signature(Kind kind, int oid) {
        if (kind == Kind.OPERATOR) {
            OperatorSignature operator = registry.operator(oid);
            return operator == null ? null : of(operator);
        }
        FunctionSignature builtin = registry.function(oid);
        if (builtin != null) {
            return of(builtin);
        }
        UserFunction function = catalog.function(oid);
        return function == null ? null : of(function.signature());
    }
}
