package dev.borealis.engine.define;

import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.TreeReferences;
import dev.borealis.types.Oid;

/** Whether an expression always gives the same value for the same row. */
final class Volatilities {
    private Volatilities() {}

    static boolean isImmutable(Edit edit, TreeReferences references) {
        if (references.namesSession()) {
            return false;
        }
        for (int function : references.functions()) {
            FunctionSignature signature = edit.registry.function(function);
            if (signature == null) {
                UserFunction own = edit.catalog().function(function);
                signature = own == null ? null : own.signature();
            }
            if (signature != null
                    && signature.volatility() != FunctionSignature.Volatility.IMMUTABLE) {
                return false;
            }
        }
        // the text forms of dates and times depend on DateStyle and TimeZone
        return !references.convertsThroughText()
                || references.types().stream().noneMatch(Volatilities::hasSettingDependentText);
    }

    private static boolean hasSettingDependentText(int type) {
        return switch (type) {
            case Oid.DATE,
                    Oid.TIMESTAMP,
                    Oid.TIMESTAMPTZ,
                    Oid.INTERVAL,
                    Oid.TIMETZ,
                    Oid.BYTEA,
                    Oid.FLOAT4,
                    Oid.FLOAT8 ->
                    true;
            default -> false;
        };
    }
}
