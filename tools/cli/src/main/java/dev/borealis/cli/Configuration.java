package dev.borealis.cli;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlParser;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What options hold when the command line does not say: {@code BOREALIS_*} of the environment, then {@code borealis.toml}.
 *
 * <pre>
 * region = "eu-west-1"     # every command that has --region
 * [start]
 * http-port = 9000         # start --http-port
 * </pre>
 *
 * <p>A key is the long name of an option; in the environment it is in capitals, with underscores, and holds for every
 * command that has the option. What is no option's name is an error: a mistyped setting must not be passed over in silence.
 */
final class Configuration {
    /** Name of the file, in the working directory or in the user's folder. */
    static final String FILE = "borealis.toml";

    /** Names the file. */
    static final String FILE_VARIABLE = "BOREALIS_CONFIG";

    private static final String PREFIX = "BOREALIS_";

    /** Variables that are no option's. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of(
                    FILE_VARIABLE,
                    "BOREALIS_DEBUG",
                    "BOREALIS_JVM_OPTIONS",
                    "BOREALIS_PAGE_BUDGET",
                    "BOREALIS_SERVER_JVM_OPTIONS",
                    "BOREALIS_TRAINING");

    /** Options of one call: what is to be done, not how it is usually done. */
    private static final Set<String> NOT_CONFIGURED =
            Set.of(
                    "help",
                    "version",
                    "config",
                    "background",
                    "recover",
                    "admin",
                    "command",
                    "advance",
                    "file");

    /** What an option holds, and who says so, for messages. */
    record Value(String text, String source) {}

    /**
     * Keys are {@code $option} for what the environment says, {@code command.option} and {@code .option} for what the file
     * says for one command and for all.
     */
    private final Map<String, Value> values;

    private Configuration(Map<String, Value> values) {
        this.values = Map.copyOf(values);
    }

    /** Something in the configuration is wrong; the message says where and what. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Reads both.
     *
     * @param file what {@code --config} names
     * @param directory the working directory
     */
    static Configuration load(
            CommandLine program,
            @Nullable Path file,
            Map<String, String> environment,
            Path directory)
            throws Wrong {
        Map<String, Value> values = new HashMap<>();
        Map<String, Set<String>> known = options(program);
        Optional<Path> found = find(file, environment, directory);
        if (found.isPresent()) {
            readFile(found.get(), known, values);
        }
        readEnvironment(environment, known, values);
        return new Configuration(values);
    }

    /** What holds for an option of a command. */
    Optional<Value> value(String command, String option) {
        Value environment = values.get("$" + option);
        Value ofCommand = values.get(command + "." + option);
        Value general = values.get("." + option);
        return Optional.ofNullable(
                environment != null ? environment : ofCommand != null ? ofCommand : general);
    }

    private static Optional<Path> find(
            @Nullable Path file, Map<String, String> environment, Path directory) throws Wrong {
        String variable = environment.getOrDefault(FILE_VARIABLE, "");
        Path named = file != null || variable.isEmpty() ? file : Path.of(variable);
        if (named != null) {
            if (!Files.isRegularFile(directory.resolve(named))) {
                throw new Wrong("there is no configuration file " + named);
            }
            return Optional.of(directory.resolve(named));
        }
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path home =
                xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(xdg);
        return List.of(directory.resolve(FILE), home.resolve("borealis").resolve(FILE)).stream()
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static void readFile(
            Path file, Map<String, Set<String>> known, Map<String, Value> values) throws Wrong {
        UnmodifiableConfig content;
        try {
            // the parser wants an end behind the last line
            content = new TomlParser().parse(Files.readString(file, StandardCharsets.UTF_8) + "\n");
        } catch (ParsingException e) {
            throw new Wrong(file + " is not TOML: " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new Wrong("there is no configuration file " + file);
        } catch (IOException e) {
            throw new Wrong("cannot read " + file + ": " + e.getMessage());
        }
        Set<String> everywhere = new TreeSet<>();
        known.values().forEach(everywhere::addAll);
        for (UnmodifiableConfig.Entry entry : content.entrySet()) {
            String key = entry.getKey();
            if (entry.getRawValue() instanceof UnmodifiableConfig table) {
                Set<String> options = known.get(key);
                if (options == null) {
                    throw unknown(file + ": unknown table \"" + key + "\"", key, known.keySet());
                }
                for (UnmodifiableConfig.Entry inner : table.entrySet()) {
                    read(file, key, inner, options, values);
                }
            } else {
                read(file, "", entry, everywhere, values);
            }
        }
    }

    private static void read(
            Path file,
            String command,
            UnmodifiableConfig.Entry entry,
            Set<String> options,
            Map<String, Value> values)
            throws Wrong {
        String key = entry.getKey();
        String place = command.isEmpty() ? "" : " in [" + command + "]";
        if (!options.contains(key)) {
            throw unknown(file + ": unknown key \"" + key + "\"" + place, key, options);
        }
        String text =
                switch (entry.<@Nullable Object>getRawValue()) {
                    case String string ->
                            // a folder is meant as seen from the file
                            key.equals("data")
                                    ? file.toAbsolutePath().resolveSibling(string).toString()
                                    : string;
                    case Boolean flag -> flag.toString();
                    case Integer number -> number.toString();
                    case Long number -> number.toString();
                    case null, default ->
                            throw new Wrong(
                                    file
                                            + ": \""
                                            + key
                                            + "\""
                                            + place
                                            + " must be a string, a whole number, true or false");
                };
        values.put(command + "." + key, new Value(text, file.toString()));
    }

    private static void readEnvironment(
            Map<String, String> environment,
            Map<String, Set<String>> known,
            Map<String, Value> values)
            throws Wrong {
        Map<String, String> variables = new TreeMap<>();
        known.values()
                .forEach(
                        options ->
                                options.forEach(option -> variables.put(variable(option), option)));
        for (String name : new TreeSet<>(environment.keySet())) {
            if (!name.startsWith(PREFIX) || OTHER_VARIABLES.contains(name)) {
                continue;
            }
            String option = variables.get(name);
            if (option == null) {
                Set<String> candidates = new TreeSet<>(variables.keySet());
                candidates.addAll(OTHER_VARIABLES);
                throw unknown("unknown environment variable " + name, name, candidates);
            }
            String text = environment.get(name);
            if (!text.isEmpty()) {
                values.put("$" + option, new Value(text, name));
            }
        }
    }

    private static String variable(String option) {
        return PREFIX + option.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The options that can be configured, by command. */
    private static Map<String, Set<String>> options(CommandLine program) {
        Map<String, Set<String>> options = new TreeMap<>();
        program.getSubcommands()
                .forEach((name, command) -> options.put(name, options(command.getCommandSpec())));
        options.values().removeIf(Set::isEmpty);
        return options;
    }

    private static Set<String> options(CommandSpec command) {
        Set<String> names = new TreeSet<>();
        for (OptionSpec option : command.options()) {
            String name = name(option);
            if (!NOT_CONFIGURED.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** The long name without its dashes: the key. */
    static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    private static Wrong unknown(String message, String name, Set<String> known) {
        List<String> hints = new ArrayList<>();
        Closest.to(name, known).ifPresent(hint -> hints.add("did you mean \"" + hint + "\"?"));
        hints.add("There is: " + String.join(", ", known));
        return new Wrong(message + "; " + String.join(" ", hints));
    }
}
