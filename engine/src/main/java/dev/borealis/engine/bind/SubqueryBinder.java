package dev.borealis.engine.bind;

import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.Subquery.Kind;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.OperatorName;
import dev.borealis.sql.ast.Predicate;
import dev.borealis.sql.ast.Select;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.BindTypeErrors;

import java.util.ArrayList;
import java.util.List;

/** Sub-queries inside expressions. */
final class SubqueryBinder {
    private final Binding binding;

    SubqueryBinder(Binding binding) {
        this.binding = binding;
    }

    private Query query(Select select, int position, Scope scope) {
        String refusing = scope.clause.singular;
        if (refusing != null) {
            throw BindQueryErrors.subqueryNotAllowed(refusing).withPosition(position);
        }
        int sets = binding.calls.setCallCount();
        Query query =
                scope.limited(
                        Scope.RecursionLimit.SUBQUERY,
                        () -> binding.queries.bind(select, new Scope(scope), true));
        binding.calls.forgetSetCalls(sets);
        return query;
    }

    private static List<Query.Target> visible(Query query) {
        return query.targets().stream().filter(target -> !target.hidden()).toList();
    }

    Scalar exists(Predicate.Exists exists, Scope scope) {
        Query query = query(exists.query(), exists.position(), scope);
        return new Scalar.Subquery(SqlType.BOOL, Kind.EXISTS, query, List.of(), null);
    }

    Scalar scalar(Expression.ScalarSubquery subquery, Scope scope) {
        Query query = query(subquery.query(), subquery.position(), scope);
        List<Query.Target> columns = visible(query);
        if (columns.size() != 1) {
            throw BindQueryErrors.subqueryOneColumn().withPosition(subquery.position());
        }
        return new Scalar.Subquery(
                columns.getFirst().value().type(), Kind.SCALAR, query, List.of(), null);
    }

    Scalar array(Expression.ArraySubquery subquery, Scope scope) {
        Query query = query(subquery.query(), subquery.position(), scope);
        List<Query.Target> columns = visible(query);
        if (columns.size() != 1) {
            throw BindQueryErrors.subqueryOneColumn().withPosition(subquery.position());
        }
        SqlType element = columns.getFirst().value().type();
        boolean already = binding.types.element(element.oid()) != Oid.NONE;
        int array =
                already ? binding.types.base(element.oid()) : binding.types.array(element.oid());
        if (array == Oid.NONE) {
            throw BindTypeErrors.noArrayType(binding.types.display(element.oid()))
                    .withPosition(subquery.position());
        }
        return new Scalar.Subquery(
                new SqlType(array, element.typmod()), Kind.ARRAY, query, List.of(), null);
    }

    /** {@code value op ANY | ALL (SELECT …)}. */
    Scalar quantified(
            Expression left,
            OperatorName operator,
            boolean any,
            Select select,
            int position,
            Scope scope) {
        List<Value> test =
                left instanceof Expression.RowConstructor row
                        ? binding.expressions.bindAll(row.fields(), scope)
                        : List.of(binding.expressions.bind(left, scope));
        Query query = query(select, position, scope);
        List<Query.Target> columns = visible(query);
        if (test.size() < columns.size()) {
            throw BindQueryErrors.subqueryTooManyColumns().withPosition(position);
        }
        if (test.size() > columns.size()) {
            throw BindQueryErrors.subqueryTooFewColumns().withPosition(position);
        }
        var rows = new ArrayList<Value>();
        for (int i = 0; i < columns.size(); i++) {
            rows.add(
                    new Value(
                            new Scalar.SubqueryColumn(columns.get(i).value().type(), i + 1),
                            position));
        }
        Scalar comparison = binding.rows.compare(operator, test, rows, position);
        return new Scalar.Subquery(
                SqlType.BOOL,
                any ? Kind.ANY : Kind.ALL,
                query,
                test.stream().map(Value::scalar).toList(),
                comparison);
    }

    /** {@code (a, b) op (SELECT …)}: the sub-query is one row or none. */
    Scalar rowComparison(
            Expression.RowConstructor left,
            OperatorName operator,
            Expression.ScalarSubquery subquery,
            int position,
            Scope scope) {
        List<Value> test = binding.expressions.bindAll(left.fields(), scope);
        Query query = query(subquery.query(), position, scope);
        List<Query.Target> columns = visible(query);
        if (test.size() < columns.size()) {
            throw BindQueryErrors.subqueryTooManyColumns().withPosition(position);
        }
        if (test.size() > columns.size()) {
            throw BindQueryErrors.subqueryTooFewColumns().withPosition(position);
        }
        if (columns.size() == 1) {
            Scalar value =
                    new Scalar.Subquery(
                            columns.getFirst().value().type(), Kind.SCALAR, query, List.of(), null);
            return binding.rows.compare(
                    operator, test, List.of(new Value(value, position)), position);
        }
        return binding.rows.compare(operator, test, fields(query, position), position);
    }

    /** The columns of a sub-query of one row, each as a field of the row. */
    List<Value> fields(Query query, int position) {
        List<Query.Target> columns = visible(query);
        Scalar row = new Scalar.Subquery(SqlType.of(Oid.RECORD), Kind.ROW, query, List.of(), null);
        var fields = new ArrayList<Value>();
        for (int i = 0; i < columns.size(); i++) {
            Query.Target column = columns.get(i);
            fields.add(
                    new Value(
                            new Scalar.FieldAccess(
                                    column.value().type(), row, i + 1, column.name()),
                            position));
        }
        return fields;
    }
}
