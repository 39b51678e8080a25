package dev.borealis.types;

import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The names that values mention: types, relations, functions, roles. Reads one version of the catalog with one search
 * path; the catalog implements it.
 */
public interface NameResolver {
    /** What can be named by a reg* type. */
    enum Kind {
        RELATION,
        TYPE,
        FUNCTION,
        OPERATOR,
        NAMESPACE,
        ROLE,
        COLLATION,
        TEXT_SEARCH_CONFIGURATION,
        TEXT_SEARCH_DICTIONARY
    }

    /**
     * A name.
     *
     * @param schema null when the search path finds the object without it, and for objects outside schemas
     */
    record QualifiedName(@Nullable String schema, String name) {}

    /**
     * A function or an operator.
     *
     * @param arguments OIDs of the argument types; a missing left operand is 0
     */
    record Signature(int oid, QualifiedName name, List<Integer> arguments) {
        public Signature {
            arguments = List.copyOf(arguments);
        }
    }

    /** A column of a row type. */
    record Field(String name, SqlType type) {}

    /** Any type, built-in or the user's, or null. */
    @Nullable TypeInfo type(int oid);

    /** The type with this {@code typname}, or null. @param schema null for the search path */
    @Nullable TypeInfo type(@Nullable String schema, String name);

    /** What a domain is over; null when the type is no domain. May itself be a domain. */
    @Nullable SqlType domainBase(int oid);

    /** Throws the error of the first constraint of the domain (or of a domain below) that the value breaks. */
    void checkDomain(int oid, @Nullable Object value) throws SqlException;

    /** The columns of a row type in order, dropped ones left out; null when it is none. */
    @Nullable List<Field> rowType(int oid);

    /** The name of an object, or null when it does not exist. */
    @Nullable QualifiedName name(Kind kind, int oid);

    /** The object with this name; null when there is none. @param schema null for the search path */
    @Nullable Integer oid(Kind kind, @Nullable String schema, String name);

    /** Functions or operators of this name, however many arguments they have. @param schema null for the search path */
    List<Signature> signatures(Kind kind, @Nullable String schema, String name);

    /** The function or operator, or null. */
    @Nullable Signature signature(Kind kind, int oid);

    /** Knows PostgreSQL's built-in types and nothing else. */
    NameResolver BUILT_IN =
            new NameResolver() {
                @Override
                public @Nullable TypeInfo type(int oid) {
                    return BuiltinTypes.find(oid);
                }

                @Override
                public @Nullable TypeInfo type(@Nullable String schema, String name) {
                    return schema == null || schema.equals("pg_catalog")
                            ? BuiltinTypes.find(name)
                            : null;
                }

                @Override
                public @Nullable SqlType domainBase(int oid) {
                    return null;
                }

                @Override
                public void checkDomain(int oid, @Nullable Object value) {
                    // there are no domains
                }

                @Override
                public @Nullable List<Field> rowType(int oid) {
                    return null;
                }

                @Override
                public @Nullable QualifiedName name(Kind kind, int oid) {
                    TypeInfo type = kind == Kind.TYPE ? BuiltinTypes.find(oid) : null;
                    return type == null ? null : new QualifiedName(null, type.name());
                }

                @Override
                public @Nullable Integer oid(Kind kind, @Nullable String schema, String name) {
                    TypeInfo type = kind == Kind.TYPE ? type(schema, name) : null;
                    return type == null ? null : type.oid();
                }

                @Override
                public List<Signature> signatures(Kind kind, @Nullable String schema, String name) {
                    return List.of();
                }

                @Override
                public @Nullable Signature signature(Kind kind, int oid) {
                    return null;
                }
            };
}
