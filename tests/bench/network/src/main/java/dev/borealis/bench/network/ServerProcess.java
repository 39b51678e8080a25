package dev.borealis.bench.network;

import com.sun.management.OperatingSystemMXBean;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One variant in a process of its own: prints its port, then obeys the lines of its standard input. Endless queries run
 * on platform threads of their own in every variant: that is where virtual threads and event loops alike must put them.
 */
final class ServerProcess {
    private static final List<Thread> ENDLESS = new ArrayList<>();
    private static volatile boolean endlessRun;

    private ServerProcess() {}

    /**
     * What a server has used up to now.
     *
     * @param cpuNanos processor time of everything but the endless queries
     * @param heapBytes live, when asked for after a collection
     * @param residentBytes of the process; its heap is touched from the start, so that what grows is outside of it
     */
    record Usage(long cpuNanos, long heapBytes, long residentBytes) {
        static Usage parse(String line) {
            String[] words = line.split(" ");
            return new Usage(
                    Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
        }

        @Override
        public String toString() {
            return cpuNanos + " " + heapBytes + " " + residentBytes;
        }
    }

    /** Arguments: variant, steps of work, endless queries. Ends with its standard input. */
    public static void main(String[] arguments) throws Exception {
        PointRead statement = new PointRead(Integer.parseInt(arguments[1]));
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            ENDLESS.add(Thread.ofPlatform().name("endless").start(ServerProcess::endlessQuery));
        }
        System.out.println(Variant.valueOf(arguments[0]).serve(statement));
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            switch (line) {
                case "start endless" -> {
                    endlessRun = true;
                    ENDLESS.forEach(LockSupport::unpark);
                }
                case "stop endless" -> endlessRun = false;
                case "usage" -> System.out.println(usage());
                case "usage after collection" -> {
                    System.gc();
                    System.gc();
                    System.out.println(usage());
                }
                default -> throw new IllegalArgumentException(line);
            }
        }
        System.exit(0);
    }

    private static void endlessQuery() {
        long value = 1;
        while (value != 0) {
            if (endlessRun) {
                value = Work.mix(value, 10_000);
            } else {
                LockSupport.park();
            }
        }
    }

    private static Usage usage() throws IOException {
        long cpu =
                ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime();
        for (Thread thread : ENDLESS) {
            cpu -= ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
        }
        long resident =
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> 1_024 * Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Usage(cpu, heap, resident);
    }
}
