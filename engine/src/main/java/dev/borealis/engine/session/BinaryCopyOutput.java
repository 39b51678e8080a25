package dev.borealis.engine.session;

import dev.borealis.engine.evaluate.Row;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.NameResolver;
import dev.borealis.types.TypeContext;

import java.util.List;

/** Rows in binary format, as {@link BinaryCopyInput} reads them. */
final class BinaryCopyOutput implements CopyOutput {
    private final int columns;
    private final FieldWriter fields;

    BinaryCopyOutput(
            List<ResultSink.ResultColumn> columns, TypeContext context, NameResolver names) {
        this.columns = columns.size();
        this.fields =
                new FieldWriter(
                        columns.stream().map(ResultSink.ResultColumn::asBinary).toList(),
                        context,
                        names);
    }

    @Override
    public void begin(ByteAppender out) {
        out.append(BinaryCopyInput.SIGNATURE);
        out.appendInt(0); // flags
        out.appendInt(0); // length of the extension
    }

    @Override
    public void row(Row row, ByteAppender out) {
        out.appendShort(columns);
        fields.write(row, out);
    }

    @Override
    public void end(ByteAppender out) {
        out.appendShort(-1);
    }
}
