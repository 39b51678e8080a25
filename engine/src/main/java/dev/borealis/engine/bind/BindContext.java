package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.Notice;
import dev.borealis.types.format.ValueFormats;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What binding depends on: one version of the catalog seen by one session.
 *
 * @param searchPath names of existing schemas in order, as the setting says; {@code pg_catalog} is looked at first unless
 *     it is named
 * @param role OID of the current role
 * @param database what CURRENT_CATALOG is, for names of three parts
 * @param literals reads the text of a literal into a value
 * @param parameters types of the statement's parameters
 * @param slots literals of the statement's own text that are bound as parameters, mostly none
 * @param notices hears of warnings, such as a precision that was reduced
 */
public record BindContext(
        Catalog catalog,
        FunctionRegistry registry,
        NameResolver names,
        List<String> searchPath,
        int role,
        String database,
        TypeContext typeContext,
        LiteralReader literals,
        ParameterTypes parameters,
        LiteralSlots slots,
        Consumer<Notice> notices) {
    public BindContext {
        searchPath = effective(searchPath);
    }

    private static List<String> effective(List<String> path) {
        if (path.contains("pg_catalog")) {
            return List.copyOf(path);
        }
        var all = new ArrayList<String>();
        all.add("pg_catalog");
        all.addAll(path);
        return List.copyOf(all);
    }

    /** The same with some literals bound as parameters. */
    public BindContext withSlots(LiteralSlots other) {
        return new BindContext(
                catalog,
                registry,
                names,
                searchPath,
                role,
                database,
                typeContext,
                literals,
                parameters,
                other,
                notices);
    }

    /** The same with other parameters, for another text. */
    public BindContext withParameters(ParameterTypes other) {
        return new BindContext(
                catalog,
                registry,
                names,
                searchPath,
                role,
                database,
                typeContext,
                literals,
                other,
                LiteralSlots.NONE,
                notices);
    }

    /** The same for another role, and another search path unless that is null. */
    public BindContext with(int otherRole, @Nullable List<String> otherPath) {
        return new BindContext(
                catalog,
                registry,
                names,
                otherPath == null ? searchPath : otherPath,
                otherRole,
                database,
                typeContext,
                literals,
                parameters,
                LiteralSlots.NONE,
                notices);
    }

    /** The type's input function. */
    @FunctionalInterface
    public interface LiteralReader {
        /** The value of a text, as {@link dev.borealis.types.Carrier} says; throws the type's error when it is none. */
        Object read(SqlType type, Bytes text, TypeContext context, NameResolver names);

        /** The formats of the module {@code types}. */
        LiteralReader FORMATS =
                (type, text, context, names) ->
                        ValueFormats.of(type.oid(), names)
                                .parse(text, type.typmod(), context, names);
    }
}
