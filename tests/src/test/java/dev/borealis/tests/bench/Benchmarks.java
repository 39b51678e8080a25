package dev.borealis.tests.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks whose names match the arguments, or all, with bytes allocated per operation. */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] names) throws RunnerException {
        var options =
                new OptionsBuilder()
                        .addProfiler(GCProfiler.class)
                        .jvmArgsAppend(
                                "-XX:+UseZGC",
                                "-XX:+UseCompactObjectHeaders",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow");
        if (names.length == 0) {
            options.include("dev\\.borealis\\.tests\\.bench\\..*");
        }
        for (String name : names) {
            options.include(name);
        }
        new Runner(options.build()).run();
    }
}
