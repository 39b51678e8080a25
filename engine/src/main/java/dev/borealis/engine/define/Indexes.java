package dev.borealis.engine.define;

import dev.borealis.engine.catalog.Relation;

/** Changed copies of indexes. */
final class Indexes {
    private Indexes() {}

    static Relation.Index named(Relation.Index index, String name) {
        return new Relation.Index(
                index.oid(),
                index.schema(),
                name,
                index.owner(),
                index.table(),
                index.unique(),
                index.primary(),
                index.nullsNotDistinct(),
                index.keys(),
                index.included(),
                index.predicate(),
                index.state());
    }

    static Relation.Index moved(Relation.Index index, int schema, int owner) {
        return new Relation.Index(
                index.oid(),
                schema,
                index.name(),
                owner,
                index.table(),
                index.unique(),
                index.primary(),
                index.nullsNotDistinct(),
                index.keys(),
                index.included(),
                index.predicate(),
                index.state());
    }

    static Relation.Index withoutIncluded(Relation.Index index, int column) {
        return new Relation.Index(
                index.oid(),
                index.schema(),
                index.name(),
                index.owner(),
                index.table(),
                index.unique(),
                index.primary(),
                index.nullsNotDistinct(),
                index.keys(),
                index.included().stream().filter(included -> included != column).toList(),
                index.predicate(),
                index.state());
    }
}
