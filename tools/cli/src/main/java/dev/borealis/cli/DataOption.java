package dev.borealis.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** {@code --data}: as given or configured, else {@code $XDG_DATA_HOME/borealis}, else the usual folder. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data directory (default: $XDG_DATA_HOME/borealis, else ${sys:user.home}/.local/share/borealis).")
    private @Nullable Path data;

    Path path() {
        if (data != null) {
            return data;
        }
        String xdg = System.getenv("XDG_DATA_HOME");
        return xdg != null && !xdg.isEmpty()
                ? Path.of(xdg, "borealis")
                : Path.of(System.getProperty("user.home"), ".local", "share", "borealis");
    }
}
