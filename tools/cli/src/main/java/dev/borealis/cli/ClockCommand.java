package dev.borealis.cli;

import dev.borealis.server.RunningServer;
import dev.borealis.server.control.ControlClient;
import dev.borealis.server.control.ControlFailure;
import dev.borealis.server.control.ControlMessage;
import dev.borealis.server.rehearsal.Durations;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;

/** {@code borealis clock}. */
@Command(
        name = "clock",
        description =
                "Show or move the clock of a server that was started with --clock-offset: limits of time"
                        + " are reached without waiting.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  borealis start --background --clock-offset 0s",
            "  borealis clock --advance 6m            # open transactions are too old now",
            "  borealis clock --advance 1h            # connections have lived their hour"
        })
final class ClockCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOption data;

    @Option(
            names = "--advance",
            paramLabel = "DURATION",
            description = "Move it forward, such as 6m or 1h30m.")
    private @Nullable String advance;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    ClockCommand() {}

    @Override
    public Integer call() {
        Duration by = advance == null ? Duration.ZERO : duration(advance);
        RunningServer server = server();
        if (advance != null) {
            try {
                ControlClient.ask(data.path(), new ControlMessage.AdvanceClock(by), _ -> {});
            } catch (ControlFailure e) {
                throw new Failure(String.valueOf(e.getMessage()));
            }
            server = server();
        }
        Duration offset = server.rehearsal().clockOffset();
        print(offset == null ? Duration.ZERO : offset);
        return Borealis.OK;
    }

    private RunningServer server() {
        return RunningServer.find(data.path())
                .orElseThrow(() -> new Failure("no server is running on " + data.path()));
    }

    private Duration duration(String text) {
        try {
            Duration parsed = Durations.parse(text);
            if (!parsed.isNegative()) {
                return parsed;
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--advance: " + e.getMessage(), e);
        }
        throw new ParameterException(
                spec.commandLine(), "--advance: time goes forward only: " + text);
    }

    private void print(Duration offset) {
        Instant now = Instant.now().plus(offset).truncatedTo(ChronoUnit.SECONDS);
        spec.commandLine().getOut().printf("%s (%s ahead)%n", now, Durations.text(offset)).flush();
    }
}
