package dev.borealis.engine.catalog;

import java.util.List;

/** A schema. */
public record SchemaDefinition(int oid, String name, int owner, List<Privilege> privileges)
        implements Definition {
    public SchemaDefinition {
        privileges = List.copyOf(privileges);
    }
}
