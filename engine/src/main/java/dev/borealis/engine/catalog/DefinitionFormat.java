package dev.borealis.engine.catalog;

import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.ConstantValues;
import dev.borealis.engine.tree.RecordCodec;
import dev.borealis.engine.tree.TreeTags;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is stored of the catalog: which records, under which keys, in which encoding. */
final class DefinitionFormat {
    /** All definitions and the trees in them. A tag never changes its class; new ones come at the end. */
    static final RecordCodec CODEC = new RecordCodec(tags(), new ConstantValues());

    private static final int SCHEMA = 1;
    private static final int RELATION = 2;
    private static final int DOMAIN = 3;
    private static final int FUNCTION = 4;
    private static final int ROLE = 5;
    private static final int COMMENT = 6;
    private static final int DEFAULT_PRIVILEGES = 7;
    private static final int EXTENDED_STATISTICS = 8;

    private DefinitionFormat() {}

    private static Map<Integer, Class<? extends Record>> tags() {
        var tags = new LinkedHashMap<>(TreeTags.tags());
        tags.put(1000, SchemaDefinition.class);
        tags.put(1001, Relation.Table.class);
        tags.put(1002, Relation.Index.class);
        tags.put(1003, Relation.IndexKey.class);
        tags.put(1004, Relation.View.class);
        tags.put(1005, Relation.ViewColumn.class);
        tags.put(1006, Relation.Sequence.class);
        tags.put(1007, ColumnDefinition.class);
        tags.put(1008, ConstraintDefinition.Check.class);
        tags.put(1009, ConstraintDefinition.Unique.class);
        tags.put(1010, ConstraintDefinition.ForeignKey.class);
        tags.put(1011, Privilege.class);
        tags.put(1012, TypeDefinition.Domain.class);
        tags.put(1013, UserFunction.class);
        tags.put(1014, FunctionSignature.class);
        tags.put(1015, RoleDefinition.class);
        tags.put(1016, CommentDefinition.class);
        tags.put(1017, TableStatistics.class);
        tags.put(1018, TableStatistics.ColumnStatistics.class);
        tags.put(1019, DefaultPrivileges.class);
        tags.put(1020, ExtendedStatistics.class);
        tags.put(1021, Job.class);
        return tags;
    }

    static byte[] encode(Definition definition) {
        return CODEC.encode((Record) definition);
    }

    /** The key of a definition. */
    static byte[] key(Definition definition) {
        return switch (definition) {
            case SchemaDefinition schema -> CatalogKeys.definition(SCHEMA, schema.oid(), 0, 0);
            case Relation.Stored relation -> CatalogKeys.definition(RELATION, relation.oid(), 0, 0);
            case TypeDefinition.Domain domain -> CatalogKeys.definition(DOMAIN, domain.oid(), 0, 0);
            case UserFunction function ->
                    CatalogKeys.definition(FUNCTION, function.signature().oid(), 0, 0);
            case RoleDefinition role -> CatalogKeys.definition(ROLE, role.oid(), 0, 0);
            case CommentDefinition comment ->
                    CatalogKeys.definition(
                            COMMENT, comment.classOid(), comment.objectOid(), comment.column());
            case DefaultPrivileges privileges ->
                    CatalogKeys.definition(
                            DEFAULT_PRIVILEGES,
                            privileges.role(),
                            privileges.schema(),
                            privileges.objectType());
            case ExtendedStatistics statistics ->
                    CatalogKeys.definition(EXTENDED_STATISTICS, statistics.oid(), 0, 0);
        };
    }
}
