package dev.tollgate.keymanager.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keymanager.user.UserProperties.Guessing;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class UserPropertiesTest {

    private static final String PREFIX = "tollgate.key-manager.user";

    @Test
    void defaultsAreThese() {
        assertThat(bound(Map.of()))
                .isEqualTo(new UserProperties(
                        "admin", null, 6, new Guessing(5, 50, 200, Duration.ofSeconds(30), Duration.ofMinutes(15))));
    }

    @Test
    void keysAreThese() {
        assertThat(bound(Map.of(
                        PREFIX + ".admin-username", "root",
                        PREFIX + ".admin-password", "secret",
                        PREFIX + ".minimum-password-length", "12",
                        PREFIX + ".guessing.free-tries", "1",
                        PREFIX + ".guessing.free-tries-for-user", "2",
                        PREFIX + ".guessing.free-tries-for-address", "3",
                        PREFIX + ".guessing.longest-wait", "1m",
                        PREFIX + ".guessing.forgotten-after", "1h")))
                .isEqualTo(new UserProperties(
                        "root", "secret", 12, new Guessing(1, 2, 3, Duration.ofMinutes(1), Duration.ofHours(1))));
    }

    private static UserProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(PREFIX, UserProperties.class);
    }
}
