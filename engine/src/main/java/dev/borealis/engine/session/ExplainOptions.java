package dev.borealis.engine.session;

import dev.borealis.engine.plan.ExplainFormat;
import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.types.error.ExplainErrors;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * Options of EXPLAIN, as PostgreSQL 16 reads them.
 *
 * @param summary whether the times of planning and execution are told
 * @param settings whether the planner's settings are told that are not as they start
 */
record ExplainOptions(
        boolean analyze,
        boolean verbose,
        boolean costs,
        boolean timing,
        boolean summary,
        boolean settings,
        boolean buffers,
        boolean wal,
        ExplainFormat format) {
    static ExplainOptions of(UtilityStatement.Explain explain) {
        boolean analyze = false;
        boolean verbose = false;
        boolean costs = true;
        boolean wal = false;
        boolean generic = false;
        Boolean timing = null;
        Boolean summary = null;
        boolean settings = false;
        boolean buffers = false;
        ExplainFormat format = ExplainFormat.TEXT;
        for (UtilityStatement.Option option : explain.options()) {
            switch (option.name()) {
                case "analyze" -> analyze = flag(option);
                case "verbose" -> verbose = flag(option);
                case "costs" -> costs = flag(option);
                case "timing" -> timing = flag(option);
                case "summary" -> summary = flag(option);
                case "settings" -> settings = flag(option);
                case "buffers" -> buffers = flag(option);
                case "wal" -> wal = flag(option);
                case "generic_plan" -> generic = flag(option);
                case "format" -> format = format(option);
                default ->
                        throw ExplainErrors.unknownOption(option.name())
                                .withPosition(option.position());
            }
        }
        if (wal && !analyze) {
            throw ExplainErrors.requiresAnalyze("WAL");
        }
        if (timing != null && timing && !analyze) {
            throw ExplainErrors.requiresAnalyze("TIMING");
        }
        if (generic && analyze) {
            throw ExplainErrors.analyzeOfGenericPlan();
        }
        return new ExplainOptions(
                analyze,
                verbose,
                costs,
                timing == null ? analyze : timing,
                summary == null ? analyze : summary,
                settings,
                buffers,
                wal,
                format);
    }

    private static ExplainFormat format(UtilityStatement.Option option) {
        String format = text(option);
        return switch (format) {
            case "text" -> ExplainFormat.TEXT;
            case "json" -> ExplainFormat.JSON;
            case "yaml" -> ExplainFormat.YAML;
            case "xml" -> ExplainFormat.XML;
            default ->
                    throw ExplainErrors.unknownValue(option.name(), format)
                            .withPosition(option.position());
        };
    }

    private static boolean flag(UtilityStatement.Option option) {
        Boolean flag =
                switch (option.value()) {
                    case UtilityStatement.OptionValue.None _ -> Boolean.TRUE;
                    case UtilityStatement.OptionValue.Text(String text) -> word(text);
                    case UtilityStatement.OptionValue.Number(Constant number) ->
                            number instanceof Constant.IntegerConstant integer
                                    ? integer.value() == 1
                                            ? Boolean.TRUE
                                            : integer.value() == 0 ? Boolean.FALSE : null
                                    : null;
                    case UtilityStatement.OptionValue.Names _,
                            UtilityStatement.OptionValue.Star _ ->
                            null;
                };
        if (flag == null) {
            throw ExplainErrors.requiresBoolean(option.name());
        }
        return flag;
    }

    private static @Nullable Boolean word(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on" -> Boolean.TRUE;
            case "false", "off" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static String text(UtilityStatement.Option option) {
        return switch (option.value()) {
            case UtilityStatement.OptionValue.Text(String text) -> text;
            case UtilityStatement.OptionValue.None _ ->
                    throw ExplainErrors.requiresParameter(option.name());
            case UtilityStatement.OptionValue.Number _,
                    UtilityStatement.OptionValue.Names _,
                    UtilityStatement.OptionValue.Star _ ->
                    "";
        };
    }
}
