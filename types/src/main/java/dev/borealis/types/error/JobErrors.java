package dev.borealis.types.error;

/** Errors about background jobs. */
public final class JobErrors {
    private JobErrors() {}

    /** Not a job id. Source: recorded. */
    public static SqlException notAnId() {
        return SqlException.of(
                SqlState.INVALID_TEXT_REPRESENTATION, "Unable to convert text to UUID");
    }

    /** A well-formed id of no job. Ours: unrecorded. */
    public static SqlException unknownJob(String id) {
        return SqlException.of(SqlState.UNDEFINED_OBJECT, "job \"" + id + "\" does not exist");
    }
}
