package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnTollgate
@Tag("A17")
class ManagementIT {

    private final Installation installation;

    ManagementIT(Installation installation) {
        this.installation = installation;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/gateway/routes",
                "/actuator/gateway/refresh",
                "/actuator/prometheus",
                "/actuator/shutdown"
            })
    void managementIsNotFoundOnPublicPorts(String path) {
        for (Rest address : publicAddresses()) {
            for (String verb : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
                Answer answer = address.send(verb, path);
                assertThat(answer.status())
                        .as("%s at %s", answer.request(), address.base())
                        .isEqualTo(404);
            }
        }
    }

    private List<Rest> publicAddresses() {
        var addresses = installation.addresses();
        Authorization administrator = installation.administrator();
        return Stream.concat(
                        Stream.of(
                                installation.rest(addresses.front(), Authorization.NONE),
                                installation.rest(addresses.front(), administrator),
                                installation.rest(addresses.frontTls(), Authorization.NONE),
                                installation.rest(addresses.gatewayTls(), Authorization.NONE)),
                        installation.gateways().all().stream())
                .toList();
    }
}
