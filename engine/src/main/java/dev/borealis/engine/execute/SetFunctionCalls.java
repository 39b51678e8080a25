package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.SlotRow;
import dev.borealis.engine.plan.SetFunction;
import dev.borealis.types.Oid;
import dev.borealis.types.value.RecordValue;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Several set-returning functions in step: as many rows as the longest gives, the others padded with nulls. */
final class SetFunctionCalls {
    private final SetFunction[] functions;
    private final SlotRow row;
    private final Frame frame;
    private final Execution execution;
    private final Iterator<@Nullable Object[]>[] iterators;

    /** @param row gets the columns of each function in turn */
    @SuppressWarnings({"unchecked", "rawtypes"})
    SetFunctionCalls(List<SetFunction> functions, SlotRow row, Frame frame, Execution execution) {
        this.functions = functions.toArray(SetFunction[]::new);
        this.row = row;
        this.frame = frame;
        this.execution = execution;
        iterators = new Iterator[this.functions.length];
    }

    /** Evaluates the arguments and calls all functions. */
    void start() {
        for (int i = 0; i < functions.length; i++) {
            iterators[i] = call(functions[i]);
        }
    }

    private Iterator<@Nullable Object[]> call(SetFunction function) {
        if (function.scalar() != null) {
            Object value = function.scalar().evaluateObject(frame);
            boolean isRow = function.columns() > 1 || function.tree().type().oid() == Oid.RECORD;
            if (isRow && value instanceof RecordValue record) {
                return Collections.singletonList(record.values()).iterator();
            }
            if (function.columns() > 1) {
                return Collections.singletonList(new @Nullable Object[function.columns()])
                        .iterator();
            }
            return Collections.singletonList(new @Nullable Object[] {value}).iterator();
        }
        @Nullable Object[] values = new Object[function.arguments().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = function.arguments().get(i).evaluateObject(frame);
            if (values[i] == null && function.strict()) {
                return Collections.emptyIterator();
            }
        }
        if (function.implementation() == null) {
            return execution
                    .callSqlFunction(
                            function.sqlFunction(), function.call().argumentTypes(), values)
                    .iterator();
        }
        return function.implementation().apply(function.call().of(execution), values);
    }

    boolean next() {
        boolean any = false;
        for (Iterator<@Nullable Object[]> iterator : iterators) {
            any |= iterator.hasNext();
        }
        if (!any) {
            return false;
        }
        int column = 0;
        for (int i = 0; i < functions.length; i++) {
            int columns = functions[i].columns();
            if (iterators[i].hasNext()) {
                @Nullable Object[] fields = iterators[i].next();
                if (columns == 1 && fields.length > 1) {
                    // a composite result as one value
                    row.setBoxed(
                            column,
                            functions[i].carriers().getFirst(),
                            Records.of(
                                    functions[i].call().resultType(), fields, execution.names()));
                } else {
                    for (int j = 0; j < columns; j++) {
                        row.setBoxed(column + j, functions[i].carriers().get(j), fields[j]);
                    }
                }
            } else {
                for (int j = 0; j < columns; j++) {
                    row.setNull(column + j);
                }
            }
            column += columns;
        }
        return true;
    }
}
