package dev.borealis.server.http;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.StringEntity;

import java.util.function.Supplier;

/**
 * {@code /health}: whether this process takes work, for load balancers and people. 200 when it does; 503 when the store
 * refuses commits, or when the server is stopping.
 */
public final class HealthPage extends Page {
    private final Supplier<Health> health;

    /** @param health asked for each request; must not wait */
    public HealthPage(Supplier<Health> health) {
        this.health = health;
    }

    /** How the server is. */
    public sealed interface Health {
        /** @param version of the program */
        record Serving(String version, int clusters, int connections) implements Health {}

        /** @param reason for people */
        record Refusing(String reason) implements Health {}
    }

    @Override
    void answer(ClassicHttpResponse response) {
        String json =
                switch (health.get()) {
                    case Health.Serving(String version, int clusters, int connections) -> {
                        response.setCode(HttpStatus.SC_OK);
                        yield "{\"status\": \"ok\", \"version\": %s, \"clusters\": %d, \"connections\": %d}"
                                .formatted(JsonText.string(version), clusters, connections);
                    }
                    case Health.Refusing(String reason) -> {
                        response.setCode(HttpStatus.SC_SERVICE_UNAVAILABLE);
                        yield "{\"status\": \"unavailable\", \"reason\": %s}"
                                .formatted(JsonText.string(reason));
                    }
                };
        response.setEntity(new StringEntity(json + "\n", ContentType.APPLICATION_JSON));
    }
}
