package dev.tollgate.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    @ParameterizedTest
    @CsvSource({
        "/api/am/publisher/v4/apis, PUBLISHER",
        "/api/am/devportal/v3/applications/7, STORE",
        "/api/am/admin/v4/throttling/policies/advanced, TRAFFIC_MANAGER",
        "/api/am/admin/v4/environments, PUBLISHER",
        "/api/am/admin/v4/environments/Default/gateways, PUBLISHER",
        "/api/am/admin/v4/api-categories, PUBLISHER",
        "/api/am/admin/v4/settings/backend-networks, PUBLISHER",
        "/api/am/admin/v4/settings/workflows, STORE",
        "/api/am/admin/v4/settings, STORE",
        "/api/am/admin/v4/workflows, STORE",
        "/api/am/admin/v4/applications/1/change-owner, STORE",
        "/api/am/admin/v4/system-scopes, KEY_MANAGER",
        "/api/am/admin/v4/roles/admin, KEY_MANAGER",
        "/oauth2/token, KEY_MANAGER",
        "/oauth2endpoints/token, KEY_MANAGER",
        "/client-registration/v0.17/register, KEY_MANAGER",
        "/.well-known/openid-configuration, KEY_MANAGER",
        "/scim2/Users, KEY_MANAGER",
        "/api/identity/user/v1.0/me, KEY_MANAGER",
        "/login, KEY_MANAGER",
        "/publisher, PUBLISHER",
        "/publisher/apis, PUBLISHER",
        "/store/, STORE"
    })
    void aPathGoesToTheOwnerOfTheThing(String path, Service service) {
        assertThat(Routes.of(path)).contains(service);
        assertThat(Routes.unambiguous(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/health",
                "/api",
                "/api/am/publisher/v3/apis",
                "/api/am/publisher/v40",
                "/publishers",
                "/oauth2x/token",
                "/error",
                "/API/am/publisher/v4"
            })
    void whatIsNotListedHasNoRoute(String path) {
        assertThat(Routes.of(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/store/../actuator",
                "/store/%2e%2E/actuator",
                "/store/..;x=1/actuator",
                "/store/./apis",
                "/store//apis",
                "/store/a%2Fb",
                "/store/a%5cb",
                "/store/a\\b",
                "/store/a%00",
                "/store/\u0085"
            })
    void whatReadersMayResolveDifferentlyIsRefused(String path) {
        assertThat(Routes.unambiguous(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/store/a..b", "/store/...", "/store/a%20b;v=1", "/store/%C3%A4"})
    void unusualButClearPathsPass(String path) {
        assertThat(Routes.unambiguous(path)).isTrue();
    }
}
