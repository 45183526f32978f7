package dev.tollgate.keymanager.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keymanager.Http;
import dev.tollgate.keymanager.Http.Answer;
import dev.tollgate.keymanager.RunningKeyManager;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class ApiDocumentIT {

    private final Http http = Http.atKeyManager();

    @Test
    void theDocumentNamesExactlyTheRoutesThereAre() {
        TreeSet<String> routes = new TreeSet<>(List.of(
                "POST /oauth2/token", "POST /oauth2endpoints/token", "POST /oauth2/revoke", "POST /oauth2/introspect"));
        RunningKeyManager.get()
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    if (method.getBeanType().getName().startsWith("dev.tollgate.keymanager.")) {
                        mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(verb ->
                                        mapping.getPatternValues().forEach(path -> routes.add(verb + " " + path)));
                    }
                });

        Answer document = http.get("/api/identity/openapi");

        assertThat(document.status()).isEqualTo(200);
        TreeSet<String> documented = new TreeSet<>();
        document.json()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(verb -> documented.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(documented).isEqualTo(routes).hasSizeGreaterThan(20);
        assertThat(document.body()).contains("x-scopes").doesNotContain("\"caller\"");
    }

    @Test
    void whatIsNotDocumentedIsNotThere() {
        assertThat(http.get("/nonesuch", Http.admin()).status()).isEqualTo(404);
        assertThat(http.get("/oauth2/token").status()).isIn(404, 405);
        assertThat(http.get("/swagger-ui/index.html").status()).isEqualTo(404);
    }
}
