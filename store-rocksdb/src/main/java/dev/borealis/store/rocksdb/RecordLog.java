package dev.borealis.store.rocksdb;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Reads a file of RocksDB's record format (its log, its manifest) and says where the first damage is. RocksDB itself tells
 * neither the file nor the offset, and takes zeroed blocks for the end of a block.
 *
 * <p>Source of the format: RocksDB's wiki, "Write Ahead Log File Format". Blocks of 32 KiB; a record is a checksum (4
 * bytes), a length (2), a type (1) and, in reused files, the number of the log (4), then the payload; a payload longer than
 * the rest of the block is written in pieces. A rest of less than 7 bytes is filled with zeros.
 */
final class RecordLog {
    private static final int BLOCK_BYTES = 32 << 10;
    private static final int HEADER_BYTES = 7;
    private static final int REUSED_HEADER_BYTES = 11;

    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;

    /** Added to the type of a record in a reused file. */
    private static final int REUSED = 4;

    /** What a log says of the one before: number, size, last change, 8 bytes each. */
    private static final int PREDECESSOR = 130;

    private static final int PREDECESSOR_REUSED = 131;
    private static final int PREDECESSOR_BYTES = 24;

    private RecordLog() {}

    /** Is given each whole payload that is undamaged. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param offset where the record begins
         * @return what contradicts the records before, or null; ends the reading
         */
        @Nullable String visit(long offset, ByteBuffer payload);

