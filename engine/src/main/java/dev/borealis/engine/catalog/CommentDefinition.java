package dev.borealis.engine.catalog;

/**
 * COMMENT ON.
 *
 * @param classOid OID of the system catalog the object is in: 1259 relations, 2615 schemas …
 * @param column its number, 0 for none
 */
public record CommentDefinition(int classOid, int objectOid, int column, String text)
        implements Definition {}
