package dev.borealis.types.value;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * An address with the length of its network: inet and cidr. IPv4 comes before IPv6; then the network, its length, the
 * address.
 *
 * @param address 4 or 16 bytes; only to be read
 * @param bits length of the network, 0 to 32 or 128
 */
public record Inet(byte[] address, int bits) implements Comparable<Inet> {
    /** Else IPv6. */
    public boolean isV4() {
        return address.length == 4;
    }

    /** Whether no bit is set behind the network, as cidr asks. */
    public boolean isNetwork() {
        for (int i = bits; i < address.length * 8; i++) {
            if ((address[i / 8] >> (7 - i % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Inet other) {
        if (address.length != other.address.length) {
            return Integer.compare(address.length, other.address.length);
        }
        int result = compareBits(other, Math.min(bits, other.bits));
        if (result == 0) {
            result = Integer.compare(bits, other.bits);
        }
        return result != 0 ? result : Arrays.compareUnsigned(address, other.address);
    }

    private int compareBits(Inet other, int count) {
        for (int i = 0; i < count; i++) {
            int mine = address[i / 8] >> (7 - i % 8) & 1;
            int theirs = other.address[i / 8] >> (7 - i % 8) & 1;
            if (mine != theirs) {
                return mine - theirs;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Inet that
                && bits == that.bits
                && Arrays.equals(address, that.address);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(address) * 31 + bits;
    }

    /** Null when the text is no address. @param network as cidr: missing parts of an IPv4 network are 0 */
    public static @Nullable Inet parse(Bytes text, boolean network) {
        String string = text.string();
        int slash = string.indexOf('/');
        String address = slash < 0 ? string : string.substring(0, slash);
        boolean v6 = address.indexOf(':') >= 0;
        int given = -1;
        if (slash >= 0) {
            String length = string.substring(slash + 1);
            if (!length.matches("\\d{1,3}")
                    || (given = Integer.parseInt(length)) > (v6 ? 128 : 32)) {
                return null;
            }
        }
        if (v6) {
            byte[] bytes = parseV6(address);
            return bytes == null ? null : new Inet(bytes, given < 0 ? 128 : given);
        }
        return parseV4(address, given, network);
    }

    private static @Nullable Inet parseV4(String address, int given, boolean network) {
        String[] parts = address.split("\\.", -1);
        if (parts.length > 4 || !network && parts.length < 4 && given < 0) {
            return null;
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].matches("\\d{1,3}") || Integer.parseInt(parts[i]) > 255) {
                return null;
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        if (given >= 0) {
            return parts.length * 8 < given && parts.length < 4 ? null : new Inet(bytes, given);
        }
        return new Inet(bytes, network ? networkBits(bytes, parts.length) : 32);
    }

    /** The length a network has by its class, or by the parts that were written when those are more. */
    private static int networkBits(byte[] bytes, int parts) {
        if (parts == 4) {
            return 32;
        }
        int first = bytes[0] & 0xFF;
        int byClass =
                first >= 240 ? 32 : first >= 224 ? 8 : first >= 192 ? 24 : first >= 128 ? 16 : 8;
        int bits = Math.max(byClass, parts * 8);
        return first == 224 && bits == 8 && parts == 1 ? 4 : bits;
    }

    private static byte @Nullable [] parseV6(String address) {
        int gap = address.indexOf("::");
        if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        byte[] front = parseGroups(gap < 0 ? address : address.substring(0, gap));
        byte[] back = gap < 0 ? new byte[0] : parseGroups(address.substring(gap + 2));
        if (front == null
                || back == null
                || gap < 0 && front.length != 16
                || front.length + back.length > 16) {
            return null;
        }
        if (gap >= 0 && front.length + back.length == 16) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(front, 16);
        System.arraycopy(back, 0, bytes, 16 - back.length, back.length);
        return bytes;
    }

    private static byte @Nullable [] parseGroups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] groups = text.split(":", -1);
        var out = new ByteAppender();
        for (int i = 0; i < groups.length; i++) {
            if (i == groups.length - 1 && groups[i].indexOf('.') >= 0) {
                Inet embedded = groups[i].indexOf('/') >= 0 ? null : parseV4(groups[i], -1, false);
                if (embedded == null) {
                    return null;
                }
                out.append(embedded.address);
            } else if (groups[i].matches("[0-9a-fA-F]{1,4}")) {
                out.appendShort(Integer.parseInt(groups[i], 16));
            } else {
                return null;
            }
        }
        return out.length() > 16 ? null : out.toByteArray();
    }

    /** @param always whether the length is written also when it is the whole address, as cidr does */
    public void appendTo(ByteAppender out, boolean always) {
        if (isV4()) {
            for (int i = 0; i < 4; i++) {
                out.append(i > 0 ? "." : "").appendDecimal(address[i] & 0xFF);
            }
        } else {
            appendV6(out);
        }
        if (always || bits != address.length * 8) {
            out.appendByte('/').appendDecimal(bits);
        }
    }

    private int group(int index) {
        return (address[2 * index] & 0xFF) << 8 | address[2 * index + 1] & 0xFF;
    }

    private void appendV6(ByteAppender out) {
        int bestStart = -1;
        int bestLength = 1; // a single zero is written out
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && group(end) == 0) {
                end++;
            }
            if (end - i > bestLength) {
                bestStart = i;
                bestLength = end - i;
            }
            i = Math.max(i, end - 1);
        }
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                out.append(i + bestLength == 8 ? "::" : ":");
                i += bestLength - 1;
                continue;
            }
            if (i > 0) {
                out.appendByte(':');
            }
            boolean mapped =
                    i == 6
                            && bestStart == 0
                            && (bestLength == 6 || bestLength == 5 && group(5) == 0xFFFF);
            if (mapped) {
                for (int j = 12; j < 16; j++) {
                    out.append(j > 12 ? "." : "").appendDecimal(address[j] & 0xFF);
                }
                break;
            }
            out.append(Integer.toHexString(group(i)));
        }
    }

    @Override
    public String toString() {
        var out = new ByteAppender();
        appendTo(out, false);
        return out.string();
    }
}
