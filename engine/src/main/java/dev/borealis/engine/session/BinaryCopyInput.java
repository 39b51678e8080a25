package dev.borealis.engine.session;

import dev.borealis.types.Bytes;
import dev.borealis.types.Limits;
import dev.borealis.types.NameResolver;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.CopyErrors;
import dev.borealis.types.error.StorageErrors;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Rows in binary format: a signature, flags and an extension without use; then for each row the number of its fields and each
 * field's length and bytes; a number of −1 at the end, which may be missing. Source: PostgreSQL's documentation of COPY, and
 * PostgreSQL 16 for what is told of data that are something else.
 */
final class BinaryCopyInput implements CopyInput {
    /** Has bytes that do not survive what changes text. */
    static final Bytes SIGNATURE =
            Bytes.of(new byte[] {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0});

    /** Of the flags: a reader that does not know it must not go on. */
    private static final int CRITICAL = 0xffff0000;

    private static final int WITH_OIDS = 1 << 16;

    private final CopyPieces pieces;
    private final List<Column> columns;
    private final TypeContext context;
    private final NameResolver names;
    private long line;
    private int column = -1;

    BinaryCopyInput(
            ResultSink.CopySource source,
            List<Column> columns,
            TypeContext context,
            NameResolver names) {
        this.pieces = new CopyPieces(source);
        this.columns = columns;
        this.context = context;
        this.names = names;
    }

    @Override
    public boolean next(@Nullable Object[] values) {
        if (line == 0) {
            readHeader();
        }
        line++;
        column = -1;
        Bytes count = pieces.take(Short.BYTES);
        if (count == null) {
            return false; // without the end marker, as PostgreSQL takes it
        }
        int fields = (short) (count.get(0) << 8 | count.get(1) & 0xff);
        if (fields == -1) {
            if (pieces.take(1) != null) {
                throw CopyErrors.dataAfterEnd();
            }
            return false;
        }
        if (fields != values.length) {
            throw CopyErrors.fieldCount(fields, values.length);
        }
        long rowBytes = 0;
        for (column = 0; column < values.length; column++) {
            int length = readInt();
            if (length == -1) {
                values[column] = null;
                continue;
            }
            if (length < 0) {
                throw CopyErrors.invalidFieldSize();
            }
            rowBytes += length;
            if (rowBytes > Limits.MESSAGE_BYTES) {
                throw StorageErrors.rowTooLarge();
            }
            Bytes field = pieces.take(length);
            if (field == null) {
                throw CopyErrors.unexpectedEnd();
            }
            Column to = columns.get(column);
            values[column] = BinaryValue.read(to.format(), field, to.typmod(), context, names);
        }
        column = -1;
        return true;
    }

    private int readInt() {
        Bytes bytes = pieces.take(Integer.BYTES);
        if (bytes == null) {
            throw CopyErrors.unexpectedEnd();
        }
        return intOf(bytes);
    }

    private static int intOf(Bytes bytes) {
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = value << 8 | bytes.get(i) & 0xff;
        }
        return value;
    }

    private void readHeader() {
        if (!SIGNATURE.equals(pieces.take(SIGNATURE.length()))) {
            throw CopyErrors.unknownSignature();
        }
        Bytes flagBytes = pieces.take(Integer.BYTES);
        if (flagBytes == null) {
            throw CopyErrors.invalidHeader("missing flags");
        }
        int flags = intOf(flagBytes);
        if ((flags & WITH_OIDS) != 0) {
            throw CopyErrors.invalidHeader("WITH OIDS");
        }
        if ((flags & CRITICAL) != 0) {
            throw CopyErrors.unknownFlags();
        }
        Bytes lengthBytes = pieces.take(Integer.BYTES);
        int extension = lengthBytes == null ? -1 : intOf(lengthBytes);
        if (extension < 0) {
            throw CopyErrors.invalidHeader("missing length");
        }
        for (int i = 0; i < extension; i++) {
            if (pieces.take(1) == null) {
                throw CopyErrors.invalidHeader("wrong length");
            }
        }
    }

    @Override
    public @Nullable String line() {
        return line == 0 ? null : "line " + line;
    }

    @Override
    public @Nullable String place() {
        return column < 0 ? line() : line() + ", column " + columns.get(column).name();
    }
}
