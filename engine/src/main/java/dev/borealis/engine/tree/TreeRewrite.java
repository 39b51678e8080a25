package dev.borealis.engine.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies of bound trees with something in them replaced. For DDL, not for hot paths. */
public final class TreeRewrite {
    private TreeRewrite() {}

    /** The query with another body wherever it holds the query of a view. */
    public static Query replaceView(Query query, int view, Query body) {
        return (Query)
                java.util.Objects.requireNonNull(
                        map(
                                query,
                                node ->
                                        node instanceof RangeEntry.Subquery subquery && subquery.view() == view
                                                ? new RangeEntry.Subquery(
                                                        body,
                                                        subquery.lateral(),
                                                        view,
                                                        subquery.alias(),
                                                        subquery.columnNames())
                                                : null));
    }

    /** What stands in a node's place; null: the node, its children mapped. */
    @FunctionalInterface
    private interface Replacement {
        @Nullable Object of(Record node);
    }

    private static @Nullable Object map(@Nullable Object node, Replacement replacement) {
        return switch (node) {
            case null -> null;
            case List<?> list -> {
                var mapped = new ArrayList<@Nullable Object>(list.size());
                boolean same = true;
                for (Object element : list) {
                    Object changed = map(element, replacement);
                    same &= changed == element;
                    mapped.add(changed);
                }
                yield same ? list : mapped;
            }
            case Record record -> {
                Object replaced = replacement.of(record);
                yield replaced != null ? replaced : children(record, replacement);
            }
            default -> node;
        };
    }

    private static Object children(Record record, Replacement replacement) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        var values = new @Nullable Object[components.length];
        boolean same = true;
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                Object before = components[i].getAccessor().invoke(record);
                values[i] = map(before, replacement);
                same &= values[i] == before;
            }
            return same
                    ? record
                    : MethodHandles.lookup()
                            .findConstructor(record.getClass(), MethodType.methodType(void.class, types))
                            .invokeWithArguments(values);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot copy " + record.getClass(), e);
        }
    }
}
