package dev.borealis.engine.function.datetime;

import dev.borealis.engine.function.Call;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Zone;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.datetime.IntervalText;
import dev.borealis.types.error.DateTimeErrors;
import dev.borealis.types.error.TimeFunctionErrors;
import dev.borealis.types.value.Interval;

/** Time zones as arguments. */
final class Zones {
    private Zones() {}

    static Zone find(Bytes name) {
        Zone zone = Zone.find(name.string());
        if (zone == null) {
            throw DateTimeErrors.timeZoneNotRecognized(name.string());
        }
        return zone;
    }

    /** Seconds east of UTC that an interval stands for. */
    static int offset(Call call, Interval interval) {
        if (interval.months() != 0 || interval.days() != 0) {
            var text = new ByteAppender();
            IntervalText.print(interval, call.context().intervalStyle(), text);
            throw TimeFunctionErrors.zoneIntervalWithDays(text.string());
        }
        return (int) (interval.micros() / DateTimes.MICROS_PER_SECOND);
    }
}
