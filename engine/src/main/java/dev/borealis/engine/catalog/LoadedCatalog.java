package dev.borealis.engine.catalog;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A catalog in memory: hash maps over the definitions of one version. */
final class LoadedCatalog implements Catalog {
    private record Name(int schema, String name) {}

    private record Subject(int classOid, int objectOid, int column) {}

    private final long version;
    private final Map<Integer, Relation> relations = new LinkedHashMap<>();
    private final Map<Name, Relation> relationsByName = new HashMap<>();
    private final Map<Integer, SchemaDefinition> schemas = new LinkedHashMap<>();
    private final Map<String, SchemaDefinition> schemasByName = new HashMap<>();
    private final Map<Integer, TypeDefinition> types = new LinkedHashMap<>();
    private final Map<Name, TypeDefinition> typesByName = new HashMap<>();
    private final Map<Integer, UserFunction> functions = new LinkedHashMap<>();
    private final Map<Name, List<UserFunction>> functionsByName = new HashMap<>();
    private final Map<Integer, RoleDefinition> roles = new LinkedHashMap<>();
    private final Map<String, RoleDefinition> rolesByName = new HashMap<>();
    private final Map<Subject, CommentDefinition> comments = new LinkedHashMap<>();
    private final List<DefaultPrivileges> defaultPrivileges = new ArrayList<>();
    private final Map<Integer, ExtendedStatistics> extendedStatistics = new LinkedHashMap<>();
    private final Map<Integer, TableStatistics> statistics;
    private final RelationFormats formats = new RelationFormats(this);

    LoadedCatalog(
            long version,
            Collection<? extends Definition> definitions,
            Map<Integer, TableStatistics> statistics,
            SystemObjects system) {
        this.version = version;
        this.statistics = Map.copyOf(statistics);
        system.relations().forEach(this::addRelation);
        definitions.forEach(this::add);
    }

    private void add(Definition definition) {
        switch (definition) {
            case SchemaDefinition schema -> {
                schemas.put(schema.oid(), schema);
                schemasByName.put(schema.name(), schema);
            }
            case Relation.Table table -> {
                addRelation(table);
                addType(
                        new TypeDefinition.RowType(
                                table.rowType(),
                                table.schema(),
                                table.name(),
                                table.owner(),
                                table.oid()));
            }
            case Relation.View view -> {
                addRelation(view);
                addType(
                        new TypeDefinition.RowType(
                                view.rowType(),
                                view.schema(),
                                view.name(),
                                view.owner(),
                                view.oid()));
            }
            case Relation.Index index -> addRelation(index);
            case Relation.Sequence sequence -> addRelation(sequence);
            case TypeDefinition.Domain domain -> addType(domain);
            case UserFunction function -> {
                functions.put(function.signature().oid(), function);
                functionsByName
                        .computeIfAbsent(
                                new Name(function.schema(), function.signature().name()),
                                _ -> new ArrayList<>())
                        .add(function);
            }
            case RoleDefinition role -> {
                roles.put(role.oid(), role);
                rolesByName.put(role.name(), role);
            }
            case CommentDefinition comment ->
                    comments.put(
                            new Subject(comment.classOid(), comment.objectOid(), comment.column()),
                            comment);
            case DefaultPrivileges privileges -> defaultPrivileges.add(privileges);
            case ExtendedStatistics extended -> extendedStatistics.put(extended.oid(), extended);
        }
    }

    private void addRelation(Relation relation) {
        relations.put(relation.oid(), relation);
        relationsByName.put(new Name(relation.schema(), relation.name()), relation);
    }

    private void addType(TypeDefinition type) {
        types.put(type.oid(), type);
        typesByName.put(new Name(type.schema(), type.name()), type);
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public RelationFormats formats() {
        return formats;
    }

    @Override
    public @Nullable Relation relation(int oid) {
        return relations.get(oid);
    }

    @Override
    public @Nullable Relation relation(int schema, String name) {
        return relationsByName.get(new Name(schema, name));
    }

    @Override
    public Collection<Relation> relations() {
        return Collections.unmodifiableCollection(relations.values());
    }

    @Override
    public @Nullable SchemaDefinition schema(int oid) {
        return schemas.get(oid);
    }

    @Override
    public @Nullable SchemaDefinition schema(String name) {
        return schemasByName.get(name);
    }

    @Override
    public Collection<SchemaDefinition> schemas() {
        return Collections.unmodifiableCollection(schemas.values());
    }

    @Override
    public @Nullable TypeDefinition type(int oid) {
        return types.get(oid);
    }

    @Override
    public @Nullable TypeDefinition type(int schema, String name) {
        return typesByName.get(new Name(schema, name));
    }

    @Override
    public Collection<TypeDefinition> types() {
        return Collections.unmodifiableCollection(types.values());
    }

    @Override
    public @Nullable UserFunction function(int oid) {
        return functions.get(oid);
    }

    @Override
    public List<UserFunction> functions(int schema, String name) {
        return Collections.unmodifiableList(
                functionsByName.getOrDefault(new Name(schema, name), List.of()));
    }

    @Override
    public Collection<UserFunction> functions() {
        return Collections.unmodifiableCollection(functions.values());
    }

    @Override
    public @Nullable RoleDefinition role(int oid) {
        return roles.get(oid);
    }

    @Override
    public @Nullable RoleDefinition role(String name) {
        return rolesByName.get(name);
    }

    @Override
    public Collection<RoleDefinition> roles() {
        return Collections.unmodifiableCollection(roles.values());
    }

    @Override
    public @Nullable String comment(int classOid, int objectOid, int column) {
        CommentDefinition comment = comments.get(new Subject(classOid, objectOid, column));
        return comment == null ? null : comment.text();
    }

    @Override
    public Collection<CommentDefinition> comments() {
        return Collections.unmodifiableCollection(comments.values());
    }

    @Override
    public Collection<DefaultPrivileges> defaultPrivileges() {
        return Collections.unmodifiableList(defaultPrivileges);
    }

    @Override
    public Collection<ExtendedStatistics> extendedStatistics() {
        return Collections.unmodifiableCollection(extendedStatistics.values());
    }

    @Override
    public @Nullable TableStatistics statistics(int table) {
        return statistics.get(table);
    }

    Map<Integer, TableStatistics> allStatistics() {
        return statistics;
    }
}
