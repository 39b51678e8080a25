package dev.borealis.types;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The names of PostgreSQL's time zones and the abbreviations it accepts in dates, from two resources. */
public final class ZoneNames {
    private static final Map<String, Entry> ZONES = zones();
    private static final Map<String, Abbreviation> ABBREVIATIONS = abbreviations();

    private ZoneNames() {}

    /** A row of {@code pg_timezone_names}: the short names in winter and summer. */
    public record Entry(String name, String abbreviation, String daylight) {}

    /** A row of {@code pg_timezone_abbrevs}. @param offset seconds east of UTC */
    public record Abbreviation(String name, int offset, boolean daylight) {}

    /** In any case; null when there is none. */
    public static @Nullable Entry find(String name) {
        return ZONES.get(name.toLowerCase(Locale.ROOT));
    }

    /** In any case; null when there is none. */
    public static @Nullable Abbreviation abbreviation(String name) {
        return ABBREVIATIONS.get(name.toUpperCase(Locale.ROOT));
    }

    /** As pg_timezone_names lists them. */
    public static Collection<Entry> all() {
        return ZONES.values();
    }

    private static Map<String, Entry> zones() {
        var map = new LinkedHashMap<String, Entry>();
        for (String[] row : rows("time-zones.tsv")) {
            map.put(row[0].toLowerCase(Locale.ROOT), new Entry(row[0], row[1], row[2]));
        }
        return Collections.unmodifiableMap(map);
    }

    private static Map<String, Abbreviation> abbreviations() {
        var map = new LinkedHashMap<String, Abbreviation>();
        for (String[] row : rows("time-zone-abbreviations.tsv")) {
            map.put(row[0], new Abbreviation(row[0], Integer.parseInt(row[1]), row[2].equals("t")));
        }
        return Collections.unmodifiableMap(map);
    }

    private static List<String[]> rows(String resource) {
        var stream =
                Objects.requireNonNull(ZoneNames.class.getResourceAsStream(resource), resource);
        var rows = new ArrayList<String[]>();
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.readLine(); // column names
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                rows.add(line.split("\t", -1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
