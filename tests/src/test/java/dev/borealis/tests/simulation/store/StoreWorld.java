package dev.borealis.tests.simulation.store;

import static dev.borealis.tests.simulation.Violation.unless;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Progress;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.paged.PagedOptions;
import dev.borealis.store.paged.PagedStorage;
import dev.borealis.tests.simulation.History;
import dev.borealis.tests.simulation.Violation;
import dev.borealis.tests.simulation.disk.Crash;
import dev.borealis.tests.simulation.disk.SimulatedDisk;
import dev.borealis.tests.simulation.disk.SimulatedDisk.Lie;
import dev.borealis.tests.simulation.disk.SimulatedDisk.NextWrite;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A few stores of one storage with tiny pages, a tiny page budget and mostly a tiny memory of conflicts; a few actors; a
 * disk. Each turn somebody does something: an actor, the Committer, the sweeper of pages, the disk, or the process dies.
 */
public final class StoreWorld {
    private static final int TURNS = 1_000;
    private static final RelationPrefix RELATION = RelationPrefix.fixed(1);

    /** A counter of each store, counted up with {@link Store#update}. */
    private static final String COUNTER = "counter";

    private final History history;
    private final PagedOptions options;
    private final boolean faulty;
    private final List<Tenant> tenants = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();
    private final Judge judge;
    private SimulatedDisk disk;
    private PagedStorage storage;
    private @Nullable Runnable inFlight; // what an interrupted call would have done to the model

    private StoreWorld(long seed, Lie lie) {
        history = new History(seed);
        judge = new Judge(history);
        faulty = !history.oneIn(4);
        options =
                new PagedOptions(
                        RELATION,
                        history.between(60, 500),
                        history.oneIn(3) ? 1 << 20 : history.between(300, 5_000),
                        history.oneIn(3) ? 1 << 20 : 1, // the least there is: a few hundred keys
                        history.number(),
                        PagedOptions.Drive.STEPS);
        disk = new SimulatedDisk(lie);
        storage = new PagedStorage(disk, options);
        for (int i = 0; i < 2; i++) {
            var id = new StoreId("store" + i);
            tenants.add(new Tenant(id, storage.create(id)));
        }
        int keys = 1 << history.between(1, 5);
        for (int i = history.between(2, 7); i >= 0; i--) {
            actors.add(new Actor(history, "s" + i, keys));
        }
    }

    /**
     * Runs a seed. Public and static for those who load this class anew, changed.
     *
     * @return the history
     * @throws Violation when the judge says so
     */
    public static String run(long seed) {
        return run(seed, Lie.NONE);
    }

    /** The same on a disk that lies. */
    public static String run(long seed, Lie lie) {
        var world = new StoreWorld(seed, lie);
        return world.history.of(seed, world::play, 12);
    }

    private void play() {
        for (int turn = 0; turn < TURNS; turn++) {
            history.nextEvent();
            try {
                turn();
                judgeAnswers();
            } catch (Crash _) {
                reopen();
            }
        }
        disk.next(NextWrite.DONE, 0);
        disk.failReads(0);
        while (storage.step()) {
            judgeAnswers();
        }
        judgeAnswers();
        actors.forEach(Actor::rollBack);
        compareAll();
        storage.check(
                Progress.SILENT,
                finding -> {
                    throw new Violation(finding.toString());
                });
        unless(
                disk.openViews() <= 2 * tenants.size(),
                "%d views of the disk are never released",
                disk.openViews());
        var metrics = storage.metrics();
        history.note(
                "end: %d committed, %d conflicts, %d folds, %d pages read, %d evicted",
                judge.committed(),
                judge.conflicts(),
                metrics.marksFolds(),
                metrics.pagesRead(),
                metrics.pagesEvicted());
        storage.close();
    }

    private void turn() {
        int dice = history.dice(200);
        if (dice < 130) {
            act(actors.get(history.dice(actors.size())));
        } else if (dice < 170) {
            storage.step();
        } else if (dice < 176) {
            count(tenants.get(history.dice(tenants.size())));
        } else if (dice < 184) {
            storage.sweep();
        } else if (dice < 190) {
            likeAnother();
        } else if (dice < 192) {
            check();
        } else if (dice < 194) {
            replaceOrDiscard(tenants.get(history.dice(tenants.size())));
        } else if (faulty && dice == 199) {
            trouble();
        }
    }

    private void act(Actor actor) {
        try {
            if (actor.isWaiting()) {
                return;
            }
            if (!actor.isOpen()) {
                actor.begin(tenants.get(history.dice(tenants.size())));
                return;
            }
            Actor.Waiting commit = actor.act(disk.faults());
            if (commit != null) {
                judge.handedIn(commit);
            }
        } catch (StoreException failure) {
            history.note("reading fails: %s", failure.problem());
            unless(disk.faults() > 0, "a read fails without reason: %s", failure);
            actor.rollBack();
        }
    }

    /** A second snapshot of a view that somebody else holds. */
    private void likeAnother() {
        Actor one = actors.get(history.dice(actors.size()));
        Actor other = actors.get(history.dice(actors.size()));
        if (!one.isOpen() && !one.isWaiting() && other.isOpen() && !other.isWaiting()) {
            one.beginLike(other);
        }
    }

