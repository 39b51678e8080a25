package dev.borealis.types.value;

/** Type tid: the place of a row. @param block unsigned 32 bits; @param offset 0 to 65,535 */
public record Tid(long block, int offset) implements Comparable<Tid> {
    @Override
    public int compareTo(Tid other) {
        return block != other.block
                ? Long.compare(block, other.block)
                : Integer.compare(offset, other.offset);
    }

    @Override
    public String toString() {
        return "(" + block + "," + offset + ")";
    }
}
