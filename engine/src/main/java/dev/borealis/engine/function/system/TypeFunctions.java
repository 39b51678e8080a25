package dev.borealis.engine.function.system;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.comparison.ComparisonFunctions;
import dev.borealis.engine.function.comparison.HashFunctions;
import dev.borealis.engine.function.text.Values;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.TypeNames;
import dev.borealis.types.value.Numeric;
import dev.borealis.types.value.Uuid;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Map;

/** Types and uuids: format_type, pg_typeof, pg_column_size, num_nulls, gen_random_uuid, comparison of uuids. */
public final class TypeFunctions {
    private TypeFunctions() {}

    public static void define(Implementations to) {
        to.general("format_type", TypeFunctions::formatType);
        to.general("pg_typeof", (call, _) -> call.argumentTypes().getFirst().oid() & 0xFFFF_FFFFL);
        to.general("pg_column_size", (call, a) -> a[0] == null ? null : (Object) size(call, a[0]));
        to.general("pg_num_nulls", (_, a) -> nulls(a));
        to.general("pg_num_nonnulls", (_, a) -> a.length - nulls(a));
        to.general("gen_random_uuid", (call, _) -> randomUuid(call));
        ComparisonFunctions.objects(to, "uuid_", (_, a, b) -> ((Uuid) a).compareTo((Uuid) b));
        to.longOfObjectObject(
                "uuid_cmp", (_, a, b) -> difference(bytes((Uuid) a), bytes((Uuid) b)));
        to.longOfObject("uuid_hash", (_, a) -> (int) HashFunctions.ofBytes(bytes((Uuid) a), 0));
        to.longOfObjectLong(
                "uuid_hash_extended", (_, a, seed) -> HashFunctions.ofBytes(bytes((Uuid) a), seed));
    }

    /** Types whose SQL names mean length 1 when no length is given: told apart only where a modifier was asked for. */
    private static final Map<Integer, String> WITHOUT_MODIFIER =
            Map.of(
                    Oid.BPCHAR, "character",
                    Oid.BPCHAR_ARRAY, "character[]",
                    Oid.BIT, "bit",
                    Oid.BIT_ARRAY, "bit[]");

    private static @Nullable Object formatType(Call call, @Nullable Object[] a) {
        if (a[0] == null) {
            return null;
        }
        int oid = ((Long) a[0]).intValue();
        int typmod = a[1] == null ? -1 : ((Long) a[1]).intValue();
        if (a[1] == null) {
            String bare = WITHOUT_MODIFIER.get(oid);
            if (bare != null) {
                return Bytes.ofString(bare);
            }
        }
        return Bytes.ofString(oid == 0 ? "-" : TypeNames.display(oid, typmod, call.names()));
    }

    /** Bytes PostgreSQL's own form of the value takes, without compression. */
    private static long size(Call call, Object value) {
        int type = call.argumentTypes().getFirst().oid();
        TypeInfo info = BuiltinTypes.find(type);
        if (info != null && info.length() > 0) {
            return info.length();
        }
        return switch (value) {
            case Bytes bytes -> bytes.length() + (info != null && info.length() == -2 ? 1L : 4L);
            case Numeric number when number.isFinite() -> 6 + 2L * groups(number);
            case Numeric _ -> 6;
            default -> Values.textOfType(call, type, value).length() + 4L;
        };
    }

    /** Groups of four digits, none for zero, without groups of zeros at the end: what PostgreSQL stores of a number. */
    public static int groups(Numeric number) {
        if (number.isZero()) {
            return 0;
        }
        var exact = number.toBigDecimal().stripTrailingZeros();
        int whole = Math.floorDiv(exact.precision() - exact.scale() - 1, 4) + 1;
        return whole + Math.floorDiv(exact.scale() + 3, 4);
    }

    private static long nulls(@Nullable Object[] a) {
        long nulls = 0;
        for (Object value : a) {
            if (value == null) {
                nulls++;
            }
        }
        return nulls;
    }

    /** Of the first bytes that differ, as PostgreSQL answers. */
    private static long difference(Bytes a, Bytes b) {
        for (int i = 0; i < a.length(); i++) {
            if (a.get(i) != b.get(i)) {
                return (a.get(i) & 0xFF) - (b.get(i) & 0xFF);
            }
        }
        return 0;
    }

    private static Uuid randomUuid(Call call) {
        long high = call.random().nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
        long low = call.random().nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new Uuid(high, low);
    }

    private static Bytes bytes(Uuid uuid) {
        return Bytes.of(ByteBuffer.allocate(16).putLong(uuid.high()).putLong(uuid.low()).array());
    }
}
