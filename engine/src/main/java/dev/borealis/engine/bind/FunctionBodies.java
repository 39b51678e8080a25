package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.function.CastSignature.Context;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.CallForm;
import dev.borealis.engine.tree.Statement;
import dev.borealis.sql.ParsedStatement;
import dev.borealis.sql.Parser;
import dev.borealis.sql.ParserOptions;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.FunctionBodyErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Bodies of functions in language sql: bound, with the last statement giving what the function returns. */
public final class FunctionBodies {
    private FunctionBodies() {}

    /**
     * One statement of a body, ready to be planned.
     *
     * @param givesResult whether its rows are those of the function
     */
    public record Bound(
            Statement statement, List<RequiredPrivilege> privileges, boolean givesResult) {}

    /** Whether a type stands for any that a call says. */
    public static boolean isPolymorphic(int type) {
        return TypeFacts.isPolymorphic(type);
    }

    /** Whether parameters stand for any type. */
    public static boolean isPolymorphic(FunctionSignature signature) {
        return signature.argumentTypes().stream().anyMatch(TypeFacts::isPolymorphic);
    }

    /** A function with parameters of any type as it is when called with arguments of these types. */
    public static UserFunction called(
            UserFunction function, List<Integer> types, BindContext context) {
        FunctionSignature declared = function.signature();
        PolymorphicTypes polymorphic = new Binding(context).coercions.polymorphic();
        var all = new ArrayList<Integer>();
        for (int type : declared.allArgumentTypes()) {
            all.add(resolved(type, types, declared, polymorphic));
        }
        var signature =
                new FunctionSignature(
                        declared.oid(),
                        declared.schema(),
                        declared.name(),
                        declared.kind(),
                        types,
                        resolved(declared.resultType(), types, declared, polymorphic),
                        declared.returnsSet(),
                        declared.strict(),
                        declared.volatility(),
                        declared.variadicType(),
                        declared.defaultCount(),
                        all,
                        declared.argumentModes(),
                        declared.argumentNames(),
                        declared.cost(),
                        declared.rows(),
                        declared.source());
        return new UserFunction(
                signature,
                function.schema(),
                function.owner(),
                function.securityDefiner(),
                function.bodyText(),
                function.body(),
                function.settings(),
                function.privileges(),
                function.defaults());
    }

    private static int resolved(
            int type,
            List<Integer> actual,
            FunctionSignature signature,
            PolymorphicTypes polymorphic) {
        return TypeFacts.isPolymorphic(type)
                ? polymorphic.resolve(actual, signature.argumentTypes(), type, 0).result()
                : type;
    }

    /** The types of a function's input parameters. */
    public static ParameterTypes parameters(FunctionSignature signature) {
        return ParameterTypes.ofFunction(
                signature.argumentTypes(), inputNames(signature), signature.name());
    }

    private static List<String> inputNames(FunctionSignature signature) {
        if (signature.argumentModes().isEmpty()) {
            return signature.argumentNames();
        }
        var names = new ArrayList<String>();
        for (int i = 0; i < signature.argumentNames().size(); i++) {
            char mode = signature.argumentModes().get(i);
            if (mode == 'i' || mode == 'b' || mode == 'v') {
                names.add(signature.argumentNames().get(i));
            }
        }
        return names;
    }

    /** Binds a body given as a string, or the stored trees of one in SQL's syntax. */
    public static List<Bound> bind(UserFunction function, BindContext outer) {
        FunctionSignature signature = function.signature();
        BindContext context = outer.withParameters(parameters(signature));
        var binding = new Binding(context);
        var bound = new ArrayList<Bound>();
        String text = function.bodyText();
        if (text != null) {
            for (ParsedStatement parsed : parse(function)) {
                if (!(parsed.statement() instanceof QueryStatement query)) {
                    throw FunctionBodyErrors.notAllowed();
                }
                BoundStatement one = Binder.bind(query, context);
                bound.add(new Bound(one.statement(), one.privileges(), false));
            }
        } else {
            for (Statement statement : function.body()) {
                bound.add(
                        new Bound(
                                statement instanceof Query query
                                        ? Binder.expandViews(query, context)
                                        : statement,
                                List.of(),
                                false));
            }
        }
        if (signature.resultType() != Oid.VOID) {
            Bound last = bound.isEmpty() ? null : bound.removeLast();
            Statement result =
                    new FunctionBodies.Result(signature, binding)
                            .of(last == null ? null : last.statement());
            bound.add(new Bound(result, last == null ? List.of() : last.privileges(), true));
        }
        return bound;
    }

