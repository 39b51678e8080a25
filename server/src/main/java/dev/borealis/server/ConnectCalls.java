package dev.borealis.server;

import dev.borealis.auth.Action;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Connection attempts of a cluster whose token was good, by what the token allows. Thread-safe. */
final class ConnectCalls {
    private final Map<Action, LongAdder> counts = new EnumMap<>(Action.class);

    ConnectCalls() {
        for (Action action : Action.values()) {
            counts.put(action, new LongAdder());
        }
    }

    void add(Action action) {
        counts.get(action).increment();
    }

    long count(Action action) {
        return counts.get(action).sum();
    }
}
