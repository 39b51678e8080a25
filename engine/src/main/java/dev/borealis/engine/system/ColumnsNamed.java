package dev.borealis.engine.system;

import dev.borealis.engine.tree.Scalar;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which columns of the row an expression over one row names. */
final class ColumnsNamed {
    private ColumnsNamed() {}

    static Set<Integer> in(Scalar expression) {
        var columns = new LinkedHashSet<Integer>();
        collect(expression, columns, 0);
        return columns;
    }

    /** Trees are records of records and lists; stored ones were checked for depth when they were bound. */
    private static void collect(@Nullable Object node, Set<Integer> columns, int depth) {
        if (node instanceof Scalar.Column(_, int levelsUp, int range, int column)
                && levelsUp == 0
                && range == 0) {
            columns.add(column);
        } else if (node instanceof Collection<?> list) {
            list.forEach(element -> collect(element, columns, depth + 1));
        } else if (node instanceof Record tree
                && node.getClass().getPackage() == Scalar.class.getPackage()) {
            for (RecordComponent component : tree.getClass().getRecordComponents()) {
                try {
                    collect(component.getAccessor().invoke(tree), columns, depth + 1);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