    /** The statements of a body given as a string; throws the errors of its syntax. */
    public static List<ParsedStatement> parse(UserFunction function) {
        String text = function.bodyText();
        return text == null ? List.of() : Parser.parse(text, ParserOptions.DEFAULT).statements();
    }

    /** Fits the last statement to what is returned. */
    private record Result(FunctionSignature signature, Binding binding) {
        Statement of(@Nullable Statement last) {
            List<Query.Target> columns =
                    last instanceof Query query
                            ? query.targets().stream().filter(t -> !t.hidden()).toList()
                            : last instanceof Modification change ? change.returning() : List.of();
            if (last == null || columns.isEmpty() && !(last instanceof Query)) {
                throw mismatch(
                        "Function's final statement must be SELECT or INSERT/UPDATE/DELETE"
                                + " RETURNING.");
            }
            List<SqlType> wanted = outputs();
            if (wanted == null) {
                return last; // any record
            }
            boolean row = isRow();
            if (row
                    && columns.size() == 1
                    && columns.getFirst().value().type().oid() == signature.resultType()) {
                return last;
            }
            if (!row && columns.size() != 1) {
                throw mismatch("Final statement must return exactly one column.");
            }
            if (columns.size() > wanted.size()) {
                throw mismatch("Final statement returns too many columns.");
            }
            if (columns.size() < wanted.size()) {
                throw mismatch("Final statement returns too few columns.");
            }
            var converted = new ArrayList<Scalar>();
            boolean same = true;
            for (int i = 0; i < wanted.size(); i++) {
                SqlType from = columns.get(i).value().type();
                SqlType to = wanted.get(i);
                same &= from.oid() == to.oid();
                Scalar column = new Scalar.Column(from, 0, 0, i + 1);
                Scalar scalar =
                        binding.coercions.convert(
                                new Value(column, 0),
                                to,
                                Context.ASSIGNMENT,
                                CallForm.IMPLICIT_CAST);
                if (scalar == null) {
                    throw mismatch(
                            row
                                    ? "Final statement returns "
                                            + binding.types.display(from.oid())
                                            + " instead of "
                                            + binding.types.display(to.oid())
                                            + " at column "
                                            + (i + 1)
                                            + "."
                                    : "Actual return type is "
                                            + binding.types.display(from.oid())
                                            + ".");
                }
                converted.add(scalar);
            }
            if (same) {
                return last;
            }
            if (!(last instanceof Query query)) {
                throw FunctionBodyErrors.convertedReturning();
            }
            return around(query, columns, converted);
        }

        private static Query around(
                Query query, List<Query.Target> columns, List<Scalar> converted) {
            var targets = new ArrayList<Query.Target>();
            for (int i = 0; i < converted.size(); i++) {
                targets.add(new Query.Target(converted.get(i), columns.get(i).name(), false, 0, 0));
            }
            return Query.of(
                    List.of(
                            new RangeEntry.Subquery(
                                    query,
                                    false,
                                    0,
                                    "result",
                                    columns.stream().map(Query.Target::name).toList())),
                    Query.Select.of(List.of(new FromItem.Range(0)), null),
                    targets);
        }

        private boolean isRow() {
            return signature.resultType() == Oid.RECORD
                    || binding.types.isComposite(signature.resultType());
        }

        /** Types of the columns; null where the caller says them. */
        private @Nullable List<SqlType> outputs() {
            var outputs = new ArrayList<SqlType>();
            for (int i = 0; i < signature.argumentModes().size(); i++) {
                char mode = signature.argumentModes().get(i);
                if (mode == 'o' || mode == 'b' || mode == 't') {
                    outputs.add(SqlType.of(signature.allArgumentTypes().get(i)));
                }
            }
            if (!outputs.isEmpty()) {
                return outputs;
            }
            if (signature.resultType() == Oid.RECORD) {
                return null;
            }
            List<NameResolver.Field> fields =
                    binding.context.names().rowType(signature.resultType());
            return fields == null
                    ? List.of(SqlType.of(signature.resultType()))
                    : fields.stream().map(NameResolver.Field::type).toList();
        }

        private dev.borealis.types.error.SqlException mismatch(String detail) {
            return FunctionBodyErrors.resultMismatch(
                    binding.types.display(signature.resultType()), detail);
        }
    }
}
