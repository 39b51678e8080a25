package dev.borealis.engine.session;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

/** The data of a COPY, cut where the reader wants them instead of where the client's messages end. */
final class CopyPieces {
    private final ResultSink.CopySource source;
    private byte[] piece = new byte[0];
    private int at;
    private boolean ended;

    CopyPieces(ResultSink.CopySource source) {
        this.source = source;
    }

    /**
     * The next bytes: of the message where they lie within one, else copied together.
     *
     * @param count bytes, as few as the caller lets a client make it hold
     * @return null when the data end before
     */
    @Nullable Bytes take(int count) {
        if (piece.length - at >= count) {
            at += count;
            return Bytes.of(piece, at - count, count);
        }
        var together =
                new ByteAppender(piece.length - at); // grows as data arrive, not as announced
        while (together.length() < count) {
            if (at == piece.length && !receive()) {
                return null;
            }
            int part = Math.min(count - together.length(), piece.length - at);
            together.append(piece, at, part);
            at += part;
        }
        return together.toBytes();
    }

    private boolean receive() {
        byte[] next = ended ? null : source.next();
        ended = next == null;
        piece = next == null ? new byte[0] : next;
        at = 0;
        return !ended;
    }
}
