package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

/** The fixed beginning of a LIKE pattern, escapes resolved; empty when it begins with a wildcard. */
final class LikePrefix extends Expression.OfObject {
    private final Expression pattern;

    LikePrefix(Expression pattern) {
        this.pattern = pattern;
    }

    @Override
    public @Nullable Object evaluateObject(Frame frame) {
        Bytes text = (Bytes) pattern.evaluateObject(frame);
        return text == null ? null : of(text).prefix();
    }

    /**
     * A pattern cut in two.
     *
     * @param rest where the first wildcard stands; the length of the pattern when it has none
     */
    record Parts(Bytes prefix, int rest) {}

    static Parts of(Bytes pattern) {
        byte[] prefix = new byte[pattern.length()];
        int length = 0;
        int i = 0;
        for (; i < pattern.length(); i++) {
            byte next = pattern.get(i);
            if (next == '%' || next == '_') {
                break;
            }
            if (next == '\\') {
                if (++i == pattern.length()) {
                    break;
                }
                next = pattern.get(i);
            }
            prefix[length++] = next;
        }
        return new Parts(Bytes.of(prefix, 0, length), i);
    }
}
