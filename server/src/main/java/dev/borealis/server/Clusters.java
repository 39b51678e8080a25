package dev.borealis.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The clusters of this process, and which of them a connection means. Thread-safe. */
final class Clusters {
    /** The start-up option that names a cluster where SNI cannot. Source: spec/auth.md section 14. */
    static final String OPTION = "amzn-cluster-id";

    private final Map<String, Cluster> byId = new ConcurrentHashMap<>();

    void add(Cluster cluster) {
        byId.put(cluster.id(), cluster);
    }

    List<Cluster> all() {
        return new ArrayList<>(byId.values());
    }

    Optional<Cluster> defaultCluster() {
        return byId.values().stream().filter(c -> c.audience().isDefault()).findAny();
    }

    sealed interface Route {
        record To(Cluster cluster) implements Route {}

        /** A name or id that denotes no cluster. */
        record Unknown() implements Route {}

        /** Nothing names a cluster. */
        record Unnamed() implements Route {}
    }

    /**
     * @param option value of {@link #OPTION}
     * @param serverName what the client dialled, as far as TLS told
     * @param loopback whether the connection arrived at a loopback address
     */
    Route route(Optional<String> option, Optional<String> serverName, boolean loopback) {
        if (option.isPresent()) {
            return known(byId.get(option.get().toLowerCase(Locale.ROOT)));
        }
        if (serverName.isPresent()) {
            String name = serverName.get().toLowerCase(Locale.ROOT);
            if (name.equals("localhost")) {
                return known(defaultCluster().orElse(null));
            }
            int dot = name.indexOf('.');
            Cluster cluster = dot < 0 ? null : byId.get(name.substring(0, dot));
            return cluster != null && cluster.audience().isNamed(name)
                    ? new Route.To(cluster)
                    : new Route.Unknown();
        }
        return loopback && defaultCluster().isPresent()
                ? known(defaultCluster().get())
                : new Route.Unnamed();
    }

    private static Route known(@org.jspecify.annotations.Nullable Cluster cluster) {
        return cluster == null ? new Route.Unknown() : new Route.To(cluster);
    }
}
