package dev.borealis.cli;

import dev.borealis.server.BorealisServer;
import dev.borealis.server.StartFailure;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/** The program: which commands there are and how they end. */
@Command(
        name = "borealis",
        description = "A self-hosted implementation of Amazon Aurora DSQL.",
        mixinStandardHelpOptions = true,
        versionProvider = Borealis.Version.class,
        subcommands = {
            StartCommand.class,
            StopCommand.class,
            StatusCommand.class,
            EnvCommand.class,
            TokenCommand.class,
            VerifyCommand.class,
            BackupCommand.class,
            CheckCommand.class,
            ClockCommand.class,
            PsqlCommand.class,
            SqlCommand.class,
            RunCommand.class,
            TrainCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  borealis start --background",
            "  borealis psql -- -c \"select version()\"",
            "  eval \"$(borealis env)\" && psql",
            "  borealis stop",
            "",
            "Configuration: an option that is not given is taken from the environment (--http-port from",
            "BOREALIS_HTTP_PORT), else from borealis.toml (http-port = 9000, for all commands or below [start])."
        })
public final class Borealis implements Runnable {
    /** Done. */
    static final int OK = 0;

    /** Could not be done. */
    static final int FAILED = 1;

    /** Not a command, or not its options. */
    static final int USAGE = 2;

    /** The day whose Aurora DSQL is imitated, and the PostgreSQL it announces. Source: spec/sql-catalog-session.md. */
    private static final String IMITATES = "imitates Aurora DSQL of 2026-10-01, PostgreSQL 16.15";

    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = CommandLine.ScopeType.INHERIT,
            description =
                    "Configuration (default: $BOREALIS_CONFIG, else borealis.toml here or in ~/.config/borealis).")
    private @Nullable Path config;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    public Borealis() {}

    /** The program; ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(execute(commandLine(), System.getenv(), Path.of(""), arguments));
    }

    /**
     * Runs a command: options that are not given take what the configuration holds.
     *
     * @param directory the working directory
     * @return the exit code
     */
    static int execute(
            CommandLine line,
            Map<String, String> environment,
            Path directory,
            String... arguments) {
        CommandLine.ParseResult called;
        try {
            called = line.parseArgs(arguments);
        } catch (ParameterException e) {
            return line.execute(arguments); // tells what is wrong
        }
        if (!asksForHelp(called)) {
            try {
                Configuration configuration =
                        Configuration.load(line, config(called), environment, directory);
                ConfiguredDefaults defaults = new ConfiguredDefaults(configuration);
                line.setDefaultValueProvider(defaults);
                line.setParameterExceptionHandler((e, _) -> usage(e, defaults));
            } catch (Configuration.Wrong e) {
                line.getErr().println("borealis: " + e.getMessage());
                line.getErr().flush();
                return USAGE;
            }
        }
        return line.execute(arguments);
    }

    private static boolean asksForHelp(CommandLine.ParseResult called) {
        return called.asCommandLineList().stream()
                .anyMatch(c -> c.isUsageHelpRequested() || c.isVersionHelpRequested());
    }

    /** What --config names, wherever it stands. */
    private static @Nullable Path config(CommandLine.ParseResult called) {
        for (CommandLine command : called.asCommandLineList()) {
            if (command.getParseResult().matchedOptionValue("--config", null)
                    instanceof Path file) {
                return file;
            }
        }
        return null;
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Borealis());
        line.setExecutionExceptionHandler(
                (exception, command, _) -> report(exception, command.getErr()));
        line.setParameterExceptionHandler((exception, _) -> usage(exception, null));
        for (String name : new String[] {"psql", "run"}) {
            // everything behind belongs to the other program
            line.getSubcommands()
                    .get(name)
                    .setUnmatchedOptionsArePositionalParams(true)
                    .setStopAtPositional(true);
        }
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int report(Exception exception, PrintWriter err) {
        if (exception instanceof Failure || exception instanceof StartFailure) {
            err.println("borealis: " + exception.getMessage());
        } else {
            err.println("borealis: " + exception);
            if (System.getenv("BOREALIS_DEBUG") != null) {
                exception.printStackTrace(err);
            } else {
                err.println("borealis: set BOREALIS_DEBUG=1 to see where");
            }
        }
        err.flush();
        return FAILED;
    }

    /** @param defaults where values may have come from; null when only from the command line */
    private static int usage(ParameterException exception, @Nullable ConfiguredDefaults defaults) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        String source =
                defaults == null || exception.getArgSpec() == null || exception.getValue() == null
                        ? ""
                        : defaults.source(exception.getArgSpec(), exception.getValue())
                                .map(from -> " (from " + from + ")")
                                .orElse("");
        err.println("borealis: " + exception.getMessage() + source);
        CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
        err.println("borealis: see `" + command.getCommandSpec().qualifiedName() + " --help`");
        err.flush();
        return USAGE;
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"borealis " + BorealisServer.VERSION + " (" + IMITATES + ")"};
        }
    }
}
