package dev.borealis.engine.tree;

import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a bound tree names: relations, columns, functions, operators and types, by their numbers. */
public final class TreeReferences {
    private static final ClassValue<Method[]> ACCESSORS =
            new ClassValue<>() {
                @Override
                protected Method[] computeValue(Class<?> type) {
                    return Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getAccessor)
                            .toArray(Method[]::new);
                }
            };

    private final Set<Integer> relations = new LinkedHashSet<>();
    private final Set<ColumnOf> columns = new LinkedHashSet<>();
    private final Set<Integer> functions = new LinkedHashSet<>();
    private final Set<Integer> types = new LinkedHashSet<>();
    private final Set<String> sessionValues = new LinkedHashSet<>();
    private boolean textConversion;
    private final List<List<RangeEntry>> levels = new ArrayList<>();

    /** A column of a relation; of a view, its position. */
    public record ColumnOf(int relation, int column) {}

    private TreeReferences() {}

    /** What a query, a statement or a list of them names. */
    public static TreeReferences of(Object tree) {
        var found = new TreeReferences();
        found.visit(tree);
        return found;
    }

    /** What an expression over the row of a relation (range 0) names. */
    public static TreeReferences of(Object tree, int relation) {
        var found = new TreeReferences();
        found.levels.add(List.of(new RangeEntry.Relation(relation, "", List.of(), List.of())));
        found.visit(tree);
        return found;
    }

    /** OIDs, views included; not what lies under a view. */
    public Set<Integer> relations() {
        return relations;
    }

    /** The columns of relations that are read. */
    public Set<ColumnOf> columns() {
        return columns;
    }

    /** pg_proc OIDs, those behind operators included. */
    public Set<Integer> functions() {
        return functions;
    }

    /** OIDs of the types that are named. */
    public Set<Integer> types() {
        return types;
    }

    /** Whether CURRENT_DATE, CURRENT_USER or their like stand in it. */
    public boolean namesSession() {
        return !sessionValues.isEmpty();
    }

    /** Whether a conversion through the text form stands in it, which may depend on settings. */
    public boolean convertsThroughText() {
        return textConversion;
    }

    private void visit(@Nullable Object node) {
        switch (node) {
            case null -> {}
            case SqlType type -> types.add(type.oid());
            case List<?> list -> list.forEach(this::visit);
            case Scalar.Column column -> {
                types.add(column.type().oid());
                addColumn(column);
            }
            case Scalar.Constant(SqlType type, Long relation) when type.oid() == Oid.REGCLASS -> {
                types.add(type.oid());
                relations.add((int) (long) relation);
            }
            case RangeEntry.Relation relation -> relations.add(relation.oid());
            case RangeEntry.Subquery subquery when subquery.view() != 0 ->
                    relations.add(subquery.view());
            case Query query -> nested(query.ranges(), query);
            case Modification modification -> {
                relations.add(modification.relation());
                nested(modification.ranges(), (Record) modification);
            }
            case Record record -> {
                addFunctions(record);
                children(record);
            }
            default -> {}
        }
    }

    private void nested(List<RangeEntry> ranges, Record record) {
        levels.add(ranges);
        children(record);
        levels.removeLast();
    }

    private void addColumn(Scalar.Column column) {
        int level = levels.size() - 1 - column.levelsUp();
        if (level < 0 || column.range() >= levels.get(level).size() || column.column() <= 0) {
            return;
        }
        RangeEntry range = levels.get(level).get(column.range());
        if (range instanceof RangeEntry.Relation relation) {
            columns.add(new ColumnOf(relation.oid(), column.column()));
        } else if (range instanceof RangeEntry.Subquery subquery && subquery.view() != 0) {
            columns.add(new ColumnOf(subquery.view(), column.column()));
        }
    }

    private void addFunctions(Record record) {
        switch (record) {
            case Scalar.FunctionCall call -> functions.add(call.function());
            case Scalar.AggregateCall call -> functions.add(call.function());
            case Scalar.WindowCall call -> functions.add(call.function());
            case Scalar.DistinctFrom test -> functions.add(test.equality());
            case Scalar.NullIf test -> functions.add(test.equality());
            case Scalar.ArrayComparison comparison -> functions.add(comparison.function());
            case Scalar.SessionValue value -> sessionValues.add(value.kind().name());
            case Scalar.Coercion coercion ->
                    textConversion |= coercion.kind() == Scalar.Coercion.Kind.IO;
            default -> {}
        }
    }

    private void children(Record record) {
        try {
            for (Method accessor : ACCESSORS.get(record.getClass())) {
                visit(accessor.invoke(record));
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + record.getClass(), e);
        }
    }
}
