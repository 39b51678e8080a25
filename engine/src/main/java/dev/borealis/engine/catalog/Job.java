package dev.borealis.engine.catalog;

import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Work done in the background; a row of sys.jobs.
 *
 * @param id 16 bytes, shown as 26 characters
 * @param object OID of the table or index it is about
 * @param objectName {@code schema.name}
 * @param constraint OID of the constraint to validate, else 0
 * @param discard OIDs of relations whose keys are to be given back
 * @param details outcome in words, or null
 * @param startMicros submission, microseconds since 2000-01-01 UTC
 * @param updateMicros last change, 0 while submitted
 * @param position key of the last row done, empty at the beginning
 */
public record Job(
        Bytes id,
        Kind kind,
        int object,
        String objectName,
        int constraint,
        List<Integer> discard,
        Status status,
        @Nullable String details,
        long startMicros,
        long updateMicros,
        Bytes position) {
    public Job {
        discard = List.copyOf(discard);
    }

    /** sys.jobs.job_type. */
    public enum Kind {
        INDEX_BUILD,
        VALIDATE_CONSTRAINT,
        DROP,
        ANALYZE
    }

    /** sys.jobs.status, there in lower case. */
    public enum Status {
        SUBMITTED,
        PROCESSING,
        COMPLETED,
        FAILED
    }

    /** A job of which nothing is done yet. @param micros now, microseconds since 2000-01-01 UTC */
    public static Job submitted(
            Bytes id,
            Kind kind,
            int object,
            String objectName,
            int constraint,
            List<Integer> discard,
            long micros) {
        return new Job(
                id,
                kind,
                object,
                objectName,
                constraint,
                discard,
                Status.SUBMITTED,
                null,
                micros,
                0,
                Bytes.EMPTY);
    }

    /** Whether nothing more will happen to it, well or badly ended. */
    public boolean isFinished() {
        return status == Status.COMPLETED || status == Status.FAILED;
    }

    /** The id as users see it: RFC 4648 base32, lower case, without padding. */
    public String textId() {
        return JobIds.text(id);
    }

    /** The same job further on. */
    public Job with(Status newStatus, @Nullable String newDetails, long micros, Bytes newPosition) {
        return new Job(
                id,
                kind,
                object,
                objectName,
                constraint,
                discard,
                newStatus,
                newDetails,
                startMicros,
                micros,
                newPosition);
    }
}
