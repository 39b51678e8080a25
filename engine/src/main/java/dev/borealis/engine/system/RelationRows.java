package dev.borealis.engine.system;

import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Grantable;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.TableStatistics;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * pg_class, with namespaces, sequences, comments, dependencies and rules. Columns are in {@link AttributeRows}, indexes and
 * constraints in {@link ConstraintRows}.
 */
final class RelationRows {
    /** pg_am of tables and of indexes, DSQL's own names under PostgreSQL's numbers. */
    static final int TABLE_METHOD = 2;

    static final int INDEX_METHOD = 403;

    static final int CLASS_OF_RELATIONS = 1259;

    private RelationRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put("pg_class", RelationRows::classes);
        sources.put("pg_namespace", RelationRows::namespaces);
        sources.put("pg_sequence", RelationRows::sequences);
        sources.put("pg_description", RelationRows::descriptions);
        sources.put("pg_depend", RelationRows::dependencies);
        sources.put("pg_rewrite", RelationRows::rules);
    }

    /** Relations that an equality on oid or name leaves. */
    static Stream<Relation> relations(
            SystemContext context, Map<String, Object> equal, String oidColumn) {
        Object oid = equal.get(oidColumn);
        if (oid instanceof Long number) {
            return Stream.ofNullable(context.catalog().relation(number.intValue()));
        }
        if (equal.get("relname") instanceof Bytes name) {
            String text = name.string();
            return context.catalog().schemas().stream()
                    .map(schema -> context.catalog().relation(schema.oid(), text))
                    .filter(java.util.Objects::nonNull);
        }
        return context.catalog().relations().stream();
    }

    static char kind(Relation relation) {
        return switch (relation) {
            case Relation.Table _ -> 'r';
            case Relation.Index _ -> 'i';
            case Relation.View _ -> 'v';
            case Relation.Sequence _ -> 'S';
            case Relation.SystemRelation system -> system.kind();
        };
    }

    private static Stream<@Nullable Object[]> classes(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return relations(context, equal, "oid")
                .map(
                        relation -> {
                            Tuple tuple =
                                    shape.tuple()
                                            .set("oid", (long) relation.oid())
                                            .set("relname", relation.name())
                                            .set("relnamespace", (long) relation.schema())
                                            .set("relowner", (long) relation.owner())
                                            .set("relkind", kind(relation))
                                            .set("relpersistence", 'p')
                                            .set("relispopulated", true)
                                            .set(
                                                    "relreplident",
                                                    relation instanceof Relation.Table ? 'd' : 'n')
                                            .set(
                                                    "relfilenode",
                                                    hasStorage(relation)
                                                            ? (long) relation.oid()
                                                            : 0)
                                            .set("reltuples", -1.0);
                            return switch (relation) {
                                case Relation.Table table -> tableClass(context, tuple, table);
                                case Relation.Index index ->
                                        tuple.set("relam", (long) INDEX_METHOD)
                                                .set(
                                                        "relnatts",
                                                        (long) index.keys().size()
                                                                + index.included().size())
                                                .set("reltuples", tuples(context, index.table()))
                                                .done();
                                case Relation.View view ->
                                        tuple.set("relnatts", (long) view.columns().size())
                                                .set("reltype", (long) view.rowType())
                                                .set("relhasrules", true)
                                                .setValue(
                                                        "relacl",
                                                        Acl.value(
                                                                view.privileges(),
                                                                view.owner(),
                                                                Grantable.TABLE,
                                                                context))
                                                .setValue(
                                                        "reloptions",
                                                        view.options().isEmpty()
                                                                ? null
                                                                : Tuple.array(
                                                                        Oid.TEXT,
                                                                        view
                                                                                .options()
                                                                                .entrySet()
                                                                                .stream()
                                                                                .map(
                                                                                        o ->
                                                                                                Bytes
                                                                                                        .ofString(
                                                                                                                o
                                                                                                                                .getKey()
                                                                                                                        + "="
                                                                                                                        + o
                                                                                                                                .getValue()))
                                                                                .toList()))
                                                .done();
                                case Relation.Sequence sequence ->
                                        tuple.set("relnatts", 3)
                                                .set("reltuples", 1.0)
                                                .setValue(
                                                        "relacl",
                                                        Acl.value(
                                                                sequence.privileges(),
                                                                sequence.owner(),
                                                                Grantable.SEQUENCE,
                                                                context))
                                                .done();
                                case Relation.SystemRelation system ->
                                        tuple.set("relnatts", (long) system.columns().size())
                                                .set(
                                                        "relam",
                                                        system.kind() == 'r'
                                                                ? (long) TABLE_METHOD
                                                                : 0)
                                                .done();
                            };
                        });
    }

    /** pg_relation_filenode: null for what is stored nowhere. */
    static @Nullable Object fileNode(@Nullable Relation relation) {
        return relation != null && hasStorage(relation) ? (Object) (long) relation.oid() : null;
    }

    private static boolean hasStorage(Relation relation) {
        return switch (relation) {
            case Relation.Table _, Relation.Index _, Relation.Sequence _ -> true;
            case Relation.View _ -> false;
            case Relation.SystemRelation system -> system.kind() == 'r';
        };
    }

    private static double tuples(SystemContext context, int table) {
        TableStatistics statistics = context.catalog().statistics(table);
        return statistics == null ? -1 : statistics.rows();
    }

    /** Whether either end of a foreign key is here. */
    static boolean hasForeignKeys(Relation.Table table) {
        return !table.referencedBy().isEmpty()
                || table.constraints().stream()
                        .anyMatch(c -> c instanceof ConstraintDefinition.ForeignKey);
    }

    private static @Nullable Object[] tableClass(
            SystemContext context, Tuple tuple, Relation.Table table) {
        long checks =
                table.constraints().stream()
                        .filter(c -> c instanceof ConstraintDefinition.Check)
                        .count();
        TableStatistics statistics = context.catalog().statistics(table.oid());
        return tuple.set("relam", (long) TABLE_METHOD)
                .set("reltype", (long) table.rowType())
                .set("relnatts", (long) table.columns().size())
                .set("relchecks", checks)
                .set("relhasindex", !table.indexes().isEmpty())
                .set("relhastriggers", hasForeignKeys(table))
                .set("reltuples", tuples(context, table.oid()))
                .set(
                        "relpages",
                        statistics == null ? 0 : (long) Math.ceil(statistics.bytes() / 8192))
                .setValue(
                        "relacl",
                        Acl.value(table.privileges(), table.owner(), Grantable.TABLE, context))
                .done();
    }

    private static Stream<@Nullable Object[]> namespaces(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().schemas().stream()
                .map(
                        schema ->
                                shape.tuple()
                                        .set("oid", (long) schema.oid())
                                        .set("nspname", schema.name())
                                        .set("nspowner", (long) schema.owner())
                                        .setValue(
                                                "nspacl",
                                                Acl.value(
                                                        schema.privileges(),
                                                        schema.owner(),
                                                        Grantable.SCHEMA,
                                                        context))
                                        .done());
    }

    private static Stream<@Nullable Object[]> sequences(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().relations().stream()
                .filter(Relation.Sequence.class::isInstance)
                .map(Relation.Sequence.class::cast)
                .map(
                        s ->
                                shape.tuple()
                                        .set("seqrelid", (long) s.oid())
                                        .set("seqtypid", (long) Oid.INT8)
                                        .set("seqstart", s.start())
                                        .set("seqincrement", s.increment())
                                        .set("seqmax", s.max())
                                        .set("seqmin", s.min())
                                        .set("seqcache", s.cache())
                                        .set("seqcycle", s.cycle())
                                        .done());
    }

    private static Stream<@Nullable Object[]> descriptions(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().comments().stream()
                .map(
                        comment ->
                                shape.tuple()
                                        .set("objoid", (long) comment.objectOid())
                                        .set("classoid", (long) comment.classOid())
                                        .set("objsubid", (long) comment.column())
                                        .set("description", comment.text())
                                        .done());
    }

    /** As far as tools ask: which column owns a sequence. */
    private static Stream<@Nullable Object[]> dependencies(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().relations().stream()
                .filter(Relation.Sequence.class::isInstance)
                .map(Relation.Sequence.class::cast)
                .filter(sequence -> sequence.ownerTable() != 0)
                .map(
                        sequence ->
                                shape.tuple()
                                        .set("classid", (long) CLASS_OF_RELATIONS)
                                        .set("objid", (long) sequence.oid())
                                        .set("refclassid", (long) CLASS_OF_RELATIONS)
                                        .set("refobjid", (long) sequence.ownerTable())
                                        .set("refobjsubid", (long) sequence.ownerColumn())
                                        .set("deptype", sequence.identity() ? 'i' : 'a')
                                        .done());
    }

    /** Each view has its rule _RETURN. */
    private static Stream<@Nullable Object[]> rules(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().relations().stream()
                .filter(Relation.View.class::isInstance)
                .map(
                        view ->
                                shape.tuple()
                                        .set("oid", 3_000_000_000L + view.oid())
                                        .set("rulename", "_RETURN")
                                        .set("ev_class", (long) view.oid())
                                        .set("ev_type", '1')
                                        .set("ev_enabled", 'O')
                                        .set("is_instead", true)
                                        .done());
    }

    static List<Long> longs(List<Integer> numbers) {
        return numbers.stream().map(Integer::longValue).toList();
    }
}
