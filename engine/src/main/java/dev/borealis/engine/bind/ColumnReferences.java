package dev.borealis.engine.bind;

import dev.borealis.engine.bind.NameLookup.FoundItem;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindNameErrors;
import dev.borealis.types.error.BindQueryErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** {@code a}, {@code t.a}, {@code t}, {@code t.*}, {@code (row).field}. */
final class ColumnReferences {
    private final Binding binding;

    ColumnReferences(Binding binding) {
        this.binding = binding;
    }

    /** A reference that is one value. */
    Scalar bind(Expression.ColumnRef reference, Scope scope) {
        int position = reference.position();
        if (reference.star()) {
            return wholeRow(reference, scope);
        }
        if (scope.clause == Clause.DEFAULT || scope.clause == Clause.FUNCTION_DEFAULT) {
            throw BindQueryErrors.columnNotAllowedInDefault().withPosition(position);
        }
        List<String> names = reference.names();
        String last = names.getLast();
        if (names.size() == 1) {
            Scalar column = binding.names.column(scope, last, position);
            if (column != null) {
                return column;
            }
            if (scope.clause == Clause.DOMAIN_CHECK && last.equals("value")) {
                // VALUE is put in by whoever binds the check
                throw BindNameErrors.undefinedColumn(null, last).withPosition(position);
            }
            FoundItem item = binding.names.item(scope, null, last, position);
            if (item != null) {
                return binding.names.wholeRow(scope, item, position);
            }
            Scalar parameter = parameter(null, last, position);
            if (parameter != null) {
                return parameter;
            }
            throw binding.names.missingColumn(scope, null, last, position);
        }
        QualifiedName table = tableName(names.subList(0, names.size() - 1), names, position);
        FoundItem item = binding.names.item(scope, table.schema(), table.last(), position);
        if (item == null) {
            Scalar parameter =
                    names.size() == 2 ? parameter(names.getFirst(), last, position) : null;
            if (parameter != null) {
                return parameter;
            }
            throw binding.names.missingItem(scope, table);
        }
        Scalar column = binding.names.columnOf(scope, item, last, position);
        if (column == null) {
            throw binding.names.missingColumn(scope, table.last(), last, position);
        }
        return column;
    }

    /** A parameter of the function whose body this is. */
    private @Nullable Scalar parameter(@Nullable String function, String name, int position) {
        int number = binding.context.parameters().named(function, name);
        return number == 0
                ? null
                : new Scalar.Parameter(
                        SqlType.of(binding.context.parameters().typeOf(number, position)), number);
    }

    /** {@code t.*} where one value is wanted: the row. */
    private Scalar wholeRow(Expression.ColumnRef reference, Scope scope) {
        if (reference.names().isEmpty()) {
            throw BindNameErrors.rowExpansionNotSupported().withPosition(reference.position());
        }
        QualifiedName table = tableName(reference.names(), reference.names(), reference.position());
        FoundItem item =
                binding.names.item(scope, table.schema(), table.last(), reference.position());
        if (item == null) {
            throw binding.names.missingItem(scope, table);
        }
        return binding.names.wholeRow(scope, item, reference.position());
    }

    private QualifiedName tableName(List<String> table, List<String> all, int position) {
        if (table.size() > 3) {
            throw BindNameErrors.improperQualifiedName(String.join(".", all))
                    .withPosition(position);
        }
        if (table.size() == 3 && !table.getFirst().equals(binding.context.database())) {
            throw BindNameErrors.crossDatabase(String.join(".", all)).withPosition(position);
        }
        return new QualifiedName(table, position);
    }

    /** Expressions that {@code *}, {@code t.*} or {@code (row).*} stands for, with their names; null for anything else. */
    @Nullable List<Named> star(Expression expression, Scope scope) {
        if (expression instanceof Expression.ColumnRef reference && reference.star()) {
            return reference.names().isEmpty()
                    ? all(scope, reference.position())
                    : ofItem(reference, scope);
        }
        return expression instanceof Expression.FieldStar star
                ? ofRow(binding.expressions.bind(star.base(), scope), star.position(), scope)
                : null;
    }

    /** The value itself, or the several that a star stands for. */
    List<Value> expand(Expression expression, Scope scope) {
        List<Named> star = star(expression, scope);
        return star == null
                ? List.of(binding.expressions.bind(expression, scope))
                : star.stream().map(Named::value).toList();
    }

    record Named(String name, Value value) {}

    private List<Named> all(Scope scope, int position) {
        var named = new ArrayList<Named>();
        boolean any = false;
        for (Scope.Item item : scope.items) {
            if (!item.columnsVisible() || item.lateralOnly()) {
                continue;
            }
            any = true;
            needWhole(scope, item);
            for (Scope.Column column : item.starColumns()) {
                Scalar value = binding.state.use(scope, 0, column.value(), position);
                named.add(new Named(column.name(), new Value(value, position)));
            }
        }
        if (!any) {
            throw BindQueryErrors.starWithoutTables().withPosition(position);
        }
        return named;
    }

    private void needWhole(Scope scope, Scope.Item item) {
        if (item.range() >= 0
                && scope.ranges.get(item.range()) instanceof RangeEntry.Relation relation) {
            binding.state.privileges().need(relation, 'r');
        }
    }

