package dev.borealis.engine.catalog;

import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/**
 * All definitions of one cluster at one version. Immutable, shared by all sessions whose snapshots see that version; a
 * transaction that changed the schema sees a version of its own. Look-ups cost a hash probe, none of them scans.
 */
public interface Catalog {
    /** Grows with every DDL that committed; a transaction's own uncommitted version is negative. */
    long version();

    /** A relation by its OID, system relations included; null when there is none, as from all that follow. */
    @Nullable Relation relation(int oid);

    /** A table, view, index or sequence: they share one space of names in a schema. */
    @Nullable Relation relation(int schema, String name);

    /** All relations, system relations included. */
    Collection<Relation> relations();

    /** A schema by its OID. */
    @Nullable SchemaDefinition schema(int oid);

    /** Null when there is none of this name. */
    @Nullable SchemaDefinition schema(String name);

    /** All schemas of this version. */
    Collection<SchemaDefinition> schemas();

    /** Domains and row types; built-in types are in {@link dev.borealis.types.BuiltinTypes}. */
    @Nullable TypeDefinition type(int oid);

    /** A domain or a row type; null when the schema has none of this name. */
    @Nullable TypeDefinition type(int schema, String name);

    /** All domains and row types. */
    Collection<TypeDefinition> types();

    /** A function in language sql; built-in ones are in {@link dev.borealis.engine.function.FunctionRegistry}. */
    @Nullable UserFunction function(int oid);

    /** User functions of that name in a schema. */
    List<UserFunction> functions(int schema, String name);

    /** All functions that users made. */
    Collection<UserFunction> functions();

    /** A role by its OID. */
    @Nullable RoleDefinition role(int oid);

    /** A role by its name, spelt as it is stored. */
    @Nullable RoleDefinition role(String name);

    /** All roles of this version. */
    Collection<RoleDefinition> roles();

    /** COMMENT ON: by class OID (1259 relations, 2615 schemas …), object OID and column number (0 for none). */
    @Nullable String comment(int classOid, int objectOid, int column);

    /** All comments, of whatever kind of object. */
    Collection<CommentDefinition> comments();

    /** What ALTER DEFAULT PRIVILEGES has said. */
    Collection<DefaultPrivileges> defaultPrivileges();

    /** What CREATE STATISTICS has made. */
    Collection<ExtendedStatistics> extendedStatistics();

    /** How tables and indexes of this version lie in the store. */
    RelationFormats formats();

    /** What ANALYZE last found of a table, or null. */
    @Nullable TableStatistics statistics(int table);

    /** The type a value of the type is stored as: of a domain what it is over, all the way down. */
    default SqlType baseType(SqlType type) {
        SqlType base = type;
        while (type(base.oid()) instanceof TypeDefinition.Domain domain) {
            base = domain.base();
        }
        return base;
    }

    /** The table, which must exist: an OID out of a bound tree of this version. */
    default Relation.Table table(int oid) {
        if (relation(oid) instanceof Relation.Table table) {
            return table;
        }
        throw new IllegalStateException(
                "no table with OID " + oid + " in catalog version " + version());
    }

    /** The index, which must exist. */
    default Relation.Index index(int oid) {
        if (relation(oid) instanceof Relation.Index index) {
            return index;
        }
        throw new IllegalStateException(
                "no index with OID " + oid + " in catalog version " + version());
    }
}
