package dev.borealis.engine.catalog;

import java.util.Collection;
import java.util.List;

/** The relations that are part of every catalog and not stored: those of pg_catalog, information_schema and sys. */
@FunctionalInterface
public interface SystemObjects {
    SystemObjects NONE = List::of;

    /** The same ones at each call. */
    Collection<Relation.SystemRelation> relations();
}
