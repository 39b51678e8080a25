package dev.borealis.engine.function;

/**
 * The default btree order of a type.
 *
 * @param type input type of the operator class: the type itself, or text for varchar, anyarray for arrays …
 * @param family OID of the operator family
 * @param comparison OID of the function that gives a negative number, zero or a positive number
 */
public record Ordering(
        int type,
        int operatorClass,
        int family,
        int less,
        int lessOrEqual,
        int equal,
        int greaterOrEqual,
        int greater,
        int comparison) {}
