package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.RawExchange;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.Names;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Subscriber.Keys;
import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other spellings of a scoped operation's path get its verdict, or none; the open operation beside it is no way in. */
@OnTollgate
@Tag("A11")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathConfusionIT {

    private final Installation installation;
    private final EchoBackend backend;
    private final Api api;
    private final Authorization token;

    PathConfusionIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.backend = backend;
        String scope = Names.fresh("vault");
        this.api =
                people.alice().publish(ApiDraft.on(backend.url()).withScopedOperation("GET", "/vault", scope, "admin"));
        var application = people.bob().application();
        application.subscribe(api, "Unlimited");
        Keys keys = application.keys("client_credentials", "password");
        var bob = people.bob().person();
        // asked for, but bob has no role that the scope is bound to
        this.token = Authorization.bearer(keys.client()
                .password(bob.userName(), bob.password(), scope)
                .expect(200)
                .text("access_token"));
    }

    @BeforeAll
    void theOpenOperationIsOpen() {
        installation.gateways().untilEachAnswers(200, api.path("/open"), token);
    }

    @Test
    void theScopedOperationItselfIsForbidden() {
        installation
                .gateways()
                .get(api.path("/vault"), token)
                .forEach(answer -> assertThat(answer.expect(403).code()).isEqualTo("900910"));
        assertThat(backend.received("/vault")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/open/..;/vault",
                "/open/../vault",
                "/open/%2e%2e/vault",
                "/open/%2E%2E%2Fvault",
                "/open/.%2e/vault",
                "/open/..%2fvault",
                "/open/..%5cvault",
                "/open\\..\\vault",
                "/open/%252e%252e/vault",
                "/./vault",
                "/%2e/vault",
                "//vault",
                "/%2fvault",
                "/vault/",
                "/vault//",
                "/vault/.",
                "/vault%2f",
                "/vault;x=y",
                "/vault;",
                "/vault%00",
                "/vault%00.html",
                "/vaul%74",
                "/%76ault",
                "/vault%20",
                "/vault%3f",
                "/vault#x",
                "/VAULT/../vault"
            })
    void anotherSpellingIsRefusedOrGetsTheSameVerdict(String resource) {
        for (Rest gateway : installation.gateways().all()) {
            RawExchange exchange = get(gateway, api.path(resource));
            boolean openAndHarmless = exchange.status() == 200 && harmless(resource);
            assertThat(exchange.status() == 400
                            || exchange.status() == 404
                            || exchange.status() == 403
                            || openAndHarmless)
                    .as("%s at %s: %s", resource, gateway.base(), exchange.response())
                    .isTrue();
        }
        assertThat(backend.received())
                .as("what the backend could take for the scoped operation")
                .noneMatch(request -> reachesVault(request.target()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..%2f..", "/%2e%2e/%2e%2e/", "//", "/%00", "/..;/..;/"})
    void noSpellingLeavesTheApi(String resource) {
        for (Rest gateway : installation.gateways().all()) {
            RawExchange exchange = get(gateway, api.path(resource));
            assertThat(exchange.status())
                    .as("%s: %s", resource, exchange.response())
                    .isIn(200, 400, 403, 404);
        }
        assertThat(backend.received())
                .noneMatch(request -> request.target().contains("..")
                        || request.target().toLowerCase(Locale.ROOT).contains("%2e")
                        || request.target().contains("%00"));
    }

    /** Spellings of another resource, which the open operation may serve: the backend tells them apart as well. */
    private static boolean harmless(String resource) {
        return resource.equals("/vault%20") || resource.equals("/vault%3f");
    }

    /** As a lenient backend reads a path: decoded, dot segments and parameters removed, slashes merged. */
    private static boolean reachesVault(String target) {
        String path = target.split("[?#]", -1)[0].replaceAll(";[^/]*", "");
        for (int i = 0; i < 2; i++) {
            path = path.replaceAll("(?i)%2e", ".")
                    .replaceAll("(?i)%2f", "/")
                    .replaceAll("(?i)%5c", "/")
                    .replaceAll("(?i)%76", "v")
                    .replaceAll("(?i)%74", "t")
                    .replaceAll("%00.*", "")
                    .replace("%25", "%")
                    .replace('\\', '/');
        }
        return URI.create("http://b" + path.replaceAll("/+", "/").replaceAll("[^A-Za-z0-9/._-]", ""))
                .normalize()
                .getPath()
                .replaceAll("/+$", "")
                .equals("/vault");
    }

    private RawExchange get(Rest gateway, String target) {
        return RawExchange.send(
                gateway.base(),
                "GET " + target + " HTTP/1.1\r\nHost: "
                        + URI.create(gateway.base()).getAuthority() + "\r\nAuthorization: " + token.value()
                        + "\r\nConnection: close\r\n\r\n");
    }
}
