package dev.tollgate.store.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.store.catalogue.Gateways.Environment;
import dev.tollgate.store.catalogue.Gateways.Host;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GatewaysTest {

    @Test
    void theVersionStandsWhereTheContextSaysOrAtItsEnd() {
        assertThat(Gateways.versionPath(api("/pets"))).isEqualTo("/pets/1.0.0");
        assertThat(Gateways.versionPath(api("pets/"))).isEqualTo("/pets/1.0.0");
        assertThat(Gateways.versionPath(api("/{version}/pets"))).isEqualTo("/1.0.0/pets");
        assertThat(Gateways.defaultPath(api("/pets"))).isEqualTo("/pets");
        assertThat(Gateways.defaultPath(api("/a/{version}/pets"))).isEqualTo("/a/pets");
    }

    @Test
    void addressesNameHostPrefixAndPortUnlessItIsTheSchemesOwn() {
        var environments = List.of(new Environment(
                "external",
                "external",
                "hybrid",
                List.of(new Host("apis.example", "/gw", 80, 443), new Host("localhost", "", 0, 8243))));
        assertThat(Gateways.addresses(api("/pets"), environments))
                .containsExactly(
                        "https://apis.example/gw/pets/1.0.0",
                        "http://apis.example/gw/pets/1.0.0",
                        "https://localhost:8243/pets/1.0.0");
    }

    private static PublishedApi api(String context) {
        return new PublishedApi(
                UUID.randomUUID(),
                "Pets",
                context,
                "1.0.0",
                "alice",
                "",
                "PUBLISHED",
                true,
                List.of(),
                List.of(),
                List.of("Gold"),
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                false,
                List.of("external"),
                Instant.EPOCH,
                Instant.EPOCH,
                "0.0");
    }
}
