package dev.borealis.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.store.Label;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.Touch;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.Numeric;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

class CatalogStoreTest {
    private final Store store =
            new MemoryStorage(RelationPrefix.fixed(4)).create(new StoreId("test"));
    private final SplittableRandom random = new SplittableRandom(7);
    private final CatalogStore catalogs = new CatalogStore(store, SystemObjects.NONE);

    @BeforeEach
    void bootstrap() {
        catalogs.bootstrap(Clock.systemUTC(), random);
    }

    private StoreTransaction begin() {
        return new StoreTransaction(store, Clock.systemUTC(), random, false);
    }

    private static Relation.Table table(int oid, String name) {
        var column =
                new ColumnDefinition(
                        1,
                        "a",
                        SqlType.TEXT,
                        true,
                        new Scalar.Constant(SqlType.TEXT, Bytes.ofString("x")),
                        false,
                        ColumnDefinition.Identity.NONE,
                        0,
                        'x',
                        false);
        var check =
                new ConstraintDefinition.Check(
                        oid + 2,
                        "c",
                        new Scalar.NullTest(new Scalar.Column(SqlType.TEXT, 0, 0, 1), true, false),
                        true,
                        false);
        return new Relation.Table(
                oid,
                SystemOids.PUBLIC,
                name,
                RoleDefinition.ADMIN,
                List.of(column),
                0,
                List.of(),
                List.of(check),
                List.of(),
                List.of(),
                oid + 1);
    }

    @Test
    void aNewClusterHasItsSchemasAndAdmin() {
        catalogs.bootstrap(Clock.systemUTC(), random); // again: changes nothing
        try (var transaction = begin()) {
            Catalog catalog = catalogs.of(transaction);
            assertThat(catalog.schema("public")).isNotNull();
            assertThat(catalog.role("admin"))
                    .isNotNull()
                    .extracting(RoleDefinition::oid)
                    .isEqualTo(15579);
            assertThat(catalogs.nextOid()).isGreaterThanOrEqualTo(26_000);
        }
    }

    @Test
    void ddlIsSeenByItsTransactionAtOnceAndByOthersAfterCommit() {
        try (var ddl = begin();
                var other = begin()) {
            catalogs.of(other);
            CatalogEditor editor = catalogs.edit(ddl);
            Relation.Table table = table(catalogs.nextOid(), "t");
            editor.put(table);
            editor.apply();
            assertThat(catalogs.of(ddl).relation(SystemOids.PUBLIC, "t")).isEqualTo(table);
            assertThat(catalogs.of(ddl).version()).isNegative();
            assertThat(catalogs.of(ddl).type(SystemOids.PUBLIC, "t")).isNotNull();
            ddl.commit();
            assertThat(catalogs.of(other).relation(SystemOids.PUBLIC, "t")).isNull();
            try (var later = begin();
                    var another = begin()) {
                assertThat(catalogs.of(later).relation(SystemOids.PUBLIC, "t")).isEqualTo(table);
                assertThat(catalogs.of(another)).isSameAs(catalogs.of(later));
            }
            try (var elsewhere = begin()) {
                Catalog read = new CatalogStore(store, SystemObjects.NONE).of(elsewhere);
                assertThat(read.relation(SystemOids.PUBLIC, "t")).isEqualTo(table);
            }
        }
    }

    @Test
    void twoDdlsAtATimeConflictAndAFenceStopsOlderWriters() {
        try (var first = begin();
                var second = begin();
                var writer = begin()) {
            int oid = catalogs.nextOid();
            for (StoreTransaction transaction : List.of(first, second)) {
                CatalogEditor editor = catalogs.edit(transaction);
                editor.put(table(oid, "t"));
                editor.fence(oid);
                editor.apply();
            }
            writer.snapshot();
            writer.touch(CatalogKeys.fence(oid), Touch.ROW, 0, Label.SCHEMA);
            writer.touch(new byte[] {1}, Touch.ROW, Touch.ROW, Label.DATA);
            first.commit();
            assertThatThrownBy(second::commit)
                    .hasMessage("schema has been updated by another transaction (OC001)");
            assertThatThrownBy(writer::commit)
                    .hasMessage("schema has been updated by another transaction (OC001)");
        }
    }

    @Test
    void statisticsDisturbNobody() {
        try (var analyze = begin();
                var ddl = begin()) {
            CatalogEditor editor = catalogs.edit(ddl);
            editor.put(table(catalogs.nextOid(), "t"));
            editor.apply();
            var found = new TableStatistics(10, 100, Map.of(1, column()));
            catalogs.putStatistics(analyze, 5, found);
            long before = catalogs.of(analyze).version();
            analyze.commit();
            ddl.commit();
            try (var later = begin()) {
                assertThat(catalogs.of(later).statistics(5)).isEqualTo(found);
                assertThat(catalogs.of(later).version()).isEqualTo(before + 2);
            }
        }
    }

    private static TableStatistics.ColumnStatistics column() {
        return new TableStatistics.ColumnStatistics(
                0.5,
                -1,
                8,
                new Scalar.Constant(
                        SqlType.of(Oid.NUMERIC_ARRAY),
                        ArrayValue.of(Oid.NUMERIC, Numeric.of(15, 1), Numeric.NAN)),
                List.of(0.25, 0.2),
                new Scalar.Constant(
                        SqlType.of(Oid.TEXT_ARRAY),
                        ArrayValue.of(Oid.TEXT, Bytes.ofString("a"), Bytes.ofString(""))),
                -0.5);
    }

    @Test
    void statisticsOfAnOlderVersionAreRead() {
        // before columns had values: 10 rows, 100 bytes, column 1 with 0.5, -1 and 8
        byte[] older =
                HexFormat.of()
                        .parseHex(
                                "010cf20f06054024000000000000054059000000000000"
                                        + "0a0203020cf40f06053fe000000000000005bff00000000000000310");
        try (var analyze = begin()) {
            analyze.put(CatalogKeys.statistics(5), older);
            analyze.put(CatalogKeys.statisticsVersion(), CatalogStore.longBytes(1));
            analyze.commit();
        }
        try (var later = begin()) {
            var column =
                    new TableStatistics.ColumnStatistics(0.5, -1, 8, null, List.of(), null, null);
            assertThat(catalogs.of(later).statistics(5))
                    .isEqualTo(new TableStatistics(10, 100, Map.of(1, column)));
        }
    }

    @Test
    void statisticsOfATableThatIsGoneAreForgotten() {
        try (var first = begin()) {
            catalogs.putStatistics(first, 5, new TableStatistics(1, 1, Map.of(1, column())));
            first.commit();
        }
        try (var second = begin()) {
            catalogs.putStatistics(second, 6, new TableStatistics(1, 1, Map.of()));
            second.commit();
        }
        try (var later = begin()) {
            assertThat(catalogs.of(later).statistics(5)).isNull();
            assertThat(catalogs.of(later).statistics(6)).isNotNull();
        }
    }
}
