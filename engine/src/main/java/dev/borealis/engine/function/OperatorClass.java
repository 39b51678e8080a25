package dev.borealis.engine.function;

/** A row of pg_opclass; {@code method} is {@code btree} or {@code hash}. */
public record OperatorClass(
        int oid,
        String method,
        String name,
        int family,
        int inputType,
        boolean isDefault,
        int keyType) {}
