package dev.borealis.types.format;

import dev.borealis.types.Carrier;

/** The forms of a type whose values are objects. */
public abstract non-sealed class ObjectFormat extends ValueFormat {
    ObjectFormat(int oid) {
        super(oid);
    }

    @Override
    public final Carrier carrier() {
        return Carrier.OBJECT;
    }
}
