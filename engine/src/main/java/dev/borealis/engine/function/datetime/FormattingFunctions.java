package dev.borealis.engine.function.datetime;

import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.value.Interval;

/** to_char, to_date and to_timestamp by a template. */
public final class FormattingFunctions {
    private FormattingFunctions() {}

    public static void define(Implementations to) {
        to.objectOfLongObject(
                "timestamp_to_char",
                (_, a, template) ->
                        DateTimes.isInfinite(a) || ((Bytes) template).isEmpty()
                                ? null
                                : Bytes.ofString(
                                        DatePrinter.timestamp(a, ((Bytes) template).string())));
        to.objectOfLongObject(
                "timestamptz_to_char",
                (call, a, template) ->
                        DateTimes.isInfinite(a) || ((Bytes) template).isEmpty()
                                ? null
                                : Bytes.ofString(
                                        DatePrinter.timestampTz(
                                                a,
                                                call.context().timeZone(),
                                                ((Bytes) template).string())));
        to.objectOfObjectObject(
                "interval_to_char",
                (_, a, template) ->
                        ((Bytes) template).isEmpty()
                                ? null
                                : Bytes.ofString(
                                        DatePrinter.interval(
                                                (Interval) a, ((Bytes) template).string())));
        to.longOfObjectObject(
                "to_date",
                (_, text, template) ->
                        DateParser.date(((Bytes) text).string(), ((Bytes) template).string()));
        to.longOfObjectObject(
                "to_timestamp",
                (call, text, template) ->
                        DateParser.timestamp(
                                ((Bytes) text).string(),
                                ((Bytes) template).string(),
                                call.context().timeZone()));
    }
}
