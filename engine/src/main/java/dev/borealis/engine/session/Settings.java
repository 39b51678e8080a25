package dev.borealis.engine.session;

import dev.borealis.engine.plan.PlannerSwitches;
import dev.borealis.types.TypeContext;
import dev.borealis.types.Zone;
import dev.borealis.types.error.DialectErrors;
import dev.borealis.types.error.SettingErrors;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of one session. A SET in a transaction that is rolled back is undone; SET LOCAL ends with the transaction
 * either way. The values most asked for are kept parsed.
 */
public final class Settings {
    private final SettingDefinitions definitions = SettingDefinitions.get();

    /** What RESET goes back to, where it is not the definition's value: start-up parameters. */
    private final Map<String, String> atStart = new HashMap<>();

    private Map<String, String> ofSession = new HashMap<>();
    private final Map<String, String> ofTransaction = new HashMap<>();
    private @Nullable Map<String, String> beforeTransaction;

    private Zone timeZone = Zone.UTC;
    private TypeContext.DateStyle dateStyle = TypeContext.DateStyle.DEFAULT;
    private TypeContext.IntervalStyle intervalStyle = TypeContext.IntervalStyle.POSTGRES;
    private int extraFloatDigits = 1;
    private List<String> searchPath = List.of("$user", "public");
    private PlannerSwitches planner = PlannerSwitches.ALL;
    private long generation;

    /** A number that changes whenever any value may have changed. */
    public long generation() {
        return generation;
    }

    /** Sets a start-up parameter, the value RESET goes back to. Refused as SET would. */
    public void setAtStart(String name, String value) {
        SettingDefinitions.Definition definition = settable(name);
        String canonical = SettingValues.canonical(definition, name, value);
        atStart.put(key(definition), canonical);
        refresh();
    }

    /**
     * SET.
     *
     * @param value null for DEFAULT
     * @return the definition, for ParameterStatus
     */
    public SettingDefinitions.Definition set(String name, @Nullable String value, boolean local) {
        SettingDefinitions.Definition definition = settable(name);
        String canonical =
                value == null
                        ? atStart.getOrDefault(key(definition), definition.value())
                        : definition.name().equals("DateStyle")
                                ? SettingValues.dateStyle(value, dateStyle).toString()
                                : SettingValues.canonical(definition, name, value);
        if (local) {
            ofTransaction.put(key(definition), canonical);
        } else {
            ofTransaction.remove(key(definition));
            changeable().put(key(definition), canonical);
        }
        refresh();
        return definition;
    }

    /** RESET ALL: role stays, as in PostgreSQL. */
    public void resetAll() {
        changeable()
                .keySet()
                .removeIf(name -> !name.equals("role") && !name.equals("session_authorization"));
        ofTransaction
                .keySet()
                .removeIf(name -> !name.equals("role") && !name.equals("session_authorization"));
        refresh();
    }

    /** A transaction begins: what is set from here on can be undone. */
    void begin() {
        beforeTransaction = ofSession;
    }

    /** The transaction ends. @return whether any value may have changed by that */
    boolean end(boolean committed) {
        boolean changed = !ofTransaction.isEmpty();
        ofTransaction.clear();
        if (!committed && beforeTransaction != null && !beforeTransaction.equals(ofSession)) {
            ofSession = beforeTransaction;
            changed = true;
        }
        beforeTransaction = null;
        if (changed) {
            refresh();
        }
        return changed;
    }

    /** SHOW: the value as text. Throws 42704 for an unknown name. */
    public String show(String name) {
        SettingDefinitions.Definition definition = definition(name);
        return value(definition);
    }

    /** What holds now: of the transaction, else of the session, else as it starts. */
    public String value(SettingDefinitions.Definition definition) {
        String name = key(definition);
        String local = ofTransaction.get(name);
        if (local != null) {
            return local;
        }
        String session = ofSession.get(name);
        return session != null ? session : atStart.getOrDefault(name, definition.value());
    }

    /** The definition of a parameter in any spelling; 42704 when there is none. */
    public SettingDefinitions.Definition definition(String name) {
        SettingDefinitions.Definition definition = definitions.find(name);
        if (definition == null) {
            throw SettingErrors.unrecognized(name);
        }
        return definition;
    }

    /** Of a boolean setting. */
    public boolean isOn(String name) {
        return value(definition(name)).equals("on");
    }

    /** The kinds of step that plans may take. */
    public PlannerSwitches planner() {
        return planner;
    }

    /** What steers the planner and is not as it is in a new session, by name: for EXPLAIN. */
    Map<String, String> changedOfPlanner() {
        var changed = new LinkedHashMap<String, String>();
        for (SettingDefinitions.Definition definition : definitions.all()) {
            String value = value(definition);
            if (definition.steersPlanner() && !value.equals(definition.value())) {
                changed.put(definition.name(), value);
            }
        }
        return changed;
    }

    /** As set: {@code $user} and schemas that do not exist are still in it. */
    public List<String> searchPath() {
        return searchPath;
    }

    /** The type context for a statement of a transaction that began at that time. */
    public TypeContext typeContext(long transactionMicros) {
        return new TypeContext.Fixed(
                timeZone,
                dateStyle,
                intervalStyle,
                TypeContext.ByteaOutput.HEX,
                extraFloatDigits,
                transactionMicros);
    }

    /** The session's values, after a copy when a rollback may bring back those of now. */
    private Map<String, String> changeable() {
        if (ofSession == beforeTransaction) {
            ofSession = new HashMap<>(ofSession);
        }
        return ofSession;
    }

    private SettingDefinitions.Definition settable(String name) {
        SettingDefinitions.Definition definition = definitions.find(name);
        if (definition == null || !definition.isSettable()) {
            throw DialectErrors.parameter(name);
        }
        return definition;
    }

    private static String key(SettingDefinitions.Definition definition) {
        return definition.name().toLowerCase(Locale.ROOT);
    }

    private void refresh() {
        generation++;
        timeZone = SettingValues.zone(show("TimeZone"));
        dateStyle = SettingValues.dateStyle(show("DateStyle"), TypeContext.DateStyle.DEFAULT);
        intervalStyle = SettingValues.intervalStyle("IntervalStyle", show("IntervalStyle"));
        extraFloatDigits = Integer.parseInt(show("extra_float_digits"));
        searchPath = List.copyOf(SettingValues.searchPath(show("search_path")));
        planner =
                new PlannerSwitches(
                        isOn("enable_seqscan"),
                        isOn("enable_indexscan"),
                        isOn("enable_indexonlyscan"),
                        isOn("enable_hashjoin"),
                        isOn("enable_nestloop"));
    }
}