    private void count(Tenant tenant) {
        Map<String, String> after = Map.of(COUNTER, Integer.toString(counted(tenant) + 1));
        inFlight = () -> tenant.model.commit("count", after, Map.of());
        try {
            tenant.store.update(
                    Tenant.bytes(COUNTER),
                    now ->
                            Tenant.bytes(
                                    Integer.toString(
                                            1
                                                    + (now == null
                                                            ? 0
                                                            : Integer.parseInt(
                                                                    Tenant.text(now))))));
            judgeAnswers();
            inFlight.run();
            history.note("%s counts to %s", tenant.id, after);
        } catch (StoreException failure) {
            if (noteRefusal(failure)) {
                compareAllWithInFlight();
            }
        }
        inFlight = null;
    }

    private static int counted(Tenant tenant) {
        String now = tenant.model.get(COUNTER, tenant.model.now());
        return now == null ? 0 : Integer.parseInt(now);
    }

    /** Returns whether it may have happened all the same; the disk is back then. */
    private boolean noteRefusal(StoreException failure) {
        history.note("refused: %s", failure.problem());
        unless(disk.faults() > 0, "refused without reason: %s", failure);
        boolean uncertain = disk.isBroken();
        disk.failReads(0);
        while (disk.isBroken()) {
            judgeAnswers();
            storage.step();
        }
        judgeAnswers();
        return uncertain;
    }

    /** A relation is given back, or a whole store dropped and made anew; nobody may be reading it. */
    private void replaceOrDiscard(Tenant tenant) {
        if (actors.stream().anyMatch(actor -> actor.uses(tenant))) {
            return;
        }
        boolean discards = history.oneIn(3);
        try {
            if (discards) {
                inFlight = () -> tenant.model.discard("x", "y");
                tenant.store.discard(KeyRange.prefix(Tenant.bytes("x")));
                judgeAnswers();
                inFlight.run();
            } else {
                inFlight = () -> tenant.model = new StoreModel();
                storage.drop(tenant.id);
                judgeAnswers();
                inFlight.run();
                tenant.store = storage.create(tenant.id);
            }
            history.note("%s %s", tenant.id, discards ? "loses a relation" : "is replaced");
        } catch (StoreException failure) {
            boolean uncertain = noteRefusal(failure);
            if (!storage.list().contains(tenant.id)) {
                disk.next(NextWrite.DONE, 0);
                storage.create(tenant.id);
            }
            tenant.store = storage.open(tenant.id);
            if (uncertain) {
                compareAllWithInFlight();
            }
        }
        inFlight = null;
    }

    private void check() {
        disk.failReads(0);
        if (!disk.isBroken()) {
            storage.check(
                    Progress.SILENT,
                    finding -> {
                        throw new Violation(finding.toString());
                    });
        }
    }

    private void trouble() {
        switch (history.dice(6)) {
            case 0 -> disk.failReads(history.between(1, 3));
            case 1 -> {
                history.note("the process is killed");
                reopen();
            }
            default -> {
                NextWrite[] fates = NextWrite.values();
                disk.next(fates[history.dice(fates.length)], history.dice(4));
            }
        }
    }

    private void judgeAnswers() {
        judge.judge(
                disk,
                storage.metrics().marksFolds(),
                commit ->
                        actors.stream()
                                .filter(actor -> actor.waitsFor(commit))
                                .forEach(Actor::answered));
    }

    /** The process has ended; another one opens the disk. */
    private void reopen() {
        long folds = storage.metrics().marksFolds();
        history.note("crash");
        disk = disk.afterCrash();
        storage = new PagedStorage(disk, options);
        Set<StoreId> there = Set.copyOf(storage.list());
        for (Tenant tenant : tenants) {
            boolean lost = !there.contains(tenant.id);
            unless(!lost || inFlight != null, "%s is gone", tenant.id);
            tenant.store = lost ? storage.create(tenant.id) : storage.open(tenant.id);
        }
        judge.afterCrash(
                (tenant, key) -> {
                    try (Snapshot snapshot = tenant.store.snapshot()) {
                        return snapshot.get(Tenant.bytes(key)) != null;
                    }
                },
                folds);
        compareAllWithInFlight();
        tenants.forEach(tenant -> tenant.model.forgetUses());
        actors.forEach(Actor::forget);
    }

    /** What is in flight may have happened or not. */
    private void compareAllWithInFlight() {
        Runnable interrupted = inFlight;
        inFlight = null;
        try {
            compareAll();
        } catch (Violation violation) {
            if (interrupted == null) {
                throw violation;
            }
            interrupted.run();
            compareAll();
        }
    }

    /** On a disk that works. */
    private void compareAll() {
        for (Tenant tenant : tenants) {
            try (Snapshot snapshot = tenant.store.snapshot()) {
                for (ScanOptions way : List.of(ScanOptions.FORWARD, ScanOptions.REVERSE)) {
                    new Walk(snapshot, tenant.model, tenant.model.now(), null, null, way)
                            .toTheEnd();
                }
            } catch (StoreException failure) {
                throw new Violation(tenant.id + " cannot be read: " + failure.getMessage());
            }
        }
    }
}
