package dev.borealis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

class EndpointTest {
    private static final String HOST = "abcdefghijklmnopqrstuvwxyz.dsql.eu-west-1.on.aws";

    private final Map<String, String> environment =
            new HashMap<>(
                    Map.of(
                            "AWS_ACCESS_KEY_ID", "akid",
                            "AWS_SECRET_ACCESS_KEY", "secret",
                            "AWS_SESSION_TOKEN", "session",
                            "AWS_REGION", "us-east-2"));

    @Test
    void regionAndClusterComeFromTheHostName() {
        Target target = Endpoint.target(HOST, environment);
        assertThat(target.region()).isEqualTo("eu-west-1");
        assertThat(target.port()).isEqualTo(5432);
        assertThat(target.environment("admin"))
                .containsEntry("PGHOST", HOST)
                .containsEntry("CLUSTER", "abcdefghijklmnopqrstuvwxyz")
                .containsEntry("PGSSLMODE", "verify-full")
                .containsEntry("AWS_SESSION_TOKEN", "session")
                .doesNotContainKey("PGHOSTADDR");
        assertThat(target.token("admin"))
                .startsWith(HOST + "/?Action=DbConnectAdmin")
                .contains("eu-west-1", "X-Amz-Security-Token=session");
    }

    @Test
    void aPrivateLinkNameTellsItsRegionToo() {
        assertThat(Endpoint.target("abc.dsql-fnh4.us-west-2.on.aws", environment).region())
                .isEqualTo("us-west-2");
    }

    @Test
    void anotherNameNeedsARegionFromTheEnvironment() {
        Target target = Endpoint.target("db.example.com:5433", environment);
        assertThat(target.region()).isEqualTo("us-east-2");
        assertThat(target.port()).isEqualTo(5433);
        environment.remove("AWS_REGION");
        assertThatThrownBy(() -> Endpoint.target("db.example.com", environment))
                .hasMessageContaining("set AWS_REGION");
    }

    @Test
    void credentialsComeFromTheEnvironment() {
        environment.remove("AWS_SECRET_ACCESS_KEY");
        assertThatThrownBy(() -> Endpoint.target(HOST, environment))
                .hasMessageContaining("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    }

    @Test
    void aUrlIsNoHostName() {
        assertThatThrownBy(() -> Endpoint.target("https://" + HOST, environment))
                .hasMessageContaining("without a scheme");
    }
}
