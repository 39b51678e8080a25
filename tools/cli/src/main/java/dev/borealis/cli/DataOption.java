package dev.borealis.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** {@code --data}: flag, else {@code BOREALIS_DATA}, else {@code $XDG_DATA_HOME/borealis}, else the usual folder. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data directory (default: $BOREALIS_DATA, else ${sys:user.home}/.local/share/borealis).")
    private @Nullable Path data;

    Path path() {
        if (data != null) {
            return data;
        }
        String fromEnvironment = System.getenv("BOREALIS_DATA");
        if (fromEnvironment != null && !fromEnvironment.isEmpty()) {
            return Path.of(fromEnvironment);
        }
        String xdg = System.getenv("XDG_DATA_HOME");
        return xdg != null && !xdg.isEmpty()
                ? Path.of(xdg, "borealis")
                : Path.of(System.getProperty("user.home"), ".local", "share", "borealis");
    }
}
