package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Limits;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.TypeNames;
import dev.borealis.types.error.ContainerErrors;
import dev.borealis.types.error.ValueErrors;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.Jsonb;
import dev.borealis.types.value.RecordValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Arrays, vectors, records and JSON. */
final class ContainerFormats {
    private ContainerFormats() {}

    static final class ArrayFormat extends ObjectFormat {
        private final ValueFormat element;
        private final int elementOid;
        private final char delimiter;

        /** @param elementOid may be a domain over the type of {@code element} */
        ArrayFormat(int oid, int elementOid, ValueFormat element, char delimiter) {
            super(oid);
            this.element = element;
            this.elementOid = elementOid;
            this.delimiter = delimiter;
        }

        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            var literal = new ArrayText(text, delimiter);
            literal.read();
            @Nullable Object[] values = new @Nullable Object[literal.elements.size()];
            for (int i = 0; i < values.length; i++) {
                Bytes one = literal.elements.get(i);
                values[i] = one == null ? null : element.parse(one, typmod, context, names);
            }
            return ArrayValue.of(elementOid, literal.lengths, literal.lowerBounds, values);
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            ArrayValue array = (ArrayValue) value;
            if (array.size() == 0) {
                out.append("{}");
                return;
            }
            boolean bounds = false;
            for (int lower : array.lowerBounds()) {
                bounds |= lower != 1;
            }
            for (int i = 0; bounds && i < array.dimensions(); i++) {
                out.appendByte('[').appendDecimal(array.lowerBound(i)).appendByte(':');
                out.appendDecimal(array.upperBound(i)).appendByte(']');
            }
            out.append(bounds ? "=" : "");
            printLevel(array, 0, 0, context, names, out);
        }

        /** Returns the index behind the last element printed. The recursion is as deep as dimensions: 6. */
        private int printLevel(
                ArrayValue array,
                int dimension,
                int index,
                TypeContext context,
                NameResolver names,
                ByteAppender out) {
            out.appendByte('{');
            for (int i = 0; i < array.length(dimension); i++) {
                if (i > 0) {
                    out.append(delimiter);
                }
                if (dimension < array.dimensions() - 1) {
                    index = printLevel(array, dimension + 1, index, context, names, out);
                } else {
                    printElement(array.get(index++), context, names, out);
                }
            }
            out.appendByte('}');
            return index;
        }

        private void printElement(
                @Nullable Object value, TypeContext context, NameResolver names, ByteAppender out) {
            if (value == null) {
                out.append("NULL");
                return;
            }
            int start = out.length();
            element.print(value, context, names, out);
            if (needsQuotes(out.array(), start, out.length())) {
                Text.quoteWithBackslashes(out, start);
            }
        }

