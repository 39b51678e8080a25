package dev.borealis.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.util.Optional;

/** Gives options that are not on the command line what the configuration holds for them. */
final class ConfiguredDefaults implements IDefaultValueProvider {
    private final Configuration configuration;

    ConfiguredDefaults(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return value(argument).map(Configuration.Value::text).orElse(null);
    }

    /** Who said so, when an option has this value from the configuration. */
    Optional<String> source(ArgSpec argument, String text) {
        return value(argument)
                .filter(value -> value.text().equals(text))
                .map(Configuration.Value::source);
    }

    private Optional<Configuration.Value> value(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? configuration.value(option.command().name(), Configuration.name(option))
                : Optional.empty();
    }
}
