package dev.borealis.engine.session;

import dev.borealis.engine.bind.LiteralSlots;
import dev.borealis.sql.ParsedStatement;

import java.util.List;

/** What is known about the statements of one shape: whether one plan serves them all. */
sealed interface SharedPlan {
    /** One statement came by; a plan to share is made when there is another. */
    record Seen() implements SharedPlan {}

    /** Each needs a plan of its own, because something was decided by a literal, or it is not a small one. */
    record Separate() implements SharedPlan {}

    /**
     * One plan, in which the literals are parameters.
     *
     * @param parsed the statement it was made for
     * @param after what follows the statement in its text: comments and white space, in UTF-16 units
     * @param readings how the parameters come from the literals, in the order of their errors
     */
    record Plan(
            ParsedStatement parsed,
            int after,
            PlannedQuery plan,
            List<LiteralSlots.Reading> readings)
            implements SharedPlan {}
}
