package dev.borealis.engine.session;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every configuration parameter that SHOW knows, and which of them SET may change. Immutable. */
public final class SettingDefinitions {
    /**
     * Parameters SET accepts. Source: spec/sql-catalog-session.md section 1.1; {@code session_authorization} only to
     * DEFAULT.
     */
    private static final Set<String> SETTABLE =
            Set.of(
                    "application_name",
                    "client_encoding",
                    "datestyle",
                    "intervalstyle",
                    "extra_float_digits",
                    "timezone",
                    "search_path",
                    "enable_bitmapscan",
                    "enable_hashjoin",
                    "enable_indexonlyscan",
                    "enable_indexscan",
                    "enable_material",
                    "enable_mergejoin",
                    "enable_nestloop",
                    "enable_seqscan",
                    "dsql.enable_batched_nestloop",
                    "disable_sync_create_index",
                    "role",
                    "session_authorization");

    /** As in PostgreSQL. */
    private static final Set<String> UNLISTED =
            Set.of("is_superuser", "role", "seed", "session_authorization");

    private static final SettingDefinitions INSTANCE = load();

    /**
     * One parameter.
     *
     * @param name in its canonical spelling, as SHOW heads its column
     * @param value its value in a new session
     * @param type bool, integer, real, string or enum
     */
    public record Definition(
            String name,
            String value,
            String type,
            String unit,
            String context,
            String category,
            List<String> enumValues) {
        public Definition {
            enumValues = List.copyOf(enumValues);
        }

        /** Whether SHOW ALL and pg_settings list it; SHOW answers for all. */
        public boolean isListed() {
            return !UNLISTED.contains(name);
        }

        /** Whether plans depend on it. */
        public boolean steersPlanner() {
            return name.equals("search_path")
                    || name.equals("dsql.enable_batched_nestloop")
                    || category.startsWith("Query Tuning");
        }

        /** Whether DSQL lets sessions change it. */
        public boolean isSettable() {
            return SETTABLE.contains(name.toLowerCase(Locale.ROOT));
        }
    }

    private final Map<String, Definition> byName;

    private SettingDefinitions(Map<String, Definition> byName) {
        this.byName = byName;
    }

    /** All settings there are. */
    public static SettingDefinitions get() {
        return INSTANCE;
    }

    /** By name in any case, or null. */
    public @Nullable Definition find(String name) {
        return byName.get(name.toLowerCase(Locale.ROOT));
    }

    /** All, by name. */
    public Collection<Definition> all() {
        return byName.values();
    }

    private static SettingDefinitions load() {
        var byName = new TreeMap<String, Definition>();
        try (var in = SettingDefinitions.class.getResourceAsStream("settings.tsv")) {
            if (in == null) {
                throw new IllegalStateException("settings.tsv is missing from the class path");
            }
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#")) {
                    Definition definition = parse(line.split("\t", -1));
                    byName.put(definition.name().toLowerCase(Locale.ROOT), definition);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SettingDefinitions(Collections.unmodifiableMap(byName));
    }

    private static Definition parse(String[] fields) {
        List<String> values = new ArrayList<>();
        if (!fields[6].isEmpty()) {
            values.addAll(List.of(fields[6].split(",")));
        }
        return new Definition(
                fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], values);
    }
}
