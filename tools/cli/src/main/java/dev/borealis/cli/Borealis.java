package dev.borealis.cli;

import dev.borealis.server.BorealisServer;
import dev.borealis.server.StartFailure;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;

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
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  borealis start --background",
            "  borealis psql -- -c \"select version()\"",
            "  eval \"$(borealis env)\" && psql",
            "  borealis stop"
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

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    public Borealis() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Borealis());
        line.setExecutionExceptionHandler(
                (exception, command, _) -> report(exception, command.getErr()));
        line.setParameterExceptionHandler((exception, _) -> usage(exception));
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

    private static int usage(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("borealis: " + exception.getMessage());
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
