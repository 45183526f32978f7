package dev.tollgate.store.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.store.testing.RunningStore;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class ApiDocumentIT {

    private static final RunningStore STORE = RunningStore.get();

    @Test
    void theDocumentNamesExactlyTheRoutesThereAre() {
        var routes = new TreeSet<String>();
        STORE.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    String type = method.getBeanType().getName();
                    // pages are for people
                    if (type.startsWith("dev.tollgate.store.") && !type.startsWith("dev.tollgate.store.portal.")) {
                        mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(verb ->
                                        mapping.getPatternValues().forEach(path -> routes.add(verb + " " + path)));
                    }
                });
        var document = STORE.get("", "/openapi");
        assertThat(document.status()).isEqualTo(200);
        var documented = new TreeSet<String>();
        document.body()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(verb -> documented.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(documented).isEqualTo(routes).hasSizeGreaterThan(35);
        assertThat(document.raw().body()).contains("x-scopes").doesNotContain("\"caller\"");
    }

    @Test
    void undocumentedRoutesAreNotThere() {
        assertThat(STORE.get("bob", "/nonesuch").status()).isEqualTo(404);
        assertThat(STORE.send("bob", "PATCH", "/applications", "{}", java.util.Map.of())
                        .status())
                .isEqualTo(405);
        assertThat(STORE.get("bob", "/../../../actuator/health").status()).isIn(400, 404);
    }
}
