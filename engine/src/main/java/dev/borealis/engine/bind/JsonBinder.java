package dev.borealis.engine.bind;

import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.JsonExpression;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.SortItem;
import dev.borealis.sql.ast.TypeName;
import dev.borealis.sql.ast.WindowDefinition;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.BindTypeErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** SQL/JSON constructors, aggregates and IS JSON. */
final class JsonBinder {
    private final Binding binding;

    JsonBinder(Binding binding) {
        this.binding = binding;
    }

    Scalar bind(JsonExpression expression, Scope scope) {
        return switch (expression) {
            case JsonExpression.ObjectConstructor object -> {
                var arguments = new ArrayList<Scalar>();
                for (JsonExpression.KeyValue entry : object.entries()) {
                    Value key = binding.expressions.bind(entry.key(), scope);
                    arguments.add(binding.coercions.settleUnknown(key));
                    arguments.add(value(entry.value(), scope));
                }
                yield constructor(
                        Scalar.JsonConstructor.Kind.OBJECT,
                        arguments,
                        object.absentOnNull(),
                        object.uniqueKeys(),
                        object.output(),
                        object.position());
            }
            case JsonExpression.ArrayConstructor array -> {
                var arguments = new ArrayList<Scalar>();
                for (JsonExpression.Value element : array.elements()) {
                    arguments.add(value(element, scope));
                }
                yield constructor(
                        Scalar.JsonConstructor.Kind.ARRAY,
                        arguments,
                        array.absentOnNull(),
                        false,
                        array.output(),
                        array.position());
            }
            case JsonExpression.ArrayQuery query -> query(query, scope);
            case JsonExpression.ObjectAggregate aggregate ->
                    aggregate(
                            "object_agg"
                                    + (aggregate.uniqueKeys() ? "_unique" : "")
                                    + (aggregate.absentOnNull() ? "_strict" : ""),
                            List.of(aggregate.entry().key(), formatted(aggregate.entry().value())),
                            List.of(),
                            aggregate.output(),
                            aggregate.filter(),
                            aggregate.over(),
                            aggregate.position(),
                            scope);
            case JsonExpression.ArrayAggregate aggregate ->
                    aggregate(
                            "agg" + (aggregate.absentOnNull() ? "_strict" : ""),
                            List.of(formatted(aggregate.element())),
                            aggregate.orderBy(),
                            aggregate.output(),
                            aggregate.filter(),
                            aggregate.over(),
                            aggregate.position(),
                            scope);
            case JsonExpression.IsJson isJson -> isJson(isJson, scope);
        };
    }

    /** {@code value FORMAT JSON} is a cast to json. */
    private static Expression formatted(JsonExpression.Value value) {
        JsonExpression.Format format = value.format();
        if (format == null) {
            return value.expression();
        }
        if (format.encoding() != null) {
            throw BindQueryErrors.notYetImplemented("FORMAT JSON ENCODING");
        }
        var json =
                new TypeName(
                        List.of("pg_catalog", "json"),
                        List.of(),
                        List.of(),
                        false,
                        false,
                        format.position());
        return new Expression.Cast(
                value.expression(), json, Expression.CastForm.COLONS, format.position());
    }

    private Scalar value(JsonExpression.Value value, Scope scope) {
        return binding.coercions.settleUnknown(binding.expressions.bind(formatted(value), scope));
    }

    private SqlType output(JsonExpression.@Nullable Output output) {
        if (output == null) {
            return SqlType.JSON;
        }
        if (output.format() != null && output.format().encoding() != null) {
            throw BindQueryErrors.notYetImplemented("FORMAT JSON ENCODING");
        }
        return binding.typeNames.bind(output.type());
    }

    private Scalar returning(Scalar made, SqlType wanted, int position) {
        return made.type().oid() == wanted.oid()
                ? made
                : binding.expressions.castTo(new Value(made, position), wanted, position);
    }

