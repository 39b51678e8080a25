package dev.borealis.tests.simulation.store;

import static dev.borealis.tests.simulation.Violation.unless;

import dev.borealis.store.Cursor;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cursor that is left half-way now and then while others commit, and what it should find. */
final class Walk {
    private final Cursor cursor;
    private final boolean reverse;
    private final List<Map.Entry<String, String>> expected;
    private int found;

    Walk(
            Snapshot snapshot,
            StoreModel model,
            int at,
            @Nullable String from,
            @Nullable String to,
            ScanOptions options) {
        var range = model.range(from, to, at);
        this.reverse = options.reverse();
        this.expected = new ArrayList<>((reverse ? range.descendingMap() : range).entrySet());
        this.cursor =
                snapshot.scan(
                        KeyRange.of(
                                from == null ? null : Tenant.bytes(from),
                                to == null ? null : Tenant.bytes(to)),
                        options);
    }

    /** Reads a page; false at the end. */
    boolean step() {
        Page page = cursor.next();
        if (page == null) {
            unless(found == expected.size(), "found %d of %d entries", found, expected.size());
            return false;
        }
        unless(page.size() > 0, "an empty page");
        for (int i = 0; i < page.size(); i++) {
            int index = reverse ? page.size() - 1 - i : i;
            String key = Tenant.text(page.key(index));
            unless(found < expected.size(), "%s comes after the last entry", key);
            var wanted = expected.get(found++);
            String value = Tenant.text(page.value(index));
            unless(
                    key.equals(wanted.getKey()) && value.equals(wanted.getValue()),
                    "a scan finds %s = %s instead of %s",
                    key,
                    value,
                    wanted);
        }
        return true;
    }

    void toTheEnd() {
        while (step()) {
            // compares inside
        }
    }

    int found() {
        return found;
    }
}
