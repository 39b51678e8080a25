package dev.borealis.engine.system;

import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.FunctionFamily;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.Identifiers;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeNames;
import dev.borealis.types.error.SessionErrors;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Functions described as SQL: pg_get_functiondef, pg_get_function_arguments and their kin. */
public final class FunctionText implements FunctionFamily {
    @Override
    public void define(Implementations f) {
        f.objectOfLong("pg_get_function_result", (call, oid) -> text(result(call, oid)));
        f.objectOfLong(
                "pg_get_function_arguments", (call, oid) -> text(arguments(call, oid, true)));
        f.objectOfLong(
                "pg_get_function_identity_arguments",
                (call, oid) -> text(arguments(call, oid, false)));
        f.objectOfLong("pg_get_function_sqlbody", (_, _) -> null);
        f.objectOfLong("pg_get_functiondef", (call, oid) -> text(definition(call, oid)));
        f.general(
                "oidvectortypes",
                (call, a) -> text(types(call, (ArrayValue) Objects.requireNonNull(a[0]))));
    }

    private static @Nullable Bytes text(@Nullable String string) {
        return string == null ? null : Bytes.ofString(string);
    }

    private static @Nullable FunctionSignature signature(Call call, long oid) {
        SystemContext context = call.service(SystemContext.class);
        UserFunction user = context.catalog().function((int) oid);
        return user != null ? user.signature() : context.registry().function((int) oid);
    }

    private static @Nullable String result(Call call, long oid) {
        FunctionSignature s = signature(call, oid);
        if (s == null || s.kind() == FunctionSignature.Kind.PROCEDURE) {
            return null;
        }
        if (s.argumentModes().contains('t')) {
            return "TABLE(" + String.join(", ", parts(call, s, true, List.of())) + ")";
        }
        String type = display(call, s.resultType());
        return s.returnsSet() ? "SETOF " + type : type;
    }

    private static String display(Call call, int type) {
        return TypeNames.display(type, call.names());
    }

    private static @Nullable String arguments(Call call, long oid, boolean withDefaults) {
        FunctionSignature s = signature(call, oid);
        if (s == null) {
            return null;
        }
        SystemContext context = call.service(SystemContext.class);
        UserFunction user = context.catalog().function((int) oid);
        List<String> defaults =
                user == null || !withDefaults
                        ? List.of()
                        : user.defaults().stream()
                                .map(d -> context.printer().expression(d, 0, false))
                                .toList();
        return String.join(", ", parts(call, s, false, defaults));
    }

    /** The arguments, or of RETURNS TABLE the columns. @param defaults of the last input arguments */
    private static List<String> parts(
            Call call, FunctionSignature s, boolean columns, List<String> defaults) {
        List<Integer> types =
                s.allArgumentTypes().isEmpty() ? s.argumentTypes() : s.allArgumentTypes();
        var parts = new ArrayList<String>();
        int input = 0;
        for (int i = 0; i < types.size(); i++) {
            char mode = s.argumentModes().isEmpty() ? 'i' : s.argumentModes().get(i);
            if (mode == 't' != columns) {
                continue;
            }
            var part = new StringBuilder();
            part.append(
                    switch (mode) {
                        case 'o' -> "OUT ";
                        case 'b' -> "INOUT ";
                        case 'v' -> "VARIADIC ";
                        default -> "";
                    });
            if (i < s.argumentNames().size() && !s.argumentNames().get(i).isEmpty()) {
                part.append(Identifiers.quote(s.argumentNames().get(i))).append(' ');
            }
            part.append(display(call, types.get(i)));
            if (mode == 'i' || mode == 'b' || mode == 'v') {
                int at = input - (s.argumentTypes().size() - defaults.size());
                if (at >= 0 && at < defaults.size()) {
                    part.append(" DEFAULT ").append(defaults.get(at));
                }
                input++;
            }
            parts.add(part.toString());
        }
        return parts;
    }

    private static @Nullable String definition(Call call, long oid) {
        FunctionSignature s = signature(call, oid);
        if (s == null) {
            return null;
        }
        SystemContext context = call.service(SystemContext.class);
        UserFunction user = context.catalog().function((int) oid);
        if (user != null && user.bodyText() == null) {
            throw SessionErrors.notYetImplemented(
                    "pg_get_functiondef of a function with an SQL-standard body");
        }
        String language = user == null ? context.registry().details((int) oid).language() : "sql";
        var out = new StringBuilder("CREATE OR REPLACE ");
        boolean procedure = s.kind() == FunctionSignature.Kind.PROCEDURE;
        out.append(procedure ? "PROCEDURE " : "FUNCTION ");
        String schema = user == null ? s.schema() : ListingRows.schema(context, user.schema());
        out.append(Identifiers.quote(schema, s.name()));
        out.append('(').append(arguments(call, oid, true)).append(")\n");
        if (!procedure) {
            out.append(" RETURNS ").append(result(call, oid)).append('\n');
        }
        out.append(" LANGUAGE ").append(language).append('\n');
        String options = options(s, user, context, oid);
        if (!options.isEmpty()) {
            out.append(options).append('\n');
        }
        String source = user == null ? s.source() : user.bodyText();
        String body = source == null ? "" : source;
        String tag = procedure ? "$procedure" : "$function";
        while (body.contains(tag)) {
            tag += "x";
        }
        return out.append("AS ")
                .append(tag)
                .append('$')
                .append(body)
                .append(tag)
                .append("$\n")
                .toString();
    }

    private static String options(
            FunctionSignature s, @Nullable UserFunction user, SystemContext context, long oid) {
        var options = new StringBuilder();
        options.append(s.kind() == FunctionSignature.Kind.WINDOW ? " WINDOW" : "");
        options.append(
                switch (s.volatility()) {
                    case IMMUTABLE -> " IMMUTABLE";
                    case STABLE -> " STABLE";
                    case VOLATILE -> "";
                });
        char parallel = user == null ? context.registry().details((int) oid).parallel() : 'u';
        options.append(parallel == 's' ? " PARALLEL SAFE" : "");
        options.append(parallel == 'r' ? " PARALLEL RESTRICTED" : "");
        options.append(s.strict() ? " STRICT" : "");
        options.append(user != null && user.securityDefiner() ? " SECURITY DEFINER" : "");
        return options.toString();
    }

    private static String types(Call call, ArrayValue vector) {
        var names = new ArrayList<String>();
        for (Object element : vector.elements()) {
            int oid = ((Long) Objects.requireNonNull(element)).intValue();
            names.add(oid == Oid.NONE ? "-" : display(call, oid));
        }
        return String.join(", ", names);
    }
}
