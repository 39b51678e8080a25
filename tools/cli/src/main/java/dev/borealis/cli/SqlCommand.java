package dev.borealis.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code borealis sql}: a small shell, for machines without psql. */
@Command(
        name = "sql",
        description = "Run SQL: from -c, from a file, from standard input, or typed in.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  borealis sql                                   # typed in; \\q ends",
            "  borealis sql -c \"select version()\"",
            "  borealis sql -f schema.sql",
            "  borealis sql -c \"select 1 as a\" --output json",
            "  borealis sql --endpoint $CLUSTER.dsql.us-east-1.on.aws -f schema.sql"
        })
final class SqlCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private TargetOption target;

    @Option(
            names = {"-c", "--command"},
            paramLabel = "SQL",
            description =
                    "Run this and end; may be given several times. Several statements in one -c are one message.")
    private List<String> commands = new ArrayList<>();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Run the statements of a file and end.")
    private @Nullable Path file;

    @Option(
            names = "--user",
            paramLabel = "USER",
            defaultValue = "admin",
            description = "Database role (default: admin).")
    private String user;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, or json: one object a row (default: table).")
    private ResultPrinter.Format format;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    SqlCommand() {}

    @Override
    public Integer call() throws IOException {
        if (file != null && !commands.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "-c and -f exclude each other");
        }
        Target cluster = target.target();
        PrintWriter err = spec.commandLine().getErr();
        try (WireClient client = WireClient.connect(cluster, user)) {
            ResultPrinter printer = new ResultPrinter(spec.commandLine().getOut(), err, format);
            return run(client, printer, err) ? Borealis.OK : Borealis.FAILED;
        } catch (WireClient.ServerError e) {
            err.println(e.getMessage());
            err.flush();
            return Borealis.FAILED;
        }
    }

    private boolean run(WireClient client, ResultPrinter printer, PrintWriter err)
            throws IOException {
        Path script = file;
        if (script != null) {
            try {
                return script(client, printer, err, Files.readString(script));
            } catch (NoSuchFileException e) {
                throw new Failure("there is no file " + script);
            }
        }
        if (!commands.isEmpty()) {
            for (String command : commands) {
                if (!statement(client, printer, err, command)) {
                    return false;
                }
            }
            return true;
        }
        if (System.console() == null || !System.console().isTerminal()) {
            return script(
                    client,
                    printer,
                    err,
                    new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return typed(client, printer, err);
    }

    /** All statements of a script, up to the first that fails. */
    private static boolean script(
            WireClient client, ResultPrinter printer, PrintWriter err, String text)
            throws IOException {
        StatementSplitter splitter = new StatementSplitter();
        List<String> statements = new ArrayList<>(splitter.add(text));
        statements.add(splitter.rest());
        for (String statement : statements) {
            if (!statement.isEmpty() && !statement(client, printer, err, statement)) {
                return false;
            }
        }
        return true;
    }

    private static boolean typed(WireClient client, ResultPrinter printer, PrintWriter err)
            throws IOException {
        err.println("Borealis SQL. Statements end with ;  \\q ends.");
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        StatementSplitter splitter = new StatementSplitter();
        while (true) {
            String mark = client.status() == 'I' ? "" : client.status() == 'T' ? "*" : "!";
            err.print("postgres" + (splitter.isEmpty() ? "=" : "-") + mark + "> ");
            err.flush();
            String line = in.readLine();
            if (line == null || line.strip().equals("\\q") || line.strip().equals("exit")) {
                return true;
            }
            for (String statement : splitter.add(line + "\n")) {
                statement(client, printer, err, statement);
            }
        }
    }

    private static boolean statement(
            WireClient client, ResultPrinter printer, PrintWriter err, String sql)
            throws IOException {
        try {
            client.query(sql, printer);
            return true;
        } catch (WireClient.ServerError e) {
            err.println(e.getMessage());
            err.flush();
            if (e.diagnostic().get('S').equals("FATAL")) {
                throw new Failure("the server has ended the connection");
            }
            return false;
        }
    }
}
