package dev.borealis.engine.function.system;

import org.jspecify.annotations.Nullable;

/** The settings of the session. */
public interface SettingsService {
    /** The value as SHOW prints it; null when there is no such setting. */
    @Nullable String find(String name);

    /** The value as SHOW prints it; throws 42704 for an unknown name. */
    String get(String name);

    /** SET, or SET LOCAL; null resets. Gives the value as SHOW prints it; throws as SET does. */
    String set(String name, @Nullable String value, boolean local);
}