        private boolean needsQuotes(byte[] array, int from, int to) {
            if (from == to) {
                return true;
            }
            for (int i = from; i < to; i++) {
                int character = array[i];
                if (character == '"'
                        || character == '\\'
                        || character == '{'
                        || character == '}'
                        || character == delimiter
                        || Integers.isSpace(character)) {
                    return true;
                }
            }
            return to - from == 4
                    && (array[from] | 0x20) == 'n'
                    && (array[from + 1] | 0x20) == 'u'
                    && (array[from + 2] | 0x20) == 'l'
                    && (array[from + 3] | 0x20) == 'l';
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            var reader = new Binary.Reader(data);
            int dimensions = reader.readInt();
            int flags = reader.readInt();
            int type = reader.readInt();
            if (dimensions < 0) {
                throw ValueErrors.invalidBinary("invalid number of dimensions: " + dimensions);
            }
            if (dimensions > Limits.ARRAY_DIMENSIONS) {
                throw ContainerErrors.tooManyDimensions(dimensions, Limits.ARRAY_DIMENSIONS);
            }
            if (flags != 0 && flags != 1) {
                throw ValueErrors.invalidBinary("invalid array flags");
            }
            if (type != elementOid && type != element.oid()) {
                throw ContainerErrors.wrongBinaryElementType(
                        Long.toString(Oid.unsigned(type)),
                        TypeNames.display(type, names),
                        Long.toString(Oid.unsigned(elementOid)),
                        TypeNames.display(elementOid, names));
            }
            int[] lengths = new int[dimensions];
            int[] lowerBounds = new int[dimensions];
            long size = dimensions == 0 ? 0 : 1;
            for (int i = 0; i < dimensions; i++) {
                lengths[i] = reader.readInt();
                lowerBounds[i] = reader.readInt();
                size *= lengths[i];
                if (lengths[i] < 0 || size > Limits.ARRAY_ELEMENTS) {
                    throw ContainerErrors.arrayTooLarge(Limits.ARRAY_ELEMENTS);
                }
            }
            if (size * 4 > reader.remaining()) {
                throw ValueErrors.insufficientBinaryData();
            }
            @Nullable Object[] values = new @Nullable Object[(int) size];
            for (int i = 0; i < values.length; i++) {
                int length = reader.readInt();
                values[i] =
                        length == -1
                                ? null
                                : element.readBinary(
                                        reader.readBytes(length), typmod, context, names);
            }
            reader.requireEnd();
            return ArrayValue.of(elementOid, lengths, lowerBounds, values);
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            ArrayValue array = (ArrayValue) value;
            out.appendInt(array.dimensions())
                    .appendInt(array.hasNull() ? 1 : 0)
                    .appendInt(elementOid);
            for (int i = 0; i < array.dimensions(); i++) {
                out.appendInt(array.length(i)).appendInt(array.lowerBound(i));
            }
            for (Object one : array.elements()) {
                Text.writeWithLength(one, element, context, names, out);
            }
        }
    }

    /** int2vector and oidvector: numbers with blanks between them, from 0. */
    static final class VectorFormat extends ObjectFormat {
        private final LongFormat element;
        private final ArrayFormat binary;

        VectorFormat(int oid, LongFormat element) {
            super(oid);
            this.element = element;
            this.binary = new ArrayFormat(oid, element.oid(), element, ',');
        }

        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            List<Object> values = new ArrayList<>();
            int at = 0;
            while (true) {
                while (at < text.length() && Integers.isSpace(text.get(at))) {
                    at++;
                }
                int from = at;
                while (at < text.length() && !Integers.isSpace(text.get(at))) {
                    at++;
                }
                if (from == at) {
                    break;
                }
                values.add(element.parseLong(text.slice(from, at), -1, context, names));
            }
            return ArrayValue.of(
                    element.oid(), new int[] {values.size()}, new int[] {0}, values.toArray());
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            ArrayValue array = (ArrayValue) value;
            for (int i = 0; i < array.size(); i++) {
                if (i > 0) {
                    out.appendByte(' ');
                }
                Object one = array.get(i);
                if (one != null) {
                    element.print(one, context, names, out);
                }
            }
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            return binary.readBinary(data, typmod, context, names);
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            ArrayValue array = (ArrayValue) value;
            if (array.size() == 0) { // an empty vector still has its dimension
                out.appendInt(1).appendInt(0).appendInt(element.oid()).appendInt(0).appendInt(0);
            } else {
                binary.writeBinary(value, context, names, out);
            }
        }
    }

    /** Rows: of a row type, or anonymous ones, which can only be written. */
    static final class RecordFormat extends ObjectFormat {
        RecordFormat(int oid) {
            super(oid);
        }

        private RecordValue.Shape shape(NameResolver names) {
            List<NameResolver.Field> fields = names.rowType(oid());
            if (fields == null) {
                throw ContainerErrors.anonymousRecordInput();
            }
            return new RecordValue.Shape(
                    oid(),
                    fields.stream().map(NameResolver.Field::type).toList(),
                    fields.stream().map(NameResolver.Field::name).toList());
        }

        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            RecordValue.Shape shape = shape(names);
            List<@Nullable Bytes> columns = RecordText.split(text, shape.types().size());
            @Nullable Object[] values = new @Nullable Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                Bytes column = columns.get(i);
                SqlType type = shape.types().get(i);
                values[i] =
                        column == null
                                ? null
                                : ValueFormats.of(type.oid(), names)
                                        .parse(column, type.typmod(), context, names);
            }
            return new RecordValue(shape, values);
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            RecordValue record = (RecordValue) value;
            out.appendByte('(');
            for (int i = 0; i < record.size(); i++) {
                if (i > 0) {
                    out.appendByte(',');
                }
                Object column = record.get(i);
                if (column == null) {
                    continue;
                }
                int start = out.length();
                ValueFormats.of(record.shape().types().get(i).oid(), names)
                        .print(column, context, names, out);
                if (RecordText.needsQuotes(out.array(), start, out.length())) {
                    Text.quoteByDoubling(out, start);
                }
            }
            out.appendByte(')');
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            RecordValue.Shape shape = shape(names);
            var reader = new Binary.Reader(data);
            int count = reader.readInt();
            if (count != shape.types().size()) {
                throw ContainerErrors.wrongBinaryColumns(count, shape.types().size());
            }
            @Nullable Object[] values = new @Nullable Object[count];
            for (int i = 0; i < count; i++) {
                reader.readInt(); // the type, which the row type says already
                int length = reader.readInt();
                SqlType type = shape.types().get(i);
                values[i] =
                        length == -1
                                ? null
                                : ValueFormats.of(type.oid(), names)
                                        .readBinary(
                                                reader.readBytes(length),
                                                type.typmod(),
                                                context,
                                                names);
            }
            reader.requireEnd();
            return new RecordValue(shape, values);
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            RecordValue record = (RecordValue) value;
            out.appendInt(record.size());
            for (int i = 0; i < record.size(); i++) {
                int type = record.shape().types().get(i).oid();
                out.appendInt(type);
                Text.writeWithLength(
                        record.get(i), ValueFormats.of(type, names), context, names, out);
            }
        }
    }

    /** json: text that was checked. */
    static final class JsonFormat extends ObjectFormat {
        JsonFormat() {
            super(Oid.JSON);
        }

        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            JsonReader.validate(text);
            return text;
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            out.append((Bytes) value);
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            dev.borealis.types.Utf8.validate(data.array(), data.offset(), data.length());
            return parse(data, typmod, context, names);
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            out.append((Bytes) value);
        }
    }

    static final class JsonbFormat extends ObjectFormat {
        /** The only version of jsonb's binary form: text. */
        private static final int VERSION = 1;

        JsonbFormat() {
            super(Oid.JSONB);
        }

        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            return JsonReader.parse(text);
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            ((Jsonb) value).appendTo(out);
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            var reader = new Binary.Reader(data);
            int version = reader.readByte();
            if (version != VERSION) {
                throw ValueErrors.unsupportedJsonbVersion(version);
            }
            Bytes text = reader.readBytes(reader.remaining());
            dev.borealis.types.Utf8.validate(text.array(), text.offset(), text.length());
            return JsonReader.parse(text);
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            ((Jsonb) value).appendTo(out.appendByte(VERSION));
        }
    }
}
