package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.function.CastSignature.Context;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.error.BindNameErrors;
import dev.borealis.types.error.BindTypeErrors;
import dev.borealis.types.error.NameErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the function meant by a name and the types of the arguments. */
final class FunctionLookup {
    private final BindContext context;
    private final TypeFacts types;
    private final Coercions coercions;
    private final CandidateSelection selection;

    FunctionLookup(
            BindContext context,
            TypeFacts types,
            Coercions coercions,
            CandidateSelection selection) {
        this.context = context;
        this.types = types;
        this.coercions = coercions;
        this.selection = selection;
    }

    /**
     * A function as it could take these arguments.
     *
     * @param parameterTypes for each argument given and each default used, in the order of the call's arguments
     * @param order for each parameter in signature order: index of the argument, −1 for a default
     * @param variadicCount how many of the last arguments are gathered into an array; 0 when none are
     */
    record Match(
            FunctionSignature signature,
            List<Integer> parameterTypes,
            List<Integer> order,
            int variadicCount,
            int pathIndex)
            implements CandidateSelection.Candidate {}

    /** What a call turned out to be. */
    sealed interface Found {
        record Function(Match match) implements Found {}

        /** {@code type(value)}: a cast in the form of a call. */
        record Cast(int type) implements Found {}
    }

    /** What is asked. @param argumentNames one for each of the last arguments, those named */
    record Request(
            QualifiedName name,
            List<Integer> arguments,
            List<String> argumentNames,
            boolean variadic,
            boolean castAllowed,
            int position) {}

    Found find(Request request) {
        List<Match> candidates = candidates(request);
        for (Match candidate : candidates) {
            if (candidate
                    .parameterTypes()
                    .subList(0, request.arguments().size())
                    .equals(request.arguments())) {
                return new Found.Function(candidate);
            }
        }
        if (request.castAllowed()
                && request.arguments().size() == 1
                && request.argumentNames().isEmpty()) {
            Found cast = asCast(request);
            if (cast != null) {
                return cast;
            }
        }
        List<Match> matching =
                candidates.stream()
                        .filter(
                                c ->
                                        coercions.canCoerce(
                                                request.arguments(),
                                                c.parameterTypes()
                                                        .subList(0, request.arguments().size()),
                                                Context.IMPLICIT))
                        .toList();
        if (matching.size() == 1) {
            return new Found.Function(matching.getFirst());
        }
        if (matching.isEmpty()) {
            throw BindTypeErrors.functionDoesNotExist(display(request))
                    .withPosition(request.position());
        }
        Match best = selection.best(matching, request.arguments());
        if (best == null) {
            throw BindTypeErrors.functionNotUnique(display(request))
                    .withPosition(request.position());
        }
        return new Found.Function(best);
    }

    private @Nullable Found asCast(Request request) {
        TypeInfo target = context.names().type(request.name().schema(), request.name().last());
        if (target == null || target.isPseudo()) {
            return null;
        }
        int source = request.arguments().getFirst();
        if (source == Oid.UNKNOWN) {
            return new Found.Cast(target.oid());
        }
        return switch (coercions.pathway(source, target.oid(), Context.EXPLICIT).way()) {
            case RELABEL -> new Found.Cast(target.oid());
            case IO ->
                    types.isRowLike(source) && types.category(target.oid()) == TypeFacts.STRING
                            ? null
                            : new Found.Cast(target.oid());
            case NONE, FUNCTION, ARRAY -> null;
        };
    }

    /** {@code name(integer, text)} as messages show it. */
    String display(Request request) {
        var text = new StringBuilder(request.name().dotted()).append('(');
        int positional = request.arguments().size() - request.argumentNames().size();
        for (int i = 0; i < request.arguments().size(); i++) {
            if (i > 0) {
                text.append(", ");
            }
            if (i >= positional) {
                text.append(request.argumentNames().get(i - positional)).append(" => ");
            }
            text.append(types.display(request.arguments().get(i)));
        }
        return text.append(')').toString();
    }

    /** All functions of a name that take so many arguments; one for each list of parameter types. */
    private List<Match> candidates(Request request) {
        var found = new ArrayList<Match>();
        List<FunctionSignature> named = signatures(request.name(), request.position());
        for (FunctionSignature signature : named) {
            Match match = match(signature, request);
            if (match != null) {
                add(found, match, request.arguments().size());
            }
        }
        return found;
    }

