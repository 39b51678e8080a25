package dev.borealis.store;

import static dev.borealis.store.StoreFixture.commitOn;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.read;
import static dev.borealis.store.StoreFixture.text;

import java.util.List;
import java.util.SplittableRandom;

/** Moves money between accounts and now and then checks the total. */
final class Transfers {
    private final Store store;
    private final SplittableRandom random;
    private final int accounts;

    Transfers(Store store, long seed, int accounts) {
        this.store = store;
        this.random = new SplittableRandom(seed);
        this.accounts = accounts;
    }

    int run(int times) {
        int won = 0;
        for (int i = 0; i < times; i++) {
            try (Snapshot snapshot = store.snapshot()) {
                if (i % 10 == 0 && total(snapshot) != accounts * 100L) {
                    throw new AssertionError("total " + total(snapshot));
                }
                if (move(snapshot) instanceof CommitResult.Committed) {
                    won++;
                }
            }
        }
        return won;
    }

    private CommitResult move(Snapshot snapshot) {
        String from = account();
        String to = account();
        if (from.equals(to)) {
            return new CommitResult.Refused(StoreProblem.UNAVAILABLE);
        }
        int amount = random.nextInt(50);
        var mutations =
                Mutations.builder()
                        .put(
                                key(from),
                                key(
                                        Integer.toString(
                                                Integer.parseInt(read(snapshot, from)) - amount)))
                        .put(
                                key(to),
                                key(
                                        Integer.toString(
                                                Integer.parseInt(read(snapshot, to)) + amount)))
                        .build();
        var touches =
                List.of(Touch.update(key(from), Label.DATA), Touch.update(key(to), Label.DATA));
        return store.commit(commitOn(snapshot, touches, mutations)).join();
    }

    private String account() {
        return "acc%02d".formatted(random.nextInt(accounts));
    }

    static long total(Snapshot snapshot) {
        long total = 0;
        try (Cursor cursor = snapshot.scan(KeyRange.prefix(key("acc")), ScanOptions.FORWARD)) {
            for (Page page = cursor.next(); page != null; page = cursor.next()) {
                for (int i = 0; i < page.size(); i++) {
                    total += Integer.parseInt(text(page.value(i)));
                }
            }
        }
        return total;
    }
}
