package dev.borealis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

class BorealisTest {
    @TempDir Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Borealis.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void versionSaysWhatIsImitated() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("borealis ").contains("Aurora DSQL of 20");
    }

    static Stream<String> commands() {
        return Borealis.commandLine().getCommandSpec().subcommands().entrySet().stream()
                .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals("help"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyHelpEndsWithExamples(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Examples:").contains("borealis " + command);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void wrongUsageIsTwoAndGoesToStderr() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("nonsense")).isEqualTo(2);
        assertThat(run("start", "--nonsense")).isEqualTo(2);
        assertThat(run("start", "--port", "70000")).isEqualTo(2);
        assertThat(run("start", "--heap", "lots")).isEqualTo(2);
        assertThat(run("verify")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("Unknown option: '--nonsense'");
    }

    @Test
    void withoutAServerCommandsFailAndSayWhatToDo() {
        for (String command : new String[] {"stop", "status", "env", "psql", "sql"}) {
            assertThat(run(command, "--data", directory.toString())).as(command).isEqualTo(1);
        }
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("no server is running on " + directory);
    }
}
