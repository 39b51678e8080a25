package dev.borealis.engine.function;

import dev.borealis.engine.function.aggregate.Collecting;
import dev.borealis.engine.function.aggregate.CountAndSum;
import dev.borealis.engine.function.aggregate.Statistics;
import dev.borealis.engine.function.aggregate.WindowFunctions;
import dev.borealis.engine.function.array.ArrayFunctions;
import dev.borealis.engine.function.array.SeriesFunctions;
import dev.borealis.engine.function.array.TextArrayFunctions;
import dev.borealis.engine.function.comparison.ComparisonFunctions;
import dev.borealis.engine.function.comparison.HashFunctions;
import dev.borealis.engine.function.datetime.ConstructionFunctions;
import dev.borealis.engine.function.datetime.DateTimeFunctions;
import dev.borealis.engine.function.datetime.ExtractFunctions;
import dev.borealis.engine.function.datetime.FormattingFunctions;
import dev.borealis.engine.function.datetime.InRangeFunctions;
import dev.borealis.engine.function.datetime.TruncateFunctions;
import dev.borealis.engine.function.json.JsonAggregates;
import dev.borealis.engine.function.json.JsonBuildFunctions;
import dev.borealis.engine.function.json.JsonFunctions;
import dev.borealis.engine.function.json.JsonRecordFunctions;
import dev.borealis.engine.function.json.JsonbChangeFunctions;
import dev.borealis.engine.function.json.JsonbFunctions;
import dev.borealis.engine.function.number.FloatFunctions;
import dev.borealis.engine.function.number.IntegerFunctions;
import dev.borealis.engine.function.number.MathFunctions;
import dev.borealis.engine.function.number.NumberFormatFunctions;
import dev.borealis.engine.function.number.NumericFunctions;
import dev.borealis.engine.function.regex.RegexFunctions;
import dev.borealis.engine.function.regex.RegexSetFunctions;
import dev.borealis.engine.function.system.DsqlFunctions;
import dev.borealis.engine.function.system.TypeFunctions;
import dev.borealis.engine.function.text.BytesFunctions;
import dev.borealis.engine.function.text.EncodingFunctions;
import dev.borealis.engine.function.text.FormatFunctions;
import dev.borealis.engine.function.text.LikeFunctions;
import dev.borealis.engine.function.text.QuotingFunctions;
import dev.borealis.engine.function.text.TextCasts;
import dev.borealis.engine.function.text.TextFunctions;

import java.util.List;

/** The families of this package and its sub-packages. */
final class Families {
    private Families() {}

    static List<FunctionFamily> all() {
        return List.of(
                IntegerFunctions::define,
                InRangeFunctions::define,
                FloatFunctions::define,
                NumericFunctions::define,
                Collecting::define,
                MathFunctions::define,
                DsqlFunctions::define,
                TypeFunctions::define,
                JsonFunctions::define,
                JsonbFunctions::define,
                JsonRecordFunctions::define,
                JsonbChangeFunctions::define,
                JsonBuildFunctions::define,
                JsonAggregates::define,
                TextFunctions::define,
                LikeFunctions::define,
                TextCasts::define,
                QuotingFunctions::define,
                FormatFunctions::define,
                DateTimeFunctions::define,
                FormattingFunctions::define,
                NumberFormatFunctions::define,
                ExtractFunctions::define,
                TruncateFunctions::define,
                ConstructionFunctions::define,
                RegexFunctions::define,
                RegexSetFunctions::define,
                ArrayFunctions::define,
                SeriesFunctions::define,
                TextArrayFunctions::define,
                BytesFunctions::define,
                EncodingFunctions::define,
                ComparisonFunctions::define,
                HashFunctions::define,
                CountAndSum::define,
                Statistics::define,
                WindowFunctions::define,
                WindowFunctions::defineHypothetical);
    }
}
