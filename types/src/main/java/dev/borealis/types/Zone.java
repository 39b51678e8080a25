package dev.borealis.types;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;

/**
 * A time zone as PostgreSQL has it: a region ({@code Europe/Berlin}), a POSIX rule ({@code EST5EDT,M3.2.0,M11.1.0}) or
 * a fixed offset ({@code <-07>+07}). Rules come from the JDK's zone data; offsets are seconds east of UTC.
 */
public final class Zone {
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** Seconds from 1970-01-01 to 2000-01-01. */
    private static final long EPOCH_2000 = 946_684_800;

    public static final Zone UTC = new Zone("UTC", ZoneOffset.UTC.getRules(), "UTC", "UTC");

    private final String name;
    private final ZoneRules rules;
    private final boolean fixed;
    private final int fixedSeconds;
    private final String abbreviation;
    private final String daylightAbbreviation;

    /** The last stretch between two transitions that was asked for; replaced as a whole. */
    private volatile Stretch recent = new Stretch(1, 0, 0);

    /** Offset of all instants from {@code from} to before {@code to}, in seconds since 1970. */
    private record Stretch(long from, long to, int offset) {}

    private Zone(String name, ZoneRules rules, String abbreviation, String daylightAbbreviation) {
        this.name = name;
        this.rules = rules;
        this.fixed = rules.isFixedOffset();
        this.fixedSeconds = fixed ? rules.getOffset(Instant.EPOCH).getTotalSeconds() : 0;
        this.abbreviation = abbreviation;
        this.daylightAbbreviation = daylightAbbreviation;
    }

    /**
     * The zone with this name, whatever its case, or null when there is none: a region of PostgreSQL's list, or a POSIX
     * rule. {@code SET TIME ZONE -7} is {@link #ofSeconds}.
     */
    public static @Nullable Zone find(String name) {
        ZoneNames.Entry entry = ZoneNames.find(name);
        if (entry != null) {
            ZoneRules rules = rulesOf(entry.name());
            return rules == null
                    ? null
                    : new Zone(entry.name(), rules, entry.abbreviation(), entry.daylight());
        }
        return PosixZone.parse(name);
    }

    /** As {@link #find}; the name must exist. */
    public static Zone of(String name) {
        Zone zone = find(name);
        if (zone == null) {
            throw new IllegalStateException("no time zone " + name);
        }
        return zone;
    }

    /** A fixed offset east of UTC, named as PostgreSQL names it: {@code <+03:30>-03:30}. */
    public static Zone ofSeconds(int seconds) {
        String east = offsetText(seconds);
        return new Zone(
                "<" + east + ">" + offsetText(-seconds),
                ZoneOffset.ofTotalSeconds(seconds).getRules(),
                east,
                east);
    }

    static Zone ofRules(String name, ZoneRules rules, String abbreviation, String daylight) {
        return new Zone(name, rules, abbreviation, daylight);
    }

    /** {@code +03}, {@code -03:45}, {@code +00:53:28}. */
    public static String offsetText(int seconds) {
        int absolute = Math.abs(seconds);
        String text =
                String.format(Locale.ROOT, "%c%02d", seconds < 0 ? '-' : '+', absolute / 3600);
        if (absolute % 3600 != 0) {
            text += String.format(Locale.ROOT, ":%02d", absolute / 60 % 60);
        }
        return absolute % 60 == 0
                ? text
                : text + String.format(Locale.ROOT, ":%02d", absolute % 60);
    }

    /** As SHOW TimeZone prints it. */
    public String name() {
        return name;
    }

    /** Seconds east of UTC at an instant. @param micros since 2000-01-01 00:00 UTC */
    public int offsetAt(long micros) {
        if (fixed) {
            return fixedSeconds;
        }
        return recentOrNew(micros).offset;
    }

    private Stretch recentOrNew(long micros) {
        long second = Math.floorDiv(micros, MICROS_PER_SECOND) + EPOCH_2000;
        Stretch stretch = recent;
        if (second < stretch.from || second >= stretch.to) {
            stretch = stretchOf(second);
            recent = stretch;
        }
        return stretch;
    }

    private Stretch stretchOf(long second) {
        Instant instant = Instant.ofEpochSecond(second);
        ZoneOffsetTransition next = rules.nextTransition(instant);
        ZoneOffsetTransition previous = rules.previousTransition(instant.plusSeconds(1));
        return new Stretch(
                previous == null ? Long.MIN_VALUE : previous.toEpochSecond(),
                next == null ? Long.MAX_VALUE : next.toEpochSecond(),
                rules.getOffset(instant).getTotalSeconds());
    }

    /**
     * Seconds east of UTC of a local time. In the hour that a spring change skips it is the offset before the change, in
     * the hour that an autumn change repeats the offset after it, as in PostgreSQL.
     *
     * @param micros local time as microseconds since 2000-01-01 00:00
     */
    public int offsetOfLocal(long micros) {
        if (fixed) {
            return fixedSeconds;
        }
        LocalDateTime local =
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, MICROS_PER_SECOND) + EPOCH_2000, 0, ZoneOffset.UTC);
        ZoneOffsetTransition transition = rules.getTransition(local);
        if (transition == null) {
            return rules.getOffset(local).getTotalSeconds();
        }
        ZoneOffset offset =
                transition.isGap() ? transition.getOffsetBefore() : transition.getOffsetAfter();
        return offset.getTotalSeconds();
    }

    /** Whether daylight-saving time holds at an instant. @param micros since 2000-01-01 00:00 UTC */
    public boolean isDaylight(long micros) {
        if (fixed) {
            return false;
        }
        long second = Math.floorDiv(micros, MICROS_PER_SECOND) + EPOCH_2000;
        return rules.isDaylightSavings(Instant.ofEpochSecond(second));
    }

    /** Short name of the zone at an instant: {@code CET}, {@code CEST}, {@code +01}. Today's names at all times. */
    public String abbreviationAt(long micros) {
        if (fixed) {
            return abbreviation;
        }
        if (recentOrNew(micros).from == Long.MIN_VALUE) {
            return "LMT"; // local mean time, before there were zones
        }
        return isDaylight(micros) ? daylightAbbreviation : abbreviation;
    }

    private static @Nullable ZoneRules rulesOf(String name) {
        try {
            return ZoneId.of(name, ZoneId.SHORT_IDS).getRules();
        } catch (DateTimeException e) {
            return null; // PostgreSQL knows a few names that the JDK does not, such as Factory
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Zone that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
