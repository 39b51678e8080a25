package dev.borealis.tests.isolation;

/** Something strong snapshot isolation forbids. @param why names transactions and values */
record Anomaly(Kind kind, String why) {
    enum Kind {
        /** A transaction does not see its own appends, or sees a list change under it. */
        INTERNAL,
        /** A value nobody appended, or one value twice in a list. */
        GARBAGE,
        /** Two reads of a list of which neither begins with the other: an append was lost, or two orders are told. */
        INCOMPATIBLE_ORDER,
        /** A value of an aborted transaction was read. */
        G1A,
        /** A state in the middle of a transaction was read. */
        G1B,
        /** A cycle of writes. */
        G0,
        /** A cycle of writes and reads-from. */
        G1C,
        /** Two transactions read the same version of a list and both appended to it. */
        LOST_UPDATE,
        /** A cycle with one anti-dependency: a snapshot that is not one. */
        G_SINGLE,
        /** A cycle with several anti-dependencies, no two of them adjacent: a long fork. */
        G_NONADJACENT,
        /** Possible only if something acknowledged before a transaction began was hidden from it. */
        REAL_TIME
    }
}
