package dev.borealis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Flag, then environment, then borealis.toml, then default; what is unknown is refused. */
class ConfigurationTest {
    @TempDir Path directory;

    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void noOtherFile() {
        environment.put("XDG_CONFIG_HOME", directory.resolve("nothing").toString());
    }

    private CommandLine line() {
        CommandLine line = Borealis.commandLine();
        line.setOut(new PrintWriter(new StringWriter(), true));
        line.setErr(new PrintWriter(err, true));
        // what is given is looked at, nothing is done
        line.setExecutionStrategy(_ -> 0);
        return line;
    }

    private @Nullable Object option(String command, String option, String... more) {
        CommandLine line = line();
        String[] arguments = new String[more.length + 1];
        arguments[0] = command;
        System.arraycopy(more, 0, arguments, 1, more.length);
        assertThat(Borealis.execute(line, environment, directory, arguments))
                .as(err.toString())
                .isZero();
        return line.getSubcommands().get(command).getCommandSpec().findOption(option).getValue();
    }

    private String refused(String... arguments) {
        assertThat(Borealis.execute(line(), environment, directory, arguments)).isEqualTo(2);
        return err.toString();
    }

    private void file(String text) throws IOException {
        Files.writeString(directory.resolve("borealis.toml"), text);
    }

    @Test
    void flagBeatsEnvironmentBeatsCommandBeatsFileBeatsDefault() throws IOException {
        assertThat(option("start", "--port")).isEqualTo(5432);
        file("port = 1");
        assertThat(option("start", "--port")).isEqualTo(1);
        file("port = 1\n[start]\nport = 2");
        assertThat(option("start", "--port")).isEqualTo(2);
        environment.put("BOREALIS_PORT", "3");
        assertThat(option("start", "--port")).isEqualTo(3);
        assertThat(option("start", "--port", "--port", "4")).isEqualTo(4);
    }

    @Test
    void aTableIsForItsCommandAlone() throws IOException {
        file("user = \"app\"\n[psql]\nuser = \"other\"\n[start]\nmemory = true");
        assertThat(option("sql", "--user")).isEqualTo("app");
        assertThat(option("psql", "--user")).isEqualTo("other");
        assertThat(option("start", "--memory")).isEqualTo(true);
    }

    @Test
    void aDataDirectoryIsMeantAsSeenFromTheFile() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("etc"));
        Files.writeString(folder.resolve("b.toml"), "data = \"rows\"");
        assertThat(option("status", "--data", "--config", "etc/b.toml"))
                .isEqualTo(folder.resolve("rows"));
    }

    @Test
    void theUsersFileIsReadWhereNoneIsHere() throws IOException {
        Path home = Files.createDirectories(directory.resolve("nothing/borealis"));
        Files.writeString(home.resolve("borealis.toml"), "region = \"eu-west-1\"");
        assertThat(option("start", "--region")).isEqualTo("eu-west-1");
        file("region = \"eu-central-1\"");
        assertThat(option("start", "--region")).isEqualTo("eu-central-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    htp-port = 1          | unknown key "htp-port"; did you mean "http-port"?
                    [strat]               | unknown table "strat"; did you mean "start"?
                    [stop]~port = 1       | unknown key "port" in [stop]
                    [start]~recover=true  | unknown key "recover" in [start]
                    port = [1]            | "port" must be a string, a whole number, true or false
                    port = = 1            | is not TOML
                    """)
    void whatIsWrongInTheFileIsNamed(String text, String message) throws IOException {
        file(text.replace('~', '\n'));
        assertThat(refused("stop")).contains("borealis.toml", message);
    }

    @Test
    void anUnknownVariableIsNamedWithTheClosest() {
        environment.put("BOREALIS_HTPT_PORT", "1");
        assertThat(refused("status"))
                .contains("unknown environment variable BOREALIS_HTPT_PORT")
                .contains("did you mean \"BOREALIS_HTTP_PORT\"?");
    }

    @Test
    void aWrongValueIsToldWithItsSource() throws IOException {
        file("port = \"many\"");
        assertThat(refused("start"))
                .contains("'--port'", "'many' is not an int", "(from ", "borealis.toml)");
    }

    @Test
    void aNamedFileMustExist() {
        assertThat(refused("status", "--config", "no.toml"))
                .contains("there is no configuration file no.toml");
        environment.put("BOREALIS_CONFIG", "gone.toml");
        assertThat(refused("status")).contains("there is no configuration file gone.toml");
    }

    @Test
    void helpIsGivenWhateverIsConfigured() throws IOException {
        file("nonsense = 1");
        assertThat(Borealis.execute(line(), environment, directory, "start", "--help")).isZero();
        assertThat(Borealis.execute(line(), environment, directory, "--version")).isZero();
    }
}
