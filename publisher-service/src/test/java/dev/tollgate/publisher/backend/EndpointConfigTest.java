package dev.tollgate.publisher.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.backend.Backends.Group;
import dev.tollgate.publisher.backend.Backends.Selection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class EndpointConfigTest {

    @Test
    void oneBackendASide() {
        assertThat(read("""
            {"endpoint_type": "http", "production_endpoints": {"url": "http://a.example"},
             "sandbox_endpoints": {"url": "http://b.example", "config": {"actionDuration": "5000"}}}
            """))
                .isEqualTo(new Backends(
                        new Group(Selection.SINGLE, List.of("http://a.example"), 0),
                        new Group(Selection.SINGLE, List.of("http://b.example"), 5000)));
    }

    @Test
    void aSideMayBeMissing() {
        assertThat(read("{\"endpoint_type\": \"http\", \"sandbox_endpoints\": {\"url\": \"http://b.example\"}}")
                        .production())
                .isNull();
        assertThat(read("{}")).isEqualTo(Backends.NONE);
    }

    @Test
    void severalBackendsInTurn() {
        assertThat(read("""
            {"endpoint_type": "load_balance",
             "algoCombo": "org.apache.synapse.endpoints.algorithms.RoundRobin", "sessionManagement": "",
             "production_endpoints": [{"url": "http://a.example"},
                {"endpoint_type": "http", "template_not_supported": false, "url": "http://b.example"}]}
            """).production())
                .isEqualTo(new Group(Selection.ROUND_ROBIN, List.of("http://a.example", "http://b.example"), 0));
    }

    @Test
    void oneBackendAndThoseThatStandIn() {
        assertThat(read("""
            {"endpoint_type": "failover", "production_endpoints": {"url": "http://a.example"},
             "production_failovers": [{"url": "http://b.example"}, {"url": "http://c.example"}]}
            """).production())
                .isEqualTo(new Group(
                        Selection.FAIL_OVER, List.of("http://a.example", "http://b.example", "http://c.example"), 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"endpoint_type\": \"default\"}",
                "{\"endpoint_type\": \"awslambda\"}",
                "{\"endpoint_type\": \"Registry\", \"endpoint_id\": \"a:b:c\"}",
                "{\"endpoint_type\": \"http\", \"production_endpoints\": \"http://a.example\"}",
                "{\"endpoint_type\": \"http\", \"production_endpoints\": {\"url\": 1}}",
                "{\"endpoint_type\": \"http\", \"production_endpoints\": [{\"url\": \"http://a.example\"}, {\"url\":"
                        + " \"http://b.example\"}]}",
                "{\"endpoint_type\": \"load_balance\", \"sessionManagement\": \"http\"}",
                "{\"endpoint_type\": \"load_balance\", \"algoClassName\": \"my.Own\"}",
                "{\"endpoint_security\": {\"production\": {\"enabled\": true, \"type\": \"BASIC\"}}}",
                "{\"production_endpoints\": {\"url\": \"http://a.example\", \"config\": {\"suspendDuration\":"
                        + " \"100\"}}}",
                "{\"production_endpoints\": {\"url\": \"http://a.example\", \"config\": {\"retryErroCode\":"
                        + " [\"101503\"]}}}",
            })
    void whatIsNotSupportedIsRefusedRatherThanDropped(String config) {
        assertThatThrownBy(() -> read(config))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("endpointConfig");
    }

    private static Backends read(String json) {
        return EndpointConfig.read(JsonMapper.builder().build().readTree(json));
    }
}
