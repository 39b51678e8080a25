package dev.borealis.engine.function.aggregate;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.WindowFrame;
import dev.borealis.types.error.WindowErrors;

import org.jspecify.annotations.Nullable;

/** The window functions that are no aggregates, and those aggregates that say what they would give for another row. */
public final class WindowFunctions {
    private WindowFunctions() {}

    public static void define(Implementations to) {
        to.window("window_row_number", (_, window) -> window.currentRow() + 1);
        to.window("window_rank", (_, window) -> window.firstPeer(window.currentRow()) + 1);
        to.window("window_dense_rank", (_, window) -> window.peerGroup(window.currentRow()) + 1);
        to.window("window_percent_rank", (_, window) -> percentRank(window));
        to.window(
                "window_cume_dist",
                (_, window) ->
                        (double) window.lastPeer(window.currentRow()) / window.partitionSize());
        to.window("window_ntile", WindowFunctions::ntile);
        to.window("window_lag", (_, window) -> shifted(window, -1, false));
        to.window("window_lead", (_, window) -> shifted(window, 1, false));
        to.window("window_lag_with_offset", (_, window) -> shiftedBy(window, -1, false));
        to.window("window_lead_with_offset", (_, window) -> shiftedBy(window, 1, false));
        to.window("window_lag_with_offset_and_default", (_, window) -> shiftedBy(window, -1, true));
        to.window("window_lead_with_offset_and_default", (_, window) -> shiftedBy(window, 1, true));
        to.window("window_first_value", (_, window) -> nth(window, 1));
        to.window("window_last_value", (_, window) -> last(window));
        to.window("window_nth_value", (_, window) -> nthValue(window));
    }

    /** Aggregates over the rows of a group and one that is not there. */
    public static void defineHypothetical(Implementations to) {
        to.hypothetical(
                "rank(any)", new Implementation.Hypothetical(false, (before, _, _) -> before + 1));
        to.hypothetical(
                "dense_rank(any)",
                new Implementation.Hypothetical(true, (before, _, _) -> before + 1));
        to.hypothetical(
                "percent_rank(any)",
                new Implementation.Hypothetical(
                        false, (before, _, rows) -> rows == 0 ? 0.0 : (double) before / rows));
        to.hypothetical(
                "cume_dist(any)",
                new Implementation.Hypothetical(
                        false,
                        (before, peers, rows) -> (double) (before + peers + 1) / (rows + 1)));
    }

    private static double percentRank(WindowFrame window) {
        long size = window.partitionSize();
        return size <= 1 ? 0.0 : (double) window.firstPeer(window.currentRow()) / (size - 1);
    }

    private static @Nullable Object ntile(Call call, WindowFrame window) {
        // the first row of the partition decides
        Object argument = window.argument(0, 0);
        if (argument == null) {
            return null;
        }
        long buckets = (Long) argument;
        if (buckets <= 0) {
            throw WindowErrors.ntileArgument();
        }
        long size = window.partitionSize() / buckets;
        long larger = window.partitionSize() % buckets; // so many buckets have one row more
        long row = window.currentRow();
        long inLarger = larger * (size + 1);
        return row < inLarger ? row / (size + 1) + 1 : larger + (row - inLarger) / size + 1;
    }

    private static @Nullable Object shiftedBy(
            WindowFrame window, int direction, boolean withDefault) {
        Object offset = window.argument(1, window.currentRow());
        return offset == null ? null : shifted(window, direction * (Long) offset, withDefault);
    }

    private static @Nullable Object shifted(WindowFrame window, long offset, boolean withDefault) {
        long row = window.currentRow() + offset;
        if (row >= 0 && row < window.partitionSize()) {
            return window.argument(0, row);
        }
        return withDefault ? window.argument(2, window.currentRow()) : null;
    }

    private static @Nullable Object nthValue(WindowFrame window) {
        Object argument = window.argument(1, window.currentRow());
        if (argument == null) {
            return null;
        }
        long wanted = (Long) argument;
        if (wanted <= 0) {
            throw WindowErrors.nthValueArgument();
        }
        return nth(window, wanted);
    }

    /** The wanted row of the frame, counted from 1, without excluded rows. */
    private static @Nullable Object nth(WindowFrame window, long wanted) {
        long row = window.frameStart();
        for (long left = wanted; row < window.frameEnd(); row++) {
            if (!window.isExcluded(row) && --left == 0) {
                return window.argument(0, row);
            }
        }
        return null;
    }

    private static @Nullable Object last(WindowFrame window) {
        for (long row = window.frameEnd() - 1; row >= window.frameStart(); row--) {
            if (!window.isExcluded(row)) {
                return window.argument(0, row);
            }
        }
        return null;
    }
}
