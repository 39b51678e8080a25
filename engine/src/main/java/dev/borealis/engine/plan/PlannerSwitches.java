package dev.borealis.engine.plan;

/**
 * Which kinds of step the session wants: the settings {@code enable_…}. A kind switched off is avoided, not forbidden: it
 * costs {@link #DISABLED} more. Switches for steps that this planner never takes (bitmap scans, merge joins) have no
 * place here.
 */
public record PlannerSwitches(
        boolean fullScan,
        boolean indexScan,
        boolean indexOnlyScan,
        boolean hashJoin,
        boolean nestedLoop) {
    /** What a step costs more when its kind is switched off; PostgreSQL's figure, and what DSQL's EXPLAIN shows. */
    static final double DISABLED = 1e10;

    /** As in a new session. */
    public static final PlannerSwitches ALL = new PlannerSwitches(true, true, true, true, true);

    static double penalty(boolean wanted) {
        return wanted ? 0 : DISABLED;
    }
}
