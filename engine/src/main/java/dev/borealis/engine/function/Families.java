package dev.borealis.engine.function;

import dev.borealis.engine.function.aggregate.CountAndSum;
import dev.borealis.engine.function.aggregate.Statistics;
import dev.borealis.engine.function.aggregate.WindowFunctions;
import dev.borealis.engine.function.comparison.ComparisonFunctions;
import dev.borealis.engine.function.comparison.HashFunctions;
import dev.borealis.engine.function.number.FloatFunctions;
import dev.borealis.engine.function.number.IntegerFunctions;
import dev.borealis.engine.function.number.MathFunctions;
import dev.borealis.engine.function.regex.RegexFunctions;
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
                FloatFunctions::define,
                MathFunctions::define,
                TextFunctions::define,
                LikeFunctions::define,
                TextCasts::define,
                QuotingFunctions::define,
                FormatFunctions::define,
                RegexFunctions::define,
                BytesFunctions::define,
                EncodingFunctions::define,
                ComparisonFunctions::define,
                HashFunctions::define,
                CountAndSum::define,
                Statistics::define,
                WindowFunctions::define);
    }
}