    private Scalar constructor(
            Scalar.JsonConstructor.Kind kind,
            List<Scalar> arguments,
            boolean absentOnNull,
            boolean uniqueKeys,
            JsonExpression.@Nullable Output output,
            int position) {
        SqlType wanted = output(output);
        SqlType made = wanted.oid() == Oid.JSONB ? SqlType.JSONB : SqlType.JSON;
        Scalar constructor =
                new Scalar.JsonConstructor(made, kind, arguments, absentOnNull, uniqueKeys, "any");
        return returning(constructor, wanted, position);
    }

    private Scalar aggregate(
            String suffix,
            List<Expression> arguments,
            List<SortItem> orderBy,
            JsonExpression.@Nullable Output output,
            @Nullable Expression filter,
            @Nullable WindowDefinition over,
            int position,
            Scope scope) {
        SqlType wanted = output(output);
        String name = (wanted.oid() == Oid.JSONB ? "jsonb_" : "json_") + suffix;
        var call =
                new Expression.FunctionCall(
                        new QualifiedName(List.of("pg_catalog", name), position),
                        arguments.stream()
                                .map(a -> new Expression.Argument(null, a, a.position()))
                                .toList(),
                        false,
                        false,
                        false,
                        orderBy,
                        false,
                        filter,
                        over,
                        false,
                        position);
        return returning(binding.calls.bind(call, scope), wanted, position);
    }

    /** {@code JSON_ARRAY(SELECT …)}: the column of a sub-query, aggregated; an empty array of no rows is NULL. */
    private Scalar query(JsonExpression.ArrayQuery array, Scope scope) {
        Scope outer = new Scope(scope);
        Query inner = binding.queries.bind(array.query(), new Scope(outer), true);
        List<Query.Target> columns = inner.targets().stream().filter(t -> !t.hidden()).toList();
        if (columns.size() != 1) {
            throw BindQueryErrors.subqueryOneColumn().withPosition(array.position());
        }
        var range = new RangeEntry.Subquery(inner, false, 0, "q", List.of("a"));
        FromBinder.Result result = binding.from.entry(range, "q", 0, null, outer);
        outer.items.addAll(result.names());
        Expression column = new Expression.ColumnRef(List.of("q", "a"), false, array.position());
        Scalar aggregated =
                outer.in(
                        Clause.SELECT_TARGET,
                        () ->
                                aggregate(
                                        "agg_strict",
                                        List.of(column),
                                        List.of(),
                                        array.output(),
                                        null,
                                        null,
                                        array.position(),
                                        outer));
        var body =
                new Query.Select(
                        List.<FromItem>of(result.item()),
                        null,
                        List.of(),
                        List.of(List.of()),
                        null,
                        List.of(),
                        null,
                        false);
        var query =
                Query.of(
                        outer.ranges,
                        body,
                        List.of(new Query.Target(aggregated, "json_array", false, 0, 0)));
        return new Scalar.Subquery(
                aggregated.type(), Scalar.Subquery.Kind.SCALAR, query, List.of(), null);
    }

    private Scalar isJson(JsonExpression.IsJson isJson, Scope scope) {
        Value value = binding.expressions.bind(isJson.value(), scope);
        Scalar argument = binding.coercions.settleUnknown(value);
        int type = binding.types.base(argument.type().oid());
        boolean allowed =
                type == Oid.JSON
                        || type == Oid.JSONB
                        || type == Oid.BYTEA
                        || binding.types.category(type) == TypeFacts.STRING;
        if (!allowed) {
            throw BindTypeErrors.isJsonType(binding.types.display(argument.type().oid()))
                    .withPosition(value.position());
        }
        String kind =
                switch (isJson.kind()) {
                    case VALUE -> "any";
                    case OBJECT -> "object";
                    case ARRAY -> "array";
                    case SCALAR -> "scalar";
                };
        return new Scalar.JsonConstructor(
                SqlType.BOOL,
                Scalar.JsonConstructor.Kind.IS_JSON,
                List.of(argument),
                false,
                isJson.uniqueKeys(),
                kind);
    }
}
