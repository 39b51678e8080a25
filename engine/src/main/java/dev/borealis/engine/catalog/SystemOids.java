package dev.borealis.engine.catalog;

/** OIDs of objects that every cluster has. */
public final class SystemOids {
    public static final int PG_CATALOG = 11;
    public static final int PUBLIC = 2200;

    /** As a fresh PostgreSQL 16 gives it. */
    public static final int INFORMATION_SCHEMA = 13127;

    public static final int SYS = 15580;

    /** Owns what the service owns. */
    public static final int ROLE_SERVICE = 10;

    /** The one database, postgres. */
    public static final int DATABASE = 5;

    // OIDs of system catalogs, as pg_depend, pg_description and COMMENT use them.
    public static final int CLASS_TYPE = 1247;
    public static final int CLASS_FUNCTION = 1255;
    public static final int CLASS_RELATION = 1259;
    public static final int CLASS_ROLE = 1260;
    public static final int CLASS_DATABASE = 1262;
    public static final int CLASS_CONSTRAINT = 2606;
    public static final int CLASS_SCHEMA = 2615;
    public static final int CLASS_STATISTICS = 3381;

    /** Whether the schema is one of the service's own. */
    public static boolean isSystemSchema(int schema) {
        return schema == PG_CATALOG || schema == INFORMATION_SCHEMA || schema == SYS;
    }

    private SystemOids() {}
}
