package dev.borealis.tests.bench;

import dev.borealis.server.codec.BackendMessages;
import dev.borealis.server.codec.FrontendMessage;
import dev.borealis.server.codec.MessageBuffer;
import dev.borealis.sql.ParseResult;
import dev.borealis.sql.Parser;
import dev.borealis.sql.StatementShape;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Messages of the protocol and the texts in them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProtocolBenchmark {
    private static final String UPDATE =
            "UPDATE pgbench_accounts SET abalance = abalance + -1234 WHERE aid = 56789";

    /** Portal "", statement "read", one binary parameter of 4 bytes, results as text. */
    private final byte[] bind =
            new byte[] {0, 'r', 'e', 'a', 'd', 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 4, 0, 0, 9, 9, 0, 0};

    private final byte[] field = "field of a row".getBytes(StandardCharsets.UTF_8);
    private final MessageBuffer buffer = new MessageBuffer();

    public ProtocolBenchmark() {}

    /** DataRow of four fields, CommandComplete, ReadyForQuery. */
    @Benchmark
    public int encodeRow() {
        buffer.clear();
        buffer.begin('D').putShort(4);
        for (int i = 0; i < 4; i++) {
            buffer.putInt(field.length);
            buffer.bytes().append(field, 0, field.length);
        }
        buffer.end();
        BackendMessages.commandComplete(buffer, "SELECT 1");
        BackendMessages.readyForQuery(buffer, 'I');
        return buffer.length();
    }

    @Benchmark
    public FrontendMessage decodeBind() {
        return FrontendMessage.decode('B', bind);
    }

    @Benchmark
    public ParseResult parse() {
        return Parser.parse(UPDATE);
    }

    @Benchmark
    public @Nullable StatementShape shape() {
        return StatementShape.of(UPDATE);
    }
}
