package dev.borealis.tests.simulation.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.borealis.engine.session.Database;
import dev.borealis.store.paged.PagedOptions;
import dev.borealis.store.paged.PagedStorage;
import dev.borealis.tests.simulation.disk.SimulatedDisk;
import dev.borealis.tests.simulation.disk.SimulatedDisk.NextWrite;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.error.SqlException;

import org.junit.jupiter.api.Test;

/**
 * What the client is told when the disk fails under something that writes outside of its transaction. Found by the
 * simulation, seeds 34 and 74: such failures were reported as defects.
 */
class FailingDiskTest {
    private static final long MEBIBYTE = 1L << 20;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final PagedStorage storage =
            new PagedStorage(
                    disk,
                    PagedOptions.forHeap(
                                    TestDatabase.RELATION,
                                    64 * MEBIBYTE,
                                    1,
                                    PagedOptions.Drive.CALLER)
                            .withMarksBudget(MEBIBYTE));

    private String state(Sql sql, String text, NextWrite next) {
        disk.next(next, 0);
        return catchThrowableOfType(SqlException.class, () -> sql.run(text)).state().code();
    }

    @Test
    void sequencesAndNewObjectsTellOfAFailingDisk() {
        try (storage;
                Database database = TestDatabase.over(storage);
                var sql = new Sql(database)) {
            sql.run("CREATE SEQUENCE numbers CACHE 1");
            sql.run("CREATE TABLE t (id int PRIMARY KEY, v int)");
            assertThat(state(sql, "SELECT nextval('numbers')", NextWrite.FULL)).isEqualTo("53100");
            assertThat(state(sql, "SELECT nextval('numbers')", NextWrite.LOST)).isEqualTo("XX000");
            assertThat(state(sql, "CREATE INDEX ASYNC i ON t (v)", NextWrite.FULL))
                    .isEqualTo("53100");
            assertThat(sql.run("SELECT nextval('numbers')")).containsExactly("1");
        }
    }
}