    private List<Named> ofItem(Expression.ColumnRef reference, Scope scope) {
        int position = reference.position();
        var full = new ArrayList<>(reference.names());
        full.add("*");
        QualifiedName table = tableName(reference.names(), full, position);
        FoundItem found = binding.names.item(scope, table.schema(), table.last(), position);
        if (found == null) {
            throw binding.names.missingItem(scope, table);
        }
        var named = new ArrayList<Named>();
        boolean isSelf = isSelf(found, scope);
        for (Scope.Column column : found.item().columns()) {
            if (column.hidden() && (isSelf || column.name().equals("tableoid"))) {
                continue;
            }
            Scalar value = binding.state.use(scope, found.levels(), column.value(), position);
            named.add(new Named(column.name(), new Value(value, position)));
        }
        return named;
    }

    /** Whether it is a recursive query within itself, where no star stands for what SEARCH and CYCLE add. */
    private static boolean isSelf(FoundItem found, Scope scope) {
        int range = found.item().range();
        return range >= 0
                && scope.up(found.levels()).ranges.get(range)
                        instanceof RangeEntry.CommonTableReference reference
                && reference.self();
    }

    private List<Named> ofRow(Value row, int position, Scope scope) {
        List<NameResolver.Field> fields = fields(row.scalar(), scope);
        if (fields == null) {
            if (!binding.types.isRowLike(row.oid())) {
                throw BindNameErrors.notComposite(binding.types.display(row.oid()));
            }
            throw BindNameErrors.unknownRecord().withPosition(row.position());
        }
        var named = new ArrayList<Named>();
        for (int i = 0; i < fields.size(); i++) {
            NameResolver.Field field = fields.get(i);
            named.add(
                    new Named(
                            field.name(),
                            new Value(access(row.scalar(), i + 1, field, scope), row.position())));
        }
        return named;
    }

    /** {@code (row).field}. */
    Scalar field(Value row, String name, int position, Scope scope) {
        List<NameResolver.Field> fields = fields(row.scalar(), scope);
        if (fields != null) {
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).name().equals(name)) {
                    return access(row.scalar(), i + 1, fields.get(i), scope);
                }
            }
        }
        if (row.isUnknown() || !binding.types.isRowLike(row.oid())) {
            throw BindNameErrors.fieldOfNonComposite(name, binding.types.display(row.oid()))
                    .withPosition(row.position());
        }
        if (row.scalar() instanceof Scalar.Column column && column.column() == 0) {
            String alias = scope.up(column.levelsUp()).ranges.get(column.range()).alias();
            throw BindNameErrors.undefinedColumn(alias, name).withPosition(row.position());
        }
        if (fields == null) {
            throw BindNameErrors.fieldOfUnknownRecord(name).withPosition(row.position());
        }
        throw (row.scalar().type().oid() == dev.borealis.types.Oid.RECORD
                        ? BindNameErrors.fieldOfUnknownRecord(name)
                        : BindNameErrors.undefinedField(name, binding.types.display(row.oid())))
                .withPosition(row.position());
    }

    private Scalar access(Scalar row, int field, NameResolver.Field described, Scope scope) {
        if (row instanceof Scalar.Column column && column.column() == 0) {
            Scope level = scope.up(column.levelsUp());
            if (!(level.ranges.get(column.range()) instanceof RangeEntry.Functions)) {
                int number = number(level.ranges.get(column.range()), field);
                Scalar direct =
                        new Scalar.Column(
                                described.type(), column.levelsUp(), column.range(), number);
                binding.state.at(direct, binding.state.position(row));
                return direct;
            }
        }
        if (row instanceof Scalar.RowConstructor constructor) {
            return constructor.fields().get(field - 1);
        }
        return new Scalar.FieldAccess(described.type(), row, field, described.name());
    }

    /** Column number of the n-th live column. */
    private int number(RangeEntry entry, int field) {
        if (entry instanceof RangeEntry.Relation relation) {
            List<Integer> live = binding.from.liveColumns(relation);
            return live.get(field - 1);
        }
        return field;
    }

    /** The fields of a row value as far as they can be known before running, or null. */
    @Nullable List<NameResolver.Field> fields(Scalar row, Scope scope) {
        List<NameResolver.Field> composite = binding.types.fields(row.type().oid());
        if (composite != null) {
            return composite;
        }
        return row instanceof Scalar.Column column
                ? recordFields(column, scope.up(column.levelsUp()).ranges)
                : fieldsMadeHere(row);
    }

    /** Of a whole row, or of a column of a sub-query that is a record made there. */
    private @Nullable List<NameResolver.Field> recordFields(
            Scalar.Column column, List<RangeEntry> ranges) {
        RangeEntry range = ranges.get(column.range());
        if (column.column() == 0) {
            return binding.from.fieldsOf(range);
        }
        if (!(range instanceof RangeEntry.Subquery subquery)) {
            return null;
        }
        Scalar made = subquery.query().targets().get(column.column() - 1).value();
        if (made instanceof Scalar.Column inner) {
            return inner.levelsUp() == 0 ? recordFields(inner, subquery.query().ranges()) : null;
        }
        return fieldsMadeHere(made);
    }

    private @Nullable List<NameResolver.Field> fieldsMadeHere(Scalar record) {
        if (record instanceof Scalar.FunctionCall call) {
            return binding.calls.outputFields(call);
        }
        return record instanceof Scalar.RowConstructor row ? fields(row) : null;
    }

    private static List<NameResolver.Field> fields(Scalar.RowConstructor row) {
        var fields = new ArrayList<NameResolver.Field>();
        for (int i = 0; i < row.fields().size(); i++) {
            fields.add(new NameResolver.Field(row.names().get(i), row.fields().get(i).type()));
        }
        return fields;
    }

    /** Shows that a type is a row type of a relation, for callers that print. */
    boolean isRow(SqlType type) {
        return binding.types.isRowLike(type.oid());
    }
}
