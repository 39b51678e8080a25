package dev.borealis.engine.system;

import dev.borealis.engine.catalog.Relation;

import org.jspecify.annotations.Nullable;

/** What functions may ask of the session that calls them. */
public interface SessionView {
    /** SHOW; null for an unknown name. */
    @Nullable String setting(String name);

    /** SET of one value. @param value null for the default @return the value now, as SHOW prints it */
    String set(String name, @Nullable String value, boolean local);

    /** 26 characters, base32: the same for all of the session. */
    String sessionId();

    /** Text of the message that is being run. */
    String currentQuery();

    /** nextval, in this session. */
    long next(Relation.Sequence sequence);

    /** 55000 before the first {@link #next} of this session. */
    long current(Relation.Sequence sequence);

    /** What {@link #next} last gave in this transaction; 55000 when nothing yet. */
    long last();

    /** setval. @param called whether the value counts as given, so that the next one follows it */
    long set(Relation.Sequence sequence, long value, boolean called);
}
