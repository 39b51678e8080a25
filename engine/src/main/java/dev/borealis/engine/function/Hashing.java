package dev.borealis.engine.function;

/**
 * The default hash operator class of a type.
 *
 * @param hash OID of the 32-bit hash function
 * @param extendedHash OID of the 64-bit hash function with a seed, 0 when there is none
 */
public record Hashing(
        int type, int operatorClass, int family, int equal, int hash, int extendedHash) {}
