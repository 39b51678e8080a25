package dev.borealis.sql.ast;

import dev.borealis.types.Bytes;

/** A literal without a type name. */
public sealed interface Constant extends Expression {
    /** A whole number that fits 64 bits: integer when it fits 32 bits, else bigint. A minus sign is folded in. */
    record IntegerConstant(long value, int position) implements Constant {}

    /**
     * Any other number, type numeric.
     *
     * @param text decimal text as written, underscores removed, hexadecimal and the like made decimal, perhaps with a
     *     leading minus
     */
    record NumericConstant(String text, int position) implements Constant {}

    /** {@code 'text'}, type unknown. */
    record StringConstant(Bytes value, int position) implements Constant {}

    /**
     * {@code B'0101'} or {@code X'1F'}, type bit.
     *
     * @param hexadecimal whether the digits are hexadecimal
     * @param digits unchecked: {@code "2" is not a valid binary digit} is told by the type
     */
    record BitStringConstant(boolean hexadecimal, String digits, int position)
            implements Constant {}

    /** {@code TRUE} or {@code FALSE}, type boolean. */
    record BooleanConstant(boolean value, int position) implements Constant {}

    /** {@code NULL}, type unknown. */
    record NullConstant(int position) implements Constant {}
}
