package dev.borealis.server.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class ChaosTest {
    private static Chaos.Settings parse(String text) {
        return Chaos.parse(text, new SplittableRandom(1));
    }

    @Test
    void everyKeyIsRead() {
        var settings =
                new Chaos.Settings(
                        0.2, 0.05, Duration.ofMillis(5), Duration.ofMillis(50), 0.01, 0.005, 42);
        assertThat(
                        parse(
                                "conflicts=20%,schema-conflicts=0.05,latency=5ms..50ms,expired-tokens=1%,disconnects=0.5%,seed=42"))
                .isEqualTo(settings);
        assertThat(parse(settings.toString())).isEqualTo(settings);
        assertThat(settings.toString())
                .isEqualTo(
                        "conflicts=20%,schema-conflicts=5%,latency=5ms..50ms,expired-tokens=1%,disconnects=0.5%,seed=42");
    }

    @Test
    void withoutASeedOneIsMadeAndSaid() {
        assertThat(parse("conflicts=1").toString()).matches("conflicts=100%,seed=[1-9][0-9]*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    conflict=20%        | there is no key "conflict"
                    conflicts           | conflicts must be a part such as 20% or 0.2, not ""
                    conflicts=120%      | conflicts must be a part such as 20% or 0.2, not "120%"
                    conflicts=20        | conflicts must be a part such as 20% or 0.2, not "20"
                    latency=50ms..5ms   | latency must be a range such as 5ms..50ms, not "50ms..5ms"
                    seed=x              | seed must be a whole number, not "x"
                    conflicts=20%,      | there is no key ""
                    """)
    void whatIsWrongIsSaidWithTheKeys(String text, String problem) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem + "; the keys are " + Chaos.KEYS);
    }

    /** What a session meets: each thing it asks, in order. */
    private static List<String> story(Chaos chaos, List<Duration> pauses) {
        SessionChaos session = chaos.nextSession();
        List<String> story = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            session.delay();
            story.add(session.cut() + " " + session.expiresToken() + " " + pauses.getLast());
        }
        return story;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42})
    void equalSeedsGiveEqualFaultsToTheNthSession(long seed) {
        var settings = parse("latency=1ms..9ms,disconnects=20%,expired-tokens=10%,seed=" + seed);
        List<List<String>> first = new ArrayList<>();
        List<List<String>> second = new ArrayList<>();
        for (List<List<String>> run : List.of(first, second)) {
            List<Duration> pauses = new ArrayList<>();
            var chaos = new Chaos(settings, pauses::add);
            for (int session = 0; session < 3; session++) {
                run.add(story(chaos, pauses));
            }
            assertThat(pauses)
                    .allMatch(
                            pause ->
                                    pause.compareTo(Duration.ofMillis(1)) >= 0
                                            && pause.compareTo(Duration.ofMillis(9)) <= 0);
        }
        assertThat(first).isEqualTo(second);
        assertThat(first.get(0)).as("sessions differ").isNotEqualTo(first.get(1));
        assertThat(String.join("\n", first.get(0))).contains("BEFORE").contains("AFTER");
    }

    @ParameterizedTest
    @CsvSource({
        "5ms, 5ms",
        "90s, 1m30s",
        "1h30m, 1h30m",
        "-10m, -10m",
        "PT6M, 6m",
        "0s, 0s",
        "36h, 1d12h"
    })
    void durations(String text, String shortest) {
        assertThat(Durations.text(Durations.parse(text))).isEqualTo(shortest);
    }

    @Test
    void noDuration() {
        assertThatThrownBy(() -> Durations.parse("6 minutes"))
                .hasMessage("\"6 minutes\" is no duration such as 5ms, 90s, 6m or 1h30m");
    }
}
