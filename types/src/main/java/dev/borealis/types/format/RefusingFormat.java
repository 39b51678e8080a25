package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.ValueErrors;

/** A type that has no values to read or write: a pseudo-type, or one that is not there yet. */
final class RefusingFormat extends ObjectFormat {
    private final String type;
    private final boolean pseudo;

    RefusingFormat(int oid, String type, boolean pseudo) {
        super(oid);
        this.type = type;
        this.pseudo = pseudo;
    }

    @Override
    public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
        if (oid() == Oid.VOID) {
            return Bytes.EMPTY;
        }
        throw pseudo ? ValueErrors.cannotAccept(type) : noValues();
    }

    @Override
    public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
        refuseOutput();
    }

    @Override
    public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
        if (oid() == Oid.VOID) {
            return Bytes.EMPTY;
        }
        throw pseudo ? ValueErrors.noBinaryInput(type) : noValues();
    }

    @Override
    public void writeBinary(
            Object value, TypeContext context, NameResolver names, ByteAppender out) {
        refuseOutput();
    }

    private void refuseOutput() throws SqlException {
        if (oid() != Oid.VOID) { // void is written as nothing
            throw pseudo ? ValueErrors.cannotDisplay(type) : noValues();
        }
    }

    /** DSQL has neither lines nor circles, not even at run time: sql-surface.md section 7. */
    private SqlException noValues() {
        return oid() == Oid.LINE || oid() == Oid.CIRCLE
                ? DefinitionErrors.datatypeNotSupported(type)
                : ValueErrors.notYetImplemented(type);
    }
}
