package dev.borealis.server.rehearsal;

import dev.borealis.store.Store;
import dev.borealis.store.fault.InjectedConflicts;

import java.time.Duration;
import java.util.SplittableRandom;

/** Faults as the dice fall; each kind has its own, so that one does not shift the others. */
final class DicedChaos implements SessionChaos {
    private final Chaos.Settings settings;
    private final Chaos.Pause pause;
    private final SplittableRandom tokens;
    private final SplittableRandom commits;
    private final SplittableRandom delays;
    private final SplittableRandom cuts;

    DicedChaos(Chaos.Settings settings, Chaos.Pause pause, SplittableRandom dice) {
        this.settings = settings;
        this.pause = pause;
        this.tokens = dice.split();
        this.commits = dice.split();
        this.delays = dice.split();
        this.cuts = dice.split();
    }

    @Override
    public boolean expiresToken() {
        return tokens.nextDouble() < settings.expiredTokens();
    }

    @Override
    public Store faults(Store store) {
        return new InjectedConflicts(
                store, settings.conflicts(), settings.schemaConflicts(), commits);
    }

    @Override
    public void delay() {
        long min = settings.minLatency().toNanos();
        long max = settings.maxLatency().toNanos();
        if (max > 0) {
            pause.pause(Duration.ofNanos(delays.nextLong(min, max + 1)));
        }
    }

    @Override
    public Cut cut() {
        if (cuts.nextDouble() >= settings.disconnects()) {
            return Cut.NO;
        }
        return cuts.nextBoolean() ? Cut.BEFORE : Cut.AFTER;
    }
}
