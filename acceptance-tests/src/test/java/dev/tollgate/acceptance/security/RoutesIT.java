package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** What the services' own OpenAPI documents list is served, and nothing beside it. */
@OnTollgate
@Tag("A19")
class RoutesIT {

    private static final List<String> DOCUMENTS = List.of(
            "/api/am/publisher/v4/openapi.json",
            "/api/am/devportal/v3/openapi",
            "/api/am/admin/v4/throttling/openapi.json",
            "/api/identity/openapi");
    private static final List<String> VERBS = List.of("GET", "PUT", "POST", "DELETE", "PATCH");
    /** The portals' pages have an address for whatever is asked of them: that there is no such page. */
    private static final List<String> PAGES = List.of("/publisher", "/store");

    private static final Set<String> OPERATIONS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
    private static final Pattern PARAMETER = Pattern.compile("\\{[^/}]*}");

    private final Rest nobody;
    private final Rest administrator;

    RoutesIT(Installation installation) {
        this.nobody = installation.front(Authorization.NONE);
        this.administrator = installation.front(installation.administrator());
    }

    private record Route(String verb, String template, boolean secured) {

        String path() {
            return PARAMETER.matcher(template).replaceAll("nothing");
        }

        boolean serves(String otherVerb, String path) {
            String pattern = PARAMETER
                    .splitAsStream(template + " ")
                    .map(Pattern::quote)
                    .reduce((before, after) -> before + "[^/]+" + after)
                    .orElseThrow();
            return verb.equals(otherVerb) && (path + " ").matches(pattern);
        }
    }

    @TestFactory
    Stream<DynamicTest> whatADocumentListsIsServed() {
        return DOCUMENTS.stream()
                .map(document -> dynamicTest(document, () -> {
                    for (Route route : routes(document)) {
                        int status = nobody.send(route.verb(), route.path()).status();
                        assertThat(status).as("%s", route).isNotIn(405, 500, 501);
                        if (!route.template().contains("{")) {
                            assertThat(status).as("%s", route).isNotEqualTo(404);
                            if (route.secured()) {
                                assertThat(status)
                                        .as("%s without credentials", route)
                                        .isGreaterThanOrEqualTo(300);
                            }
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatNoDocumentListsIsNotThere() {
        Set<Route> all = new HashSet<>();
        DOCUMENTS.forEach(document -> all.addAll(routes(document)));
        return DOCUMENTS.stream()
                .map(document -> dynamicTest(document, () -> {
                    for (String path : paths(routes(document))) {
                        for (String verb : VERBS) {
                            if (all.stream().noneMatch(route -> route.serves(verb, path))) {
                                administrator.send(verb, path).expect(404, 405);
                            }
                        }
                        String below = path + "/no-such-thing";
                        if (all.stream().noneMatch(route -> route.serves(route.verb(), below))) {
                            nobody.get(below).expect(404);
                            administrator.get(below).expect(404);
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatOthersServeAndOlderVersionsOfTheRestApisAreNotThere() {
        return Stream.of(
                        "/actuator",
                        "/actuator/env",
                        "/error",
                        "/env",
                        "/console",
                        "/carbon",
                        "/h2-console",
                        "/services/Version",
                        "/.git/config",
                        "/v2/api-docs",
                        "/v3/api-docs",
                        "/swagger-ui.html",
                        "/swagger-ui/index.html",
                        "/api/am/publisher/apis",
                        "/api/am/publisher/v1/apis",
                        "/api/am/publisher/v3/apis",
                        "/api/am/publisher/v5/apis",
                        "/api/am/store/v1/apis",
                        "/api/am/devportal/v1/apis",
                        "/api/am/devportal/v2/apis",
                        "/api/am/admin/v2/environments",
                        "/api/am/admin/v3/environments",
                        "/client-registration/v0.16/register")
                .map(path -> dynamicTest(path, () -> {
                    nobody.get(path).expect(404);
                    administrator.get(path).expect(404);
                }));
    }

    private static Set<String> paths(List<Route> routes) {
        Set<String> paths = new HashSet<>();
        routes.forEach(route -> paths.add(route.path()));
        return paths;
    }

    private List<Route> routes(String document) {
        JsonNode told = nobody.get(document).expect(200).json();
        List<Route> routes = new ArrayList<>();
        told.path("paths").properties().stream()
                .filter(path -> PAGES.stream().noneMatch(path.getKey()::startsWith))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> OPERATIONS.contains(operation.getKey()))
                        .forEach(operation -> routes.add(new Route(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                !operation.getValue().path("security").isEmpty()))));
        assertThat(routes).as(document).isNotEmpty();
        return routes;
    }
}
