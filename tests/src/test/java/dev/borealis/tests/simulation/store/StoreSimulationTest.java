package dev.borealis.tests.simulation.store;

import dev.borealis.tests.simulation.Seeds;

import org.junit.jupiter.api.Test;

/**
 * Thousands of commits of actors, over crashes and failing disks, judged by a model. {@code -Dborealis.long=true}: ten
 * thousand seeds. A seed that fails is in the message, with the last lines of its history.
 */
class StoreSimulationTest {
    @Test
    void everyAnswerIsOneThatTheModelAllows() {
        Seeds.each("store simulation", Seeds.count(200, 10_000), StoreWorld::run);
    }
}
