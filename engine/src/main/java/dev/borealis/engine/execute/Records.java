package dev.borealis.engine.execute;

import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.RecordValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Makes record values. */
public final class Records {
    private Records() {}

    /** The result of a function: of its row type, or of its output parameters. */
    public static RecordValue of(
            FunctionSignature signature, @Nullable Object[] fields, NameResolver names) {
        var types = new ArrayList<SqlType>();
        var columns = new ArrayList<String>();
        for (int i = 0; i < signature.argumentModes().size(); i++) {
            char mode = signature.argumentModes().get(i);
            if (mode == 'o' || mode == 'b' || mode == 't') {
                types.add(SqlType.of(signature.allArgumentTypes().get(i)));
                String name =
                        i < signature.argumentNames().size()
                                ? signature.argumentNames().get(i)
                                : "";
                columns.add(name.isEmpty() ? "column" + types.size() : name);
            }
        }
        return types.size() != fields.length
                ? of(SqlType.of(signature.resultType()), fields, names)
                : new RecordValue(
                        new RecordValue.Shape(signature.resultType(), types, columns), fields);
    }

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
