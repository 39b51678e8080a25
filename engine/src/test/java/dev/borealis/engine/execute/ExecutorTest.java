package dev.borealis.engine.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.OperatorSignature;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Bytes;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ExecutorTest {
    private final TestCluster cluster = new TestCluster();
    private Relation.Table t;

    @BeforeEach
    void tables() {
        t =
                cluster.create(
                        "t",
                        List.of(
                                TestCluster.column(1, "id", SqlType.INT8, true),
                                TestCluster.column(2, "v", SqlType.INT4, true),
                                TestCluster.column(3, "name", SqlType.TEXT, false)),
                        List.of(
                                new TestCluster.IndexSpec("t_pkey", true, List.of(1)),
                                new TestCluster.IndexSpec("t_v", false, List.of(2)),
                                new TestCluster.IndexSpec("t_name", true, List.of(3))),
                        List.of());
    }

    private static Scalar int8(long value) {
        return new Scalar.Constant(SqlType.INT8, value);
    }

    private static Scalar int4(long value) {
        return new Scalar.Constant(SqlType.INT4, value);
    }

    private static Scalar text(String value) {
        return new Scalar.Constant(SqlType.TEXT, Bytes.ofString(value));
    }

    private static Scalar column(int range, int column, SqlType type) {
        return new Scalar.Column(type, 0, range, column);
    }

    private static Scalar operator(String name, Scalar left, Scalar right) {
        for (OperatorSignature operator : TestCluster.FUNCTIONS.operators(name)) {
            if (operator.left() == left.type().oid() && operator.right() == right.type().oid()) {
                return new Scalar.FunctionCall(
                        SqlType.of(operator.result()),
                        operator.function(),
                        operator.oid(),
                        List.of(left, right),
                        false,
                        Scalar.CallForm.OPERATOR);
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static Scalar aggregate(String name, SqlType result, Scalar... arguments) {
        for (FunctionSignature function : TestCluster.FUNCTIONS.functions(name)) {
            if (function.argumentTypes()
                    .equals(java.util.Arrays.stream(arguments).map(a -> a.type().oid()).toList())) {
                return new Scalar.AggregateCall(
                        result,
                        function.oid(),
                        List.of(),
                        List.of(arguments),
                        arguments.length == 0,
                        false,
                        List.of(),
                        false,
                        null,
                        false,
                        0);
            }
        }
        throw new IllegalArgumentException(name);
    }

    private RangeEntry relation() {
        return new RangeEntry.Relation(
                t.oid(),
                "t",
                List.of("id", "v", "name"),
                List.of(SqlType.INT8, SqlType.INT4, SqlType.TEXT));
    }

    private static List<Query.Target> targets(Scalar... values) {
        var targets = new ArrayList<Query.Target>();
        for (Scalar value : values) {
            targets.add(new Query.Target(value, "c", false, 0, 0));
        }
        return targets;
    }

    private Query select(
            @Nullable Scalar where,
            List<Scalar> groupKeys,
            List<List<Integer>> sets,
            Scalar... targets) {
        return new Query(
                List.of(),
                List.of(relation()),
                new Query.Select(
                        List.of(new FromItem.Range(0)),
                        where,
                        groupKeys,
                        sets,
                        null,
                        List.of(),
                        null,
                        false),
                targets(targets),
                List.of(),
                null,
                null,
                false,
                List.of());
    }

    private Query select(@Nullable Scalar where, Scalar... targets) {
        return select(where, List.of(), List.of(), targets);
    }

    private Query ordered(Query query, boolean descending, @Nullable Scalar limit) {
        return new Query(
                query.with(),
                query.ranges(),
                query.body(),
                query.targets(),
                List.of(new Query.SortKey(0, descending, descending, 0)),
                limit,
                null,
                false,
                List.of());
    }

    private Modification insert(List<List<Scalar>> rows, List<Query.Target> returning) {
        var types = List.of(SqlType.INT8, SqlType.INT4, SqlType.TEXT);
        var names = List.of("column1", "column2", "column3");
        var source =
                new Query(
                        List.of(),
                        List.of(new RangeEntry.Values(rows, "*VALUES*", names, types)),
                        new Query.Select(
                                List.of(new FromItem.Range(0)),
                                null,
                                List.of(),
                                List.of(),
                                null,
                                List.of(),
                                null,
                                false),
                        targets(
                                column(0, 1, SqlType.INT8),
                                column(0, 2, SqlType.INT4),
                                column(0, 3, SqlType.TEXT)),
                        List.of(),
                        null,
                        null,
                        false,
                        List.of());
        return new Modification.Insert(
                List.of(),
                List.of(relation(), new RangeEntry.SetResult("s", names, types)),
                t.oid(),
                source,
                List.of(
                        new Modification.Assignment(1, column(1, 1, SqlType.INT8)),
                        new Modification.Assignment(2, column(1, 2, SqlType.INT4)),
                        new Modification.Assignment(3, column(1, 3, SqlType.TEXT))),
                List.of(),
                null,
                List.of(),
                returning);
    }

    private void fill(StoreTransaction transaction) {
        cluster.run(
                transaction,
                insert(
                        List.of(
                                List.of(int8(3), int4(30), text("c")),
                                List.of(int8(1), int4(10), text("a")),
                                List.of(int8(2), int4(10), text("b"))),
                        List.of()));
    }

    @Test
    void rowsAreFoundByKeyByIndexAndByScan() {
        try (StoreTransaction transaction = cluster.begin()) {
            fill(transaction);
            assertThat(cluster.lastCount).isEqualTo(3);
            Scalar id = column(0, 1, SqlType.INT8);
            Scalar v = column(0, 2, SqlType.INT4);
            Scalar name = column(0, 3, SqlType.TEXT);
            assertThat(cluster.run(transaction, select(operator("=", id, int8(2)), name, v)))
                    .containsExactly(List.of("b", 10L));
            assertThat(cluster.run(transaction, select(operator("=", v, int4(10)), id, name)))
                    .containsExactly(List.of(1L, "a"), List.of(2L, "b"));
            assertThat(cluster.run(transaction, select(operator("=", name, text("c")), id)))
                    .containsExactly(List.of(3L));
            assertThat(cluster.run(transaction, select(operator(">", id, int8(1)), id)))
                    .containsExactly(List.of(2L), List.of(3L));
            assertThat(cluster.run(transaction, ordered(select(null, id), true, int8(2))))
                    .containsExactly(List.of(3L), List.of(2L));
            assertThat(cluster.run(transaction, ordered(select(null, name), true, int8(1))))
                    .containsExactly(List.of("c"));
        }
    }

    @Test
    void aggregatesGroup() {
        try (StoreTransaction transaction = cluster.begin()) {
            fill(transaction);
            Scalar id = column(0, 1, SqlType.INT8);
            Scalar v = column(0, 2, SqlType.INT4);
            assertThat(
                            cluster.run(
                                    transaction,
                                    select(
                                            null,
                                            List.of(),
                                            List.of(List.of()),
                                            aggregate("count", SqlType.INT8),
                                            aggregate("sum", SqlType.INT8, v))))
                    .containsExactly(List.of(3L, 50L));
            assertThat(
                            cluster.run(
                                    transaction,
                                    select(
                                            operator(">", id, int8(0)),
                                            List.of(v),
                                            List.of(List.of(0)),
                                            v,
                                            aggregate("count", SqlType.INT8))))
                    .containsExactlyInAnyOrder(List.of(10L, 2L), List.of(30L, 1L));
        }
    }

    @Test
    void updatesMoveIndexEntriesAndDeletesRemoveThem() {
        try (StoreTransaction transaction = cluster.begin()) {
            fill(transaction);
            Scalar id = column(0, 1, SqlType.INT8);
            Scalar v = column(0, 2, SqlType.INT4);
            var update =
                    new Modification.Update(
                            List.of(),
                            List.of(relation()),
                            t.oid(),
                            List.of(),
                            operator("=", v, int4(10)),
                            List.of(new Modification.Assignment(2, operator("+", v, int4(1)))),
                            List.of(),
                            List.of(),
                            targets(id, v));
            assertThat(cluster.run(transaction, update))
                    .containsExactly(List.of(1L, 11L), List.of(2L, 11L));
            assertThat(cluster.run(transaction, select(operator("=", v, int4(10)), id))).isEmpty();
            assertThat(cluster.run(transaction, select(operator("=", v, int4(11)), id))).hasSize(2);
            var delete =
                    new Modification.Delete(
                            List.of(),
                            List.of(relation()),
                            t.oid(),
                            List.of(),
                            operator("=", id, int8(1)),
                            List.of());
            cluster.run(transaction, delete);
            assertThat(cluster.lastCount).isEqualTo(1);
            assertThat(cluster.run(transaction, select(null, id)))
                    .containsExactly(List.of(2L), List.of(3L));
            assertThat(cluster.run(transaction, select(operator("=", v, int4(11)), id)))
                    .containsExactly(List.of(2L));
        }
    }

    @Test
    void duplicatesAreRefusedWithTheirKey() {
        try (StoreTransaction transaction = cluster.begin()) {
            fill(transaction);
            assertThatThrownBy(
                            () ->
                                    cluster.run(
                                            transaction,
                                            insert(
                                                    List.of(List.of(int8(1), int4(5), text("x"))),
                                                    List.of())))
                    .hasMessage("duplicate key value violates unique constraint \"t_pkey\"")
                    .extracting("detail")
                    .isEqualTo("Key (id)=(1) already exists.");
            assertThatThrownBy(
                            () ->
                                    cluster.run(
                                            transaction,
                                            insert(
                                                    List.of(List.of(int8(9), int4(5), text("a"))),
                                                    List.of())))
                    .hasMessage("duplicate key value violates unique constraint \"t_name\"");
            Scalar none = new Scalar.Constant(SqlType.INT4, null);
            assertThatThrownBy(
                            () ->
                                    cluster.run(
                                            transaction,
                                            insert(
                                                    List.of(List.of(int8(9), none, text("z"))),
                                                    List.of())))
                    .hasMessage(
                            "null value in column \"v\" of relation \"t\" violates not-null constraint")
                    .extracting("detail")
                    .isEqualTo("Failing row contains (9, null, z).");
        }
    }
}