        /** Is given what a log says of the log before it, if it says so. */
        default @Nullable String predecessor(long number, long lastSequence) {
            return null;
        }
    }

    /**
     * What was found.
     *
     * @param goodBytes up to the end of the last whole record
     * @param damage what is wrong behind it; null when the file just ends, be it within a record
     * @param recordsBehind that are readable though they lie behind the damage
     */
    record Reading(long fileBytes, long goodBytes, @Nullable String damage, int recordsBehind) {
        /** The file ends within a record: it was being written when the process or the machine stopped. */
        boolean isTorn() {
            return damage == null && goodBytes < fileBytes;
        }
    }

    /** Reads from the beginning up to the first damage. */
    static Reading read(Path file, Visitor visitor) throws IOException {
        long size = Files.size(file);
        try (InputStream in = Files.newInputStream(file)) {
            return new Run(in, size, visitor).run();
        }
    }

    /** One reading. */
    private static final class Run {
        private final InputStream in;
        private final long size;
        private final Visitor visitor;
        private final CRC32C checksum = new CRC32C();
        private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        private byte[] block = new byte[0];
        private long blockStart;
        private int at;
        private long recordStart;
        private boolean inPieces;
        private long goodBytes;

        Run(InputStream in, long size, Visitor visitor) {
            this.in = in;
            this.size = size;
            this.visitor = visitor;
        }

        Reading run() throws IOException {
            while (nextBlock()) {
                while (at < block.length) {
                    String damage = record();
                    if (damage != null) {
                        return new Reading(size, goodBytes, damage, countBehind());
                    }
                }
            }
            return new Reading(size, goodBytes, null, 0);
        }

        private boolean nextBlock() throws IOException {
            blockStart += block.length;
            block = in.readNBytes(BLOCK_BYTES);
            at = 0;
            return block.length > 0;
        }

        private boolean isLastBlock() {
            return blockStart + block.length >= size;
        }

        /** Takes one record or the filling at the end of the block; what is wrong with it, or null. */
        private @Nullable String record() {
            int left = block.length - at;
            if (left < HEADER_BYTES) {
                boolean zeros = isZero(at, block.length);
                at = block.length;
                if (block.length == BLOCK_BYTES) {
                    if (!zeros) {
                        return "the filling of a block is not zero";
                    }
                    if (!inPieces) {
                        goodBytes = blockStart + at;
                    }
                }
                return null; // of a shorter block: torn
            }
            ByteBuffer header = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
            int expected = header.getInt(at);
            int length = header.getShort(at + 4) & 0xFFFF;
            int type = block[at + 6] & 0xFF;
            if (type == 0) {
                return isZero(at, block.length) ? "zeros instead of records" : "type 0";
            }
            boolean reused = type > LAST && type <= LAST + REUSED;
            int headerBytes = reused ? REUSED_HEADER_BYTES : HEADER_BYTES;
            if (headerBytes + length > left) {
                if (!isLastBlock() || block.length == BLOCK_BYTES) {
                    return "a record reaches beyond its block";
                }
                if (countInBlock(at + 1) > 0) { // nothing is written behind what is not yet whole
                    return "a record reaches beyond the end of the file";
                }
                at = block.length; // torn
                return null;
            }
            int from = at;
            at += headerBytes + length;
            checksum.reset();
            checksum.update(block, from + 6, at - from - 6);
            if (masked((int) checksum.getValue()) != expected) {
                at = from;
                return "checksum mismatch";
            }
            return piece(reused ? type - REUSED : type, from, from + headerBytes);
        }

        private @Nullable String piece(int type, int headerFrom, int payloadFrom) {
            int length = at - payloadFrom;
            switch (type) {
                case FULL -> {
                    if (inPieces) {
                        return "a record without its end";
                    }
                    recordStart = blockStart + headerFrom;
                    return whole(ByteBuffer.wrap(block, payloadFrom, length).slice());
                }
                case FIRST -> {
                    if (inPieces) {
                        return "a record without its end";
                    }
                    inPieces = true;
                    recordStart = blockStart + headerFrom;
                    pieces.reset();
                    pieces.write(block, payloadFrom, length);
                    return null;
                }
                case MIDDLE, LAST -> {
                    if (!inPieces) {
                        return "a record without its beginning";
                    }
                    pieces.write(block, payloadFrom, length);
                    if (type == MIDDLE) {
                        return null;
                    }
                    inPieces = false;
                    return whole(ByteBuffer.wrap(pieces.toByteArray()));
                }
                default -> { // about the file itself
                    if (isPredecessor(type) && length >= PREDECESSOR_BYTES) {
                        ByteBuffer log =
                                ByteBuffer.wrap(block, payloadFrom, length)
                                        .slice()
                                        .order(ByteOrder.LITTLE_ENDIAN);
                        String contradiction = visitor.predecessor(log.getLong(0), log.getLong(16));
                        if (contradiction != null) {
                            return contradiction;
                        }
                    }
                    if (!inPieces) {
                        goodBytes = blockStart + at;
                    }
                    return null;
                }
            }
        }

        private static boolean isPredecessor(int type) {
            return type == PREDECESSOR || type == PREDECESSOR_REUSED;
        }

        private @Nullable String whole(ByteBuffer payload) {
            String contradiction =
                    visitor.visit(recordStart, payload.order(ByteOrder.LITTLE_ENDIAN));
            if (contradiction == null) {
                goodBytes = blockStart + at;
            }
            return contradiction;
        }

        /** Undamaged beginnings of records behind the damage. */
        private int countBehind() throws IOException {
            int records = countInBlock(at + 1);
            while (nextBlock()) {
                records += countInBlock(0);
            }
            return records;
        }

        /** Wherever they begin: the lengths of damaged ones say nothing. */
        private int countInBlock(int from) {
            int records = 0;
            int start = from;
            while (start + HEADER_BYTES <= block.length) {
                int bytes = wholeRecord(start);
                if (bytes > 0) {
                    int type = block[start + 6];
                    records += type == FULL || type == FIRST ? 1 : 0;
                }
                start += Math.max(1, bytes);
            }
            return records;
        }

        /** Bytes of the undamaged record that begins there, 0 when none does. */
        private int wholeRecord(int start) {
            ByteBuffer header = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
            int bytes = HEADER_BYTES + (header.getShort(start + 4) & 0xFFFF);
            if (block[start + 6] == 0 || start + bytes > block.length) {
                return 0;
            }
            checksum.reset();
            checksum.update(block, start + 6, bytes - 6);
            return masked((int) checksum.getValue()) == header.getInt(start) ? bytes : 0;
        }

        private boolean isZero(int from, int to) {
            for (int i = from; i < to; i++) {
                if (block[i] != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Checksums are stored rotated and shifted, so that the checksum of a stored checksum is a good one too. */
    private static int masked(int crc) {
        return Integer.rotateRight(crc, 15) + 0xa282ead8;
    }
}
