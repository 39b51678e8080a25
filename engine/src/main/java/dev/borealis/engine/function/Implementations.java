package dev.borealis.engine.function;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects implementations while a registry is assembled. A key is either what pg_proc.prosrc says, which covers every
 * function with that entry point ({@code int4pl}), or name and argument types ({@code sum(int4)}, {@code count()}),
 * which is stronger. One method per shape, so that a lambda needs no cast; carriers
 * are those of the types ({@link dev.borealis.types.Carrier}).
 */
public final class Implementations {
    private final Map<String, Implementation> byKey = new LinkedHashMap<>();

    /** A key may be defined once. */
    public void add(String key, Implementation implementation) {
        if (byKey.putIfAbsent(key, implementation) != null) {
            throw new IllegalStateException("function defined twice: " + key);
        }
    }

    Map<String, Implementation> all() {
        return Collections.unmodifiableMap(byKey);
    }

    /** Strict: a {@code long} from a {@code long}. */
    public void longOfLong(String key, Implementation.LongOfLong implementation) {
        add(key, implementation);
    }

    /** Strict: a {@code long} from a {@code double}. */
    public void longOfDouble(String key, Implementation.LongOfDouble implementation) {
        add(key, implementation);
    }

    /** Strict: a {@code long} from an object. */
    public void longOfObject(String key, Implementation.LongOfObject implementation) {
        add(key, implementation);
    }

    /** Strict: a {@code double} from a {@code long}. */
    public void doubleOfLong(String key, Implementation.DoubleOfLong implementation) {
        add(key, implementation);
    }

    /** Strict: a {@code double} from a {@code double}. */
    public void doubleOfDouble(String key, Implementation.DoubleOfDouble implementation) {
        add(key, implementation);
    }

    /** Strict: a {@code double} from an object. */
    public void doubleOfObject(String key, Implementation.DoubleOfObject implementation) {
        add(key, implementation);
    }

    /** Strict: an object from a {@code long}. */
    public void objectOfLong(String key, Implementation.ObjectOfLong implementation) {
        add(key, implementation);
    }

    /** Strict: an object from a {@code double}. */
    public void objectOfDouble(String key, Implementation.ObjectOfDouble implementation) {
        add(key, implementation);
    }

    /** Strict: an object from an object. */
    public void objectOfObject(String key, Implementation.ObjectOfObject implementation) {
        add(key, implementation);
    }

    /** Strict: a {@code long} from two {@code long}s. */
    public void longOfLongLong(String key, Implementation.LongOfLongLong implementation) {
        add(key, implementation);
    }

    /** Strict: a {@code long} from two {@code double}s. */
    public void longOfDoubleDouble(String key, Implementation.LongOfDoubleDouble implementation) {
        add(key, implementation);
    }

    /** Strict: a {@code long} from two objects. */
    public void longOfObjectObject(String key, Implementation.LongOfObjectObject implementation) {
        add(key, implementation);
    }

    /** Strict: a {@code long} from an object and a {@code long}. */
    public void longOfObjectLong(String key, Implementation.LongOfObjectLong implementation) {
        add(key, implementation);
    }

    /** Strict: a {@code double} from two {@code double}s. */
    public void doubleOfDoubleDouble(
            String key, Implementation.DoubleOfDoubleDouble implementation) {
        add(key, implementation);
    }

    /** Strict: an object from two objects. */
    public void objectOfObjectObject(
            String key, Implementation.ObjectOfObjectObject implementation) {
        add(key, implementation);
    }

    /** Strict: an object from an object and a {@code long}. */
    public void objectOfObjectLong(String key, Implementation.ObjectOfObjectLong implementation) {
        add(key, implementation);
    }

    /** Strict: an object from a {@code long} and an object. */
    public void objectOfLongObject(String key, Implementation.ObjectOfLongObject implementation) {
        add(key, implementation);
    }

    /** Strict: an object from two {@code long}s. */
    public void objectOfLongLong(String key, Implementation.ObjectOfLongLong implementation) {
        add(key, implementation);
    }

    /** Strict: an object from three objects. */
    public void objectOfObjectObjectObject(
            String key, Implementation.ObjectOfObjectObjectObject implementation) {
        add(key, implementation);
    }

    /** Strict: an object from an object and two {@code long}s. */
    public void objectOfObjectLongLong(
            String key, Implementation.ObjectOfObjectLongLong implementation) {
        add(key, implementation);
    }

    /** Any function: boxed arguments, NULL among them, and a boxed result. */
    public void general(String key, Implementation.General implementation) {
        add(key, implementation);
    }

    /** A function that gives rows. */
    public void setReturning(String key, Implementation.SetReturning implementation) {
        add(key, implementation);
    }

    /** An aggregate: makes an {@link Accumulator} for each group. */
    public void aggregate(String key, Implementation.Aggregate implementation) {
        add(key, implementation);
    }

    /** A hypothetical-set aggregate: is told the place of a row. */
    public void hypothetical(String key, Implementation.Hypothetical implementation) {
        add(key, implementation);
    }

    /** A window function: sees its partition through a {@link WindowFrame}. */
    public void window(String key, Implementation.Window implementation) {
        add(key, implementation);
    }
}
