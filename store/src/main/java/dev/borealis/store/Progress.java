package dev.borealis.store;

/** Is told how far a long task has come. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = (_, _, _) -> {};

    /**
     * @param what is being done, such as {@code reading table public.orders}
     * @param done so far, in the unit of {@code total}
     * @param total 0 when it is not known
     */
    void report(String what, long done, long total);
}
