package dev.borealis.types.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.format.Floats;
import dev.borealis.types.format.NumericText;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Objects;
import java.util.TreeMap;

/** Every row of {@code recorded-numeric.tsv}: operations on numeric as PostgreSQL 16 did them, scales included. */
class RecordedNumericTest {
    @Test
    void resultsAndErrorsAreAsRecorded() throws IOException {
        String text;
        try (var stream = RecordedNumericTest.class.getResourceAsStream("recorded-numeric.tsv")) {
            text =
                    new String(
                            Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        }
        var problems = new ArrayList<String>();
        var perOperation = new TreeMap<String, Integer>();
        int rows = 0;
        for (String line : text.split("\n")) {
            String[] row = line.split("\t", -1);
            rows++;
            String found = outcome(row[0], row[1], row[2]);
            if (!found.equals(row[3])) {
                perOperation.merge(row[0], 1, Integer::sum);
                problems.add(
                        row[0]
                                + " "
                                + row[1]
                                + " "
                                + row[2]
                                + "\n  wanted "
                                + row[3]
                                + "\n  found  "
                                + found);
            }
        }
        assertThat(problems).as("%d of %d rows: %s", problems.size(), rows, perOperation).isEmpty();
    }

    private static String outcome(String operation, String left, String right) {
        try {
            return "=" + result(operation, numeric(left), right);
        } catch (SqlException e) {
            return "!" + e.state().code() + " " + e.text();
        } catch (RuntimeException e) {
            return "broken: "
                    + e
                    + " at "
                    + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "?");
        }
    }

    private static Numeric numeric(String text) {
        return NumericText.parse(Bytes.ofString(text));
    }

    private static Object result(String operation, Numeric left, String right) {
        return switch (operation) {
            case "sqrt" -> NumericMath.sqrt(left);
            case "ln" -> NumericMath.ln(left);
            case "log10" -> NumericMath.log10(left);
            case "exp" -> NumericMath.exp(left);
            case "+" -> left.add(numeric(right));
            case "-" -> left.subtract(numeric(right));
            case "*" -> left.multiply(numeric(right));
            case "/" -> left.divide(numeric(right));
            case "%" -> left.remainder(numeric(right));
            case "power" -> NumericMath.power(left, numeric(right));
            case "log" -> NumericMath.log(left, numeric(right));
            case "cmp" -> Integer.signum(left.compareTo(numeric(right)));
            case "round" -> left.round(Integer.parseInt(right));
            case "trunc" -> left.truncate(Integer.parseInt(right));
            case "floor" -> left.floor();
            case "ceil" -> left.ceil();
            case "div" -> left.divideTruncated(numeric(right));
            case "trim_scale" -> left.trimScale();
            case "int8" -> left.toLong();
            case "int4" -> left.toInt();
            case "int2" -> left.toShort();
            case "float8" -> {
                var out = new ByteAppender();
                Floats.printDouble(left.toDouble(), 1, out);
                yield out;
            }
            case "float4" -> {
                var out = new ByteAppender();
                Floats.printFloat(left.toFloat(), 1, out);
                yield out;
            }
            case "fromfloat8" -> Numeric.ofDouble(left.toDouble());
            case "fromfloat4" -> Numeric.ofFloat(left.toFloat());
            default -> throw new IllegalStateException(operation);
        };
    }
}
