package dev.borealis.tests.simulation.sql;

import dev.borealis.tests.simulation.Seeds;

import org.junit.jupiter.api.Test;

/**
 * Sessions that speak SQL over crashes, failing disks, index builds and DDL, judged by a model. {@code
 * -Dborealis.long=true}: a thousand seeds, 200 s of one core.
 */
class SqlSimulationTest {
    @Test
    void everyAnswerIsOneThatTheModelAllows() {
        Seeds.each("SQL simulation", Seeds.count(30, 1_000), SqlWorld::run);
    }
}
