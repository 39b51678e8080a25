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
        if (text == null) {
            return null;
        }
        byte[] prefix = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            byte next = text.get(i);
            if (next == '%' || next == '_') {
                break;
            }
            if (next == '\\') {
                if (++i == text.length()) {
                    break;
                }
                next = text.get(i);
            }
            prefix[length++] = next;
        }
        return Bytes.of(prefix, 0, length);
    }
}
