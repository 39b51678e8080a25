package dev.borealis.engine.system;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.TableStatistics;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** pg_class, pg_attribute and what hangs on them: defaults, indexes, constraints, sequences, comments, namespaces. */
final class RelationRows {
    /** pg_am of tables and of indexes, DSQL's own names under PostgreSQL's numbers. */
    static final int TABLE_METHOD = 2;

    static final int INDEX_METHOD = 403;

    static final int CLASS_OF_RELATIONS = 1259;

    private RelationRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put("pg_class", RelationRows::classes);
        sources.put("pg_attribute", RelationRows::attributes);
        sources.put("pg_attrdef", RelationRows::defaults);
        sources.put("pg_index", RelationRows::indexes);
        sources.put("pg_constraint", RelationRows::constraints);
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
                                                                Acl.TABLE,
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
                                                                Acl.SEQUENCE,
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
                        "relacl", Acl.value(table.privileges(), table.owner(), Acl.TABLE, context))
                .done();
    }

    private static Stream<@Nullable Object[]> attributes(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return relations(context, equal, "attrelid").flatMap(r -> attributes(context, shape, r));
    }

    private static Stream<@Nullable Object[]> attributes(
            SystemContext context, Tuple.Shape shape, Relation relation) {
        return switch (relation) {
            case Relation.Table table ->
                    table.columns().stream().map(c -> tableColumn(context, shape, table, c));
            case Relation.View view -> columns(context, shape, view.oid(), view.columns());
            case Relation.SystemRelation system ->
                    columns(context, shape, system.oid(), system.columns());
            case Relation.Index index -> indexColumns(context, shape, index);
            case Relation.Sequence sequence ->
                    columns(
                            context,
                            shape,
                            sequence.oid(),
                            List.of(
                                    new Relation.ViewColumn("last_value", SqlType.INT8),
                                    new Relation.ViewColumn("log_cnt", SqlType.INT8),
                                    new Relation.ViewColumn("is_called", SqlType.BOOL)));
        };
    }

    private static Stream<@Nullable Object[]> columns(
            SystemContext context, Tuple.Shape shape, int oid, List<Relation.ViewColumn> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(
                        i ->
                                attribute(
                                                context,
                                                shape,
                                                oid,
                                                i + 1,
                                                columns.get(i).name(),
                                                columns.get(i).type())
                                        .set("atthasdef", columns.get(i).defaultValue() != null)
                                        .done());
    }

    private static Stream<@Nullable Object[]> indexColumns(
            SystemContext context, Tuple.Shape shape, Relation.Index index) {
        Relation.Table table = context.catalog().table(index.table());
        Stream<@Nullable Object[]> keys =
                IntStream.range(0, index.keys().size())
                        .mapToObj(
                                i -> {
                                    Relation.IndexKey key = index.keys().get(i);
                                    String name =
                                            key.column() == 0
                                                    ? keyName(context, index, i)
                                                    : table.column(key.column()).name();
                                    return attribute(
                                                    context,
                                                    shape,
                                                    index.oid(),
                                                    i + 1,
                                                    name,
                                                    key.type())
                                            .done();
                                });
        Stream<@Nullable Object[]> included =
                IntStream.range(0, index.included().size())
                        .mapToObj(
                                i -> {
                                    ColumnDefinition column = table.column(index.included().get(i));
                                    return attribute(
                                                    context,
                                                    shape,
                                                    index.oid(),
                                                    index.keys().size() + i + 1,
                                                    column.name(),
                                                    column.type())
                                            .done();
                                });
        return Stream.concat(keys, included);
    }

    /** The name of an index column that is an expression: of the function called, else expr; made unique by a number. */
    private static String keyName(SystemContext context, Relation.Index index, int position) {
        Relation.Table table = context.catalog().table(index.table());
        List<String> names = new ArrayList<>();
        for (int i = 0; i <= position; i++) {
            Relation.IndexKey key = index.keys().get(i);
            String name =
                    key.expression() instanceof Scalar expression
                            ? expressionName(context, expression)
                            : table.column(key.column()).name();
            String free = name;
            for (int n = 1; names.contains(free); n++) {
                free = name + n;
            }
            names.add(free);
        }
        return names.getLast();
    }

    private static String expressionName(SystemContext context, Scalar expression) {
        if (expression instanceof Scalar.FunctionCall call
                && call.form() == Scalar.CallForm.CALL
                && context.registry().function(call.function()) instanceof FunctionSignature f) {
            return f.name();
        }
        if (expression instanceof Scalar.Coalesce) {
            return "coalesce";
        }
        return expression instanceof Scalar.Case ? "case" : "expr";
    }

    private static @Nullable Object[] tableColumn(
            SystemContext context,
            Tuple.Shape shape,
            Relation.Table table,
            ColumnDefinition column) {
        if (column.dropped()) {
            return attribute(
                            context,
                            shape,
                            table.oid(),
                            column.number(),
                            "........pg.dropped." + column.number() + "........",
                            SqlType.of(0))
                    .set("attisdropped", true)
                    .done();
        }
        return attribute(context, shape, table.oid(), column.number(), column.name(), column.type())
                .set("attnotnull", column.notNull())
                .set("atthasdef", column.defaultValue() != null)
                .set(
                        "attidentity",
                        switch (column.identity()) {
                            case NONE -> '\0';
                            case ALWAYS -> 'a';
                            case BY_DEFAULT -> 'd';
                        })
                .set("attgenerated", column.generated() ? 's' : '\0')
                .set("attstorage", column.storage())
                .setValue("attacl", Acl.ofColumn(table.privileges(), column.number(), context))
                .done();
    }

    private static Tuple attribute(
            SystemContext context,
            Tuple.Shape shape,
            int relation,
            int number,
            String name,
            SqlType type) {
        TypeInfo info = context.names().type(type.oid());
        return shape.tuple()
                .set("attrelid", (long) relation)
                .set("attname", name)
                .set("atttypid", (long) type.oid())
                .set("attlen", info == null ? 0 : (long) info.length())
                .set("attnum", (long) number)
                .set("attcacheoff", -1)
                .set("atttypmod", (long) type.typmod())
                .set("attbyval", info != null && info.byValue())
                .set("attalign", info == null ? 'i' : info.align())
                .set("attstorage", info == null ? 'p' : info.storage())
                .set("attislocal", true)
                .set("attstattarget", -1)
                .set("attcollation", info == null ? 0 : (long) info.collation())
                .set(
                        "attndims",
                        info != null && info.element() != 0 && info.length() == -1 ? 1 : 0);
    }

    private static Stream<@Nullable Object[]> defaults(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return relations(context, equal, "adrelid")
                .flatMap(
                        relation -> {
                            var rows = new ArrayList<@Nullable Object[]>();
                            switch (relation) {
                                case Relation.Table table ->
                                        table.liveColumns()
                                                .forEach(
                                                        column ->
                                                                addDefault(
                                                                        shape,
                                                                        table.oid(),
                                                                        column.number(),
                                                                        column.defaultValue(),
                                                                        rows));
                                case Relation.View view -> {
                                    for (int i = 0; i < view.columns().size(); i++) {
                                        Scalar value = view.columns().get(i).defaultValue();
                                        addDefault(shape, view.oid(), i + 1, value, rows);
                                    }
                                }
                                case Relation.Index _,
                                        Relation.Sequence _,
                                        Relation.SystemRelation _ -> {}
                            }
                            return rows.stream();
                        });
    }

    private static void addDefault(
            Tuple.Shape shape,
            int relation,
            int column,
            @Nullable Scalar value,
            List<@Nullable Object[]> rows) {
        if (value != null) {
            rows.add(
                    shape.tuple()
                            .set("oid", defaultOid(relation, column))
                            .set("adrelid", (long) relation)
                            .set("adnum", (long) column)
                            .setValue("adbin", NodeTree.of(value))
                            .done());
        }
    }

    /** A default has no OID of its own in our catalog; only its uniqueness matters. */
    private static long defaultOid(int relation, int column) {
        return 2_000_000_000L + (long) relation * 2_000 % 2_000_000_000L + column;
    }

    private static Stream<@Nullable Object[]> indexes(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        Stream<Relation.Index> indexes;
        if (equal.get("indexrelid") instanceof Long oid) {
            indexes =
                    Stream.ofNullable(context.catalog().relation(oid.intValue()))
                            .filter(Relation.Index.class::isInstance)
                            .map(Relation.Index.class::cast);
        } else if (equal.get("indrelid") instanceof Long table) {
            indexes =
                    Stream.ofNullable(context.catalog().relation(table.intValue()))
                            .filter(Relation.Table.class::isInstance)
                            .flatMap(r -> ((Relation.Table) r).indexes().stream())
                            .map(context.catalog()::index);
        } else {
            indexes =
                    context.catalog().relations().stream()
                            .filter(Relation.Index.class::isInstance)
                            .map(Relation.Index.class::cast);
        }
        return indexes.map(index -> indexRow(context, shape, index));
    }

    private static @Nullable Object[] indexRow(
            SystemContext context, Tuple.Shape shape, Relation.Index index) {
        List<Integer> keys = index.keys().stream().map(Relation.IndexKey::column).toList();
        List<Integer> all =
                index.primary()
                        ? keys
                        : Stream.concat(keys.stream(), index.included().stream()).toList();
        List<Scalar> expressions =
                index.keys().stream()
                        .map(Relation.IndexKey::expression)
                        .filter(Objects::nonNull)
                        .toList();
        boolean ready = index.state() != Relation.IndexState.INVALID;
        return shape.tuple()
                .set("indexrelid", (long) index.oid())
                .set("indrelid", (long) index.table())
                .set("indnatts", (long) all.size())
                .set("indnkeyatts", (long) keys.size())
                .set("indisunique", index.unique())
                .set("indnullsnotdistinct", index.nullsNotDistinct())
                .set("indisprimary", index.primary())
                .set("indimmediate", true)
                .set("indisvalid", index.state() == Relation.IndexState.VALID)
                .set("indisready", ready)
                .set("indislive", true)
                .setVector("indkey", Oid.INT2VECTOR, all)
                .setVector(
                        "indcollation",
                        Oid.OIDVECTOR,
                        keys.stream().map(k -> collation(context, index, k)).toList())
                .setVector(
                        "indclass",
                        Oid.OIDVECTOR,
                        index.keys().stream().map(k -> operatorClass(context, k.type())).toList())
                .setVector(
                        "indoption",
                        Oid.INT2VECTOR,
                        index.keys().stream().map(k -> k.nullsFirst() ? 2 : 0).toList())
                .setValue("indexprs", expressions.isEmpty() ? null : NodeTree.of(expressions))
                .setValue(
                        "indpred",
                        index.predicate() == null ? null : NodeTree.of(index.predicate()))
                .done();
    }

    private static int collation(SystemContext context, Relation.Index index, int column) {
        if (column == 0) {
            return 0;
        }
        TypeInfo info =
                context.names()
                        .type(context.catalog().table(index.table()).column(column).type().oid());
        return info == null ? 0 : info.collation();
    }

    /** The default btree operator class of a type. */
    private static int operatorClass(SystemContext context, SqlType type) {
        int wanted = type.oid() == Oid.VARCHAR ? Oid.TEXT : type.oid();
        return context.registry().operatorClasses().stream()
                .filter(c -> c.method().equals("btree") && c.isDefault() && c.inputType() == wanted)
                .findFirst()
                .map(dev.borealis.engine.function.OperatorClass::oid)
                .orElse(0);
    }

    private static Stream<@Nullable Object[]> constraints(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        Stream<@Nullable Object[]> ofTables =
                relations(context, equal, "conrelid")
                        .filter(Relation.Table.class::isInstance)
                        .map(Relation.Table.class::cast)
                        .flatMap(
                                table ->
                                        table.constraints().stream()
                                                .map(c -> constraint(context, shape, table, c)));
        if (equal.containsKey("conrelid")) {
            return ofTables;
        }
        return Stream.concat(ofTables, TypeRows.domainConstraints(context, shape));
    }

    private static @Nullable Object[] constraint(
            SystemContext context,
            Tuple.Shape shape,
            Relation.Table table,
            ConstraintDefinition constraint) {
        Tuple tuple =
                shape.tuple()
                        .set("oid", (long) constraint.oid())
                        .set("conname", constraint.name())
                        .set("connamespace", (long) table.schema())
                        .set("conrelid", (long) table.oid())
                        .set("convalidated", true)
                        .set("conislocal", true)
                        .set("connoinherit", true)
                        .set("confupdtype", ' ')
                        .set("confdeltype", ' ')
                        .set("confmatchtype", ' ');
        return switch (constraint) {
            case ConstraintDefinition.Check check ->
                    tuple.set("contype", 'c')
                            .set("convalidated", check.validated())
                            .set("connoinherit", check.noInherit())
                            .setValue("conbin", NodeTree.of(check.expression()))
                            .setArray("conkey", Oid.INT2, columnsOf(check))
                            .done();
            case ConstraintDefinition.Unique unique ->
                    tuple.set("contype", unique.primary() ? 'p' : 'u')
                            .set("conindid", (long) unique.index())
                            .setArray("conkey", Oid.INT2, longs(unique.columns()))
                            .done();
            case ConstraintDefinition.ForeignKey key ->
                    tuple.set("contype", 'f')
                            .set("condeferrable", key.deferrable())
                            .set("condeferred", key.initiallyDeferred())
                            .set("convalidated", key.validated())
                            .set("conindid", (long) key.referencedIndex())
                            .set("confrelid", (long) key.referencedTable())
                            .set("confupdtype", letter(key.onUpdate()))
                            .set("confdeltype", letter(key.onDelete()))
                            .set("confmatchtype", key.matchFull() ? 'f' : 's')
                            .setArray("conkey", Oid.INT2, longs(key.columns()))
                            .setArray("confkey", Oid.INT2, longs(key.referencedColumns()))
                            .setArray("conpfeqop", Oid.OID, longs(key.equality()))
                            .setArray("conppeqop", Oid.OID, longs(key.equality()))
                            .setArray("conffeqop", Oid.OID, longs(key.equality()))
                            .done();
        };
    }

    static List<Long> longs(List<Integer> numbers) {
        return numbers.stream().map(Integer::longValue).toList();
    }

    /** Numbers of the columns a check names, each once, in order. */
    private static List<Long> columnsOf(ConstraintDefinition.Check check) {
        return ColumnsNamed.in(check.expression()).stream().map(Integer::longValue).toList();
    }

    private static char letter(ConstraintDefinition.Action action) {
        return switch (action) {
            case NO_ACTION -> 'a';
            case RESTRICT -> 'r';
            case CASCADE -> 'c';
            case SET_NULL -> 'n';
            case SET_DEFAULT -> 'd';
        };
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
                                                        Acl.SCHEMA,
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
}
