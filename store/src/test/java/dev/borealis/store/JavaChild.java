package dev.borealis.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a test runs a class of its own in a process that it may then freeze, kill or starve. */
public final class JavaChild {
    private JavaChild() {}

    /**
     * The command, on the class path of this process. Little is started and soon: one collector thread, one compiler.
     *
     * @param heap the most memory for objects, such as {@code 192m}
     */
    public static List<String> command(Class<?> main, String heap, String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + heap,
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }

    /**
     * In the child: ends it when its input does, which is when the process that started it ends, however that ends. For
     * children that would otherwise go on for ever.
     */
    public static void endWithParent() {
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                while (System.in.read() >= 0) {
                                    // nothing is said to it
                                }
                            } catch (IOException e) {
                                // as good as the end
                            }
                            Runtime.getRuntime().halt(0);
                        });
    }
}