    /** All functions of a name, whatever their arguments, in the order of the search path. */
    List<FunctionSignature> signatures(QualifiedName name, int position) {
        var all = new ArrayList<FunctionSignature>();
        if (name.catalog() != null && !name.catalog().equals(context.database())) {
            throw BindNameErrors.crossDatabase(name.dotted()).withPosition(position);
        }
        List<String> schemas =
                name.schema() == null ? context.searchPath() : List.of(name.schema());
        if (name.schema() != null && context.catalog().schema(name.schema()) == null) {
            throw NameErrors.schemaDoesNotExist(name.schema()).withPosition(position);
        }
        for (String schema : schemas) {
            for (FunctionSignature signature : context.registry().functions(name.last())) {
                if (signature.schema().equals(schema)) {
                    all.add(signature);
                }
            }
            SchemaDefinition definition = context.catalog().schema(schema);
            if (definition != null) {
                for (UserFunction function :
                        context.catalog().functions(definition.oid(), name.last())) {
                    all.add(function.signature());
                }
            }
        }
        return all;
    }

    /** Prefers what stands earlier in the path, then what needs no gathering, then what needs fewer defaults. */
    private static void add(List<Match> found, Match match, int arguments) {
        for (int i = 0; i < found.size(); i++) {
            Match other = found.get(i);
            if (!other.parameterTypes()
                    .subList(0, arguments)
                    .equals(match.parameterTypes().subList(0, arguments))) {
                continue;
            }
            boolean samePath = other.pathIndex() == match.pathIndex();
            if (samePath
                    && (other.variadicCount() > 0 && match.variadicCount() == 0
                            || other.order().size() > match.order().size())) {
                found.set(i, match);
            }
            return;
        }
        found.add(match);
    }

    private @Nullable Match match(FunctionSignature signature, Request request) {
        int given = request.arguments().size();
        List<Integer> declared = signature.argumentTypes();
        int path = context.searchPath().indexOf(signature.schema());
        boolean named = !request.argumentNames().isEmpty();
        boolean gathers = signature.variadicType() != Oid.NONE && !request.variadic();
        if (gathers && named) {
            return null; // what is gathered has no names
        }
        if (gathers && given >= declared.size()) {
            int fixed = declared.size() - 1;
            var expanded = new ArrayList<>(declared.subList(0, fixed));
            for (int i = fixed; i < given; i++) {
                expanded.add(signature.variadicType());
            }
            int gathered = signature.variadicType() == Oid.ANY ? 0 : given - fixed;
            return new Match(signature, expanded, sequence(given), gathered, path);
        }
        if (given > declared.size() || given < declared.size() - signature.defaultCount()) {
            return null;
        }
        if (named) {
            return matchNamed(signature, request, path);
        }
        if (gathers && given < declared.size() && signature.defaultCount() == 0) {
            return null;
        }
        var order = new ArrayList<>(sequence(given));
        for (int i = given; i < declared.size(); i++) {
            order.add(-1);
        }
        return new Match(signature, declared, order, 0, path);
    }

    private @Nullable Match matchNamed(FunctionSignature signature, Request request, int path) {
        List<Integer> declared = signature.argumentTypes();
        List<String> names = inputNames(signature);
        if (names.isEmpty()) {
            return null;
        }
        int given = request.arguments().size();
        int positional = given - request.argumentNames().size();
        var order = new Integer[declared.size()];
        Arrays.fill(order, -1);
        var parameterTypes = new ArrayList<Integer>();
        for (int i = 0; i < positional; i++) {
            order[i] = i;
            parameterTypes.add(declared.get(i));
        }
        for (int i = positional; i < given; i++) {
            int parameter = names.indexOf(request.argumentNames().get(i - positional));
            if (parameter < positional || order[parameter] != -1) {
                return null;
            }
            order[parameter] = i;
            parameterTypes.add(declared.get(parameter));
        }
        int withoutDefault = declared.size() - signature.defaultCount();
        for (int i = 0; i < declared.size(); i++) {
            if (order[i] == -1) {
                if (i < withoutDefault) {
                    return null;
                }
                parameterTypes.add(declared.get(i));
            }
        }
        return new Match(signature, parameterTypes, List.of(order), 0, path);
    }

    /** Names of the input parameters in order, empty when they have none. */
    static List<String> inputNames(FunctionSignature signature) {
        if (signature.argumentNames().isEmpty()) {
            return List.of();
        }
        if (signature.argumentModes().isEmpty()) {
            return signature.argumentNames();
        }
        var names = new ArrayList<String>();
        for (int i = 0; i < signature.argumentModes().size(); i++) {
            char mode = signature.argumentModes().get(i);
            if (mode == 'i' || mode == 'b' || mode == 'v') {
                names.add(signature.argumentNames().get(i));
            }
        }
        return names;
    }

    private static List<Integer> sequence(int count) {
        var list = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            list.add(i);
        }
        return list;
    }
}
