package dev.borealis.engine.system;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.TableStatistics;
import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.FunctionFamily;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.value.Numeric;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;

/** Sizes of relations, from what ANALYZE last found, and sizes for people to read. */
public final class SizeFunctions implements FunctionFamily {
    private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB", "TB", "PB");

    /** From here on a number is shown in the next unit: 10 KiB, then 20 times half a unit. */
    private static final BigInteger FIRST_LIMIT = BigInteger.valueOf(10 * 1024);

    private static final BigInteger FURTHER_LIMIT = BigInteger.valueOf(20 * 1024 - 1);

    @Override
    public void define(Implementations f) {
        for (String size :
                List.of(
                        "pg_table_size",
                        "pg_total_relation_size",
                        "pg_relation_size(regclass)",
                        "pg_relation_size(regclass,text)")) {
            f.general(size, SizeFunctions::relation);
        }
        f.general("pg_indexes_size", (_, _) -> 0L);
        for (String size :
                List.of(
                        "pg_database_size_name",
                        "pg_database_size_oid",
                        "pg_tablespace_size_name",
                        "pg_tablespace_size_oid")) {
            f.general(size, (call, _) -> all(call));
        }
        f.objectOfLong("pg_size_pretty", (_, bytes) -> pretty(BigInteger.valueOf(bytes)));
        f.objectOfObject("pg_size_pretty_numeric", (_, bytes) -> prettyNumeric((Numeric) bytes));
    }

    private static long bytes(@Nullable TableStatistics statistics) {
        return statistics == null ? 0 : (long) statistics.bytes();
    }

    /** 0 before the first ANALYZE. */
    private static @Nullable Object relation(Call call, @Nullable Object[] a) {
        var catalog = call.service(SystemContext.class).catalog();
        int oid = ((Long) Objects.requireNonNull(a[0])).intValue();
        return catalog.relation(oid) == null ? null : (Object) bytes(catalog.statistics(oid));
    }

    private static Object all(Call call) {
        var catalog = call.service(SystemContext.class).catalog();
        long sum = 0;
        for (Relation relation : catalog.relations()) {
            sum += bytes(catalog.statistics(relation.oid()));
        }
        return sum;
    }

    /** Halves are kept one bit below the unit so that the last step rounds away from zero. */
    private static Bytes pretty(BigInteger bytes) {
        if (bytes.abs().compareTo(FIRST_LIMIT) < 0) {
            return Bytes.ofString(bytes + " bytes");
        }
        BigInteger halves = bytes.divide(BigInteger.valueOf(512));
        int unit = 1;
        while (unit < UNITS.size() - 1 && halves.abs().compareTo(FURTHER_LIMIT) >= 0) {
            halves = halves.divide(BigInteger.valueOf(1024));
            unit++;
        }
        BigInteger rounded = halves.add(BigInteger.valueOf(halves.signum())).divide(BigInteger.TWO);
        return Bytes.ofString(rounded + " " + UNITS.get(unit));
    }

    private static Bytes prettyNumeric(Numeric bytes) {
        if (!bytes.isFinite()) {
            return Bytes.ofString(bytes + " bytes");
        }
        BigDecimal exact = bytes.toBigDecimal();
        if (exact.abs().compareTo(new BigDecimal(FIRST_LIMIT)) < 0) {
            return Bytes.ofString(exact.toPlainString() + " bytes");
        }
        return pretty(exact.setScale(0, RoundingMode.DOWN).toBigInteger());
    }
}
