package dev.borealis.engine.session;

import dev.borealis.engine.evaluate.Row;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.format.DoubleFormat;
import dev.borealis.types.format.LongFormat;
import dev.borealis.types.format.ObjectFormat;
import dev.borealis.types.format.ValueFormat;
import dev.borealis.types.format.ValueFormats;

import java.util.List;

/**
 * Writes rows as the fields of DataRow. What a column needs is found once; a text value goes from the page to the
 * message without becoming a String.
 */
final class FieldWriter {
    private final List<ResultSink.ResultColumn> described;
    private final Column[] columns;
    private final TypeContext context;
    private final NameResolver names;

    /** @param plain its bytes are its text form and its binary form alike */
    private record Column(ValueFormat format, Carrier carrier, boolean binary, boolean plain) {}

    FieldWriter(List<ResultSink.ResultColumn> described, TypeContext context, NameResolver names) {
        this.described = described;
        columns = new Column[described.size()];
        for (int i = 0; i < columns.length; i++) {
            SqlType type = described.get(i).type();
            ValueFormat format = ValueFormats.of(type.oid(), names);
            columns[i] =
                    new Column(
                            format,
                            format.carrier(),
                            described.get(i).binary(),
                            isPlain(type.oid()));
        }
        this.context = context;
        this.names = names;
    }

    private FieldWriter(FieldWriter same, TypeContext context) {
        this.described = same.described;
        this.columns = same.columns;
        this.context = context;
        this.names = same.names;
    }

    /** Whether it was made for this very list. */
    boolean isOf(List<ResultSink.ResultColumn> columnsNow) {
        return described == columnsNow;
    }

    FieldWriter with(TypeContext now) {
        return now == context ? this : new FieldWriter(this, now);
    }

    private static boolean isPlain(int oid) {
        return oid == Oid.TEXT
                || oid == Oid.VARCHAR
                || oid == Oid.BPCHAR
                || oid == Oid.JSON
                || oid == Oid.NAME;
    }

    void write(Row row, ByteAppender out) {
        for (int i = 0; i < columns.length; i++) {
            if (row.isNull(i)) {
                out.appendInt(-1);
            } else {
                writeField(columns[i], row, i, out);
            }
        }
    }

    private void writeField(Column column, Row row, int i, ByteAppender out) {
        if (column.plain) {
            Bytes text = (Bytes) row.getObject(i);
            out.appendInt(text.length());
            out.append(text);
            return;
        }
        int lengthAt = out.length();
        out.appendInt(0);
        print(column, row, i, out);
        out.setInt(lengthAt, out.length() - lengthAt - Integer.BYTES);
    }

    /** One field in text format without its length: COPY. */
    void printText(Row row, int i, ByteAppender out) {
        print(columns[i], row, i, out);
    }

    private void print(Column column, Row row, int i, ByteAppender out) {
        switch (column.format) {
            case LongFormat format -> {
                long value = row.getLong(i);
                if (column.binary) {
                    format.writeBinaryLong(value, out);
                } else {
                    format.printLong(value, context, names, out);
                }
            }
            case DoubleFormat format -> {
                double value = row.getDouble(i);
                if (column.binary) {
                    format.writeBinaryDouble(value, out);
                } else {
                    format.printDouble(value, context, out);
                }
            }
            case ObjectFormat format -> {
                Object value = row.getObject(i);
                if (column.binary) {
                    format.writeBinary(value, context, names, out);
                } else {
                    format.print(value, context, names, out);
                }
            }
        }
    }
}
