package dev.borealis.store.fault;

/**
 * How often, from 0 to 1, each allowed answer is given where a plain one would do.
 *
 * @param unknown Unknown to a commit, which then took effect or did not
 * @param conflict Conflict without a key to a commit that touches something
 * @param refused Refused to a commit, {@link dev.borealis.store.StoreException} from an update
 * @param tooOld a snapshot is too old from one of its calls on
 * @param delay an answer comes later, from another thread
 * @param tinyPages pages are cut to a few entries, pieces to smaller ones, look-ups answer with a page of their own
 * @param twice the function of an update runs twice
 */
public record Faults(
        double unknown,
        double conflict,
        double refused,
        double tooOld,
        double delay,
        double tinyPages,
        double twice) {
    public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0);

    /** Only what no caller may notice. */
    public static final Faults SHAPES = new Faults(0, 0, 0, 0, 0.1, 0.7, 0.5);

    /** As {@link #SHAPES} on one thread. */
    public static final Faults SHAPES_WITHOUT_DELAY = new Faults(0, 0, 0, 0, 0, 0.7, 0.5);

    /** Everything, often. */
    public static final Faults ALL = new Faults(0.05, 0.05, 0.03, 0.01, 0.05, 0.5, 0.5);

    /** Everything but delays, for simulations on one thread. */
    public static final Faults ALL_WITHOUT_DELAY = new Faults(0.05, 0.05, 0.03, 0.01, 0, 0.5, 0.5);
}
