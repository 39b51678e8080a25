package dev.borealis.engine.system;

import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.function.OperatorSignature;
import dev.borealis.engine.function.Ordering;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** pg_index and pg_constraint: what holds for the rows of a table, and what keeps it. */
final class ConstraintRows {
    private ConstraintRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put("pg_index", ConstraintRows::indexes);
        sources.put("pg_constraint", ConstraintRows::constraints);
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
                RelationRows.relations(context, equal, "conrelid")
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
                            .setArray("conkey", Oid.INT2, RelationRows.longs(unique.columns()))
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
                            .setArray("conkey", Oid.INT2, RelationRows.longs(key.columns()))
                            .setArray(
                                    "confkey",
                                    Oid.INT2,
                                    RelationRows.longs(key.referencedColumns()))
                            .setArray("conpfeqop", Oid.OID, RelationRows.longs(key.equality()))
                            .setArray(
                                    "conppeqop",
                                    Oid.OID,
                                    equalities(context, key, OperatorSignature::left))
                            .setArray(
                                    "conffeqop",
                                    Oid.OID,
                                    equalities(context, key, OperatorSignature::right))
                            .done();
        };
    }

    /** The = operators among the values of one side of a foreign key, as its own operators take them. */
    private static List<Long> equalities(
            SystemContext context,
            ConstraintDefinition.ForeignKey key,
            ToIntFunction<OperatorSignature> side) {
        var equalities = new ArrayList<Long>();
        for (int equality : key.equality()) {
            OperatorSignature operator =
                    Objects.requireNonNull(context.registry().operator(equality));
            Ordering ordering = context.registry().defaultOrdering(side.applyAsInt(operator));
            equalities.add((long) Objects.requireNonNull(ordering).equal());
        }
        return equalities;
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
}
