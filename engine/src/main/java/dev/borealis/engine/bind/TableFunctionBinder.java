package dev.borealis.engine.bind;

import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.TableExpression;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Functions in FROM. */
final class TableFunctionBinder {
    private final Binding binding;

    TableFunctionBinder(Binding binding) {
        this.binding = binding;
    }

    RangeEntry.Functions bind(TableExpression.Functions expression, Scope scope) {
        var calls = new ArrayList<RangeEntry.TableFunction>();
        var names = new ArrayList<String>();
        var types = new ArrayList<SqlType>();
        String firstName = null;
        boolean before = scope.lateralActive;
        scope.lateralActive = true;
        try {
            for (TableExpression.FunctionItem item : expand(expression)) {
                List<TableExpression.ColumnDefinition> definitions =
                        item.columns().isEmpty() ? expression.columns() : item.columns();
                Scalar call =
                        scope.in(
                                Clause.FROM_FUNCTION,
                                () -> {
                                    Value value = binding.expressions.bind(item.call(), scope);
                                    return binding.coercions.settleUnknown(value);
                                });
                String name = ColumnNames.of(item.call());
                firstName = firstName == null ? name : firstName;
                calls.add(columns(call, name, item, definitions, expression, names, types));
            }
        } finally {
            scope.lateralActive = before;
        }
        if (expression.ordinality() && !expression.columns().isEmpty()) {
            throw BindQueryErrors.ordinalityWithDefinitions()
                    .withPosition(expression.columns().getFirst().position());
        }
        if (expression.ordinality()) {
            names.add("ordinality");
            types.add(SqlType.INT8);
        }
        var alias = expression.alias();
        String shown = alias != null ? alias.name() : String.valueOf(firstName);
        if (alias != null) {
            FromBinder.checkAliasCount(alias, names.size(), expression.position());
            boolean namesCount =
                    calls.stream().map(RangeEntry.TableFunction::call).anyMatch(this::readsNames);
            if (namesCount && !alias.columns().isEmpty()) {
                throw SessionErrors.notYetImplemented("other names over a column definition list");
            }
            for (int i = 0; i < alias.columns().size(); i++) {
                names.set(i, alias.columns().get(i));
            }
        }
        return new RangeEntry.Functions(calls, expression.ordinality(), shown, names, types);
    }

    /** Whether the names in the column definition list mean something to the function. */
    private boolean readsNames(Scalar call) {
        return call instanceof Scalar.FunctionCall function
                && call.type().oid() == Oid.RECORD
                && outputs(call) == null
                && binding.context.catalog().function(function.function()) == null;
    }

    /** {@code unnest(a, b)} stands for {@code ROWS FROM (unnest(a), unnest(b))}. */
    private static List<TableExpression.FunctionItem> expand(TableExpression.Functions expression) {
        var items = new ArrayList<TableExpression.FunctionItem>();
        for (TableExpression.FunctionItem item : expression.functions()) {
            if (item.call() instanceof Expression.FunctionCall call
                    && call.name().parts().size() == 1
                    && call.name().last().equals("unnest")
                    && call.arguments().size() > 1
                    && item.columns().isEmpty()) {
                for (Expression.Argument argument : call.arguments()) {
                    items.add(
                            new TableExpression.FunctionItem(
                                    new Expression.FunctionCall(
                                            call.name(),
                                            List.of(argument),
                                            false,
                                            false,
                                            false,
                                            List.of(),
                                            false,
                                            null,
                                            null,
                                            false,
                                            call.position()),
                                    List.of()));
                }
            } else {
                items.add(item);
            }
        }
        return items;
    }

    private RangeEntry.TableFunction columns(
            Scalar call,
            String name,
            TableExpression.FunctionItem item,
            List<TableExpression.ColumnDefinition> definitions,
            TableExpression.Functions expression,
            List<String> names,
            List<SqlType> types) {
        List<NameResolver.Field> outputs = outputs(call);
        int type = call.type().oid();
        boolean open = type == Oid.RECORD && outputs == null;
        if (open && definitions.isEmpty()) {
            throw BindQueryErrors.columnDefinitionRequired().withPosition(item.call().position());
        }
        if (!open && !definitions.isEmpty()) {
            int position = definitions.getFirst().position();
            throw (outputs != null && type == Oid.RECORD
                            ? BindQueryErrors.columnDefinitionRedundantOut()
                            : binding.types.isComposite(type)
                                    ? BindQueryErrors.columnDefinitionRedundantRow()
                                    : BindQueryErrors.columnDefinitionOnlyRecord())
                    .withPosition(position);
        }
        if (open) {
            for (TableExpression.ColumnDefinition definition : definitions) {
                names.add(definition.name());
                types.add(binding.typeNames.bind(definition.type()));
            }
            return new RangeEntry.TableFunction(call, definitions.size());
        }
        if (outputs != null && (type == Oid.RECORD || outputs.size() > 1)) {
            for (NameResolver.Field field : outputs) {
                names.add(field.name());
                types.add(resolved(field.type(), call));
            }
            return new RangeEntry.TableFunction(call, outputs.size());
        }
        List<NameResolver.Field> fields = binding.types.fields(type);
        if (fields != null) {
            for (NameResolver.Field field : fields) {
                names.add(field.name());
                types.add(field.type());
            }
            return new RangeEntry.TableFunction(call, fields.size());
        }
        names.add(scalarName(outputs, name, expression));
        types.add(call.type());
        return new RangeEntry.TableFunction(call, 1);
    }

    private static String scalarName(
            @Nullable List<NameResolver.Field> outputs,
            String name,
            TableExpression.Functions expression) {
        if (outputs != null
                && outputs.size() == 1
                && !outputs.getFirst().name().startsWith("column")) {
            return outputs.getFirst().name();
        }
        var alias = expression.alias();
        return alias != null && expression.functions().size() == 1 ? alias.name() : name;
    }

    private @Nullable List<NameResolver.Field> outputs(Scalar call) {
        return call instanceof Scalar.FunctionCall function
                ? binding.calls.outputFields(function.function())
                : null;
    }

    /** A polymorphic OUT column has the type that the arguments give it. */
    private SqlType resolved(SqlType declared, Scalar call) {
        if (!TypeFacts.isPolymorphic(declared.oid())
                || !(call instanceof Scalar.FunctionCall function)) {
            return declared;
        }
        FunctionSignature signature = binding.calls.signature(function.function());
        if (signature == null) {
            return declared;
        }
        List<Integer> actual = function.arguments().stream().map(a -> a.type().oid()).toList();
        return SqlType.of(
                binding.coercions
                        .polymorphic()
                        .resolve(actual, signature.argumentTypes(), declared.oid(), 0)
                        .result());
    }

    /** What the name of the function itself stands for: a scalar function's value, else the row. */
    @Nullable Scalar whole(RangeEntry.Functions entry, Scope scope) {
        int range = scope.ranges.size();
        if (entry.functions().size() == 1 && !entry.ordinality()) {
            SqlType type = entry.functions().getFirst().call().type();
            if (binding.types.isComposite(type.oid())) {
                return new Scalar.Column(type, 0, range, 0);
            }
            if (type.oid() != Oid.RECORD && entry.columnNames().size() == 1) {
                return new Scalar.Column(entry.columnTypes().getFirst(), 0, range, 1);
            }
        }
        return null;
    }
}
