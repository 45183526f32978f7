package dev.tollgate.store.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StorePropertiesTest {

    @Test
    void theFrontIsOnItsUsualPortUnlessSaidOtherwise() {
        assertThat(bound(Map.of()).publicUrl()).isEqualTo(URI.create("https://localhost:9443"));
        assertThat(bound(Map.of("tollgate.public-url", "https://apis.example")).publicUrl())
                .isEqualTo(URI.create("https://apis.example"));
    }

    private static StoreProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("tollgate", StoreProperties.class);
    }
}
