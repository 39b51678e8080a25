package dev.borealis.engine.execute;

import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.RecordValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Makes record values. */
final class Records {
    private Records() {}

    /** A value of a row type; of the anonymous one where the type names no columns. */
    static RecordValue of(SqlType type, @Nullable Object[] fields, NameResolver names) {
        List<NameResolver.Field> columns = names.rowType(type.oid());
        if (columns == null) {
            var types = new ArrayList<SqlType>();
            for (Object field : fields) {
                types.add(
                        field instanceof Long
                                ? SqlType.INT8
                                : field instanceof Double ? SqlType.FLOAT8 : SqlType.TEXT);
            }
            return new RecordValue(RecordValue.Shape.anonymous(types), fields);
        }
        var shape =
                new RecordValue.Shape(
                        type.oid(),
                        columns.stream().map(NameResolver.Field::type).toList(),
                        columns.stream().map(NameResolver.Field::name).toList());
        return new RecordValue(shape, fields);
    }
}
