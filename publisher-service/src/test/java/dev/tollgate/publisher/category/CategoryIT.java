package dev.tollgate.publisher.category;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.publisher.testing.Client;
import dev.tollgate.publisher.testing.RunningPublisher;
import dev.tollgate.publisher.testing.TestApis;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CategoryIT {

    private static final String ADMIN = "/api/am/admin/v4/api-categories";

    private final Client administrator = Client.administrator();
    private final Client alice = Client.alice();

    @Test
    void administratorsOfferCategoriesAndProvidersChooseOnlyFromThem() {
        String name = "Weather " + UUID.randomUUID();
        String draft = TestApis.plain(TestApis.name()).replaceFirst("\\{", "{\"categories\": [\"" + name + "\"],");
        var unknown = alice.post("/apis", draft);
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json().path("description").asString()).startsWith("categories: ");

        var created = administrator.post(ADMIN, "{\"name\": \"%s\", \"description\": \"Rain\"}".formatted(name));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String path = created.header("Location");
        assertThat(alice.get("/api-categories").text()).contains(name);
        assertThat(RunningPublisher.get()
                        .database()
                        .sql("SELECT description FROM apis.api_categories_v1 WHERE name = ?")
                        .param(name)
                        .query(String.class)
                        .single())
                .isEqualTo("Rain");
        assertThat(administrator
                        .post(ADMIN, "{\"name\": \"%s\"}".formatted(name.toUpperCase(java.util.Locale.ROOT)))
                        .status())
                .isEqualTo(409);
        assertThat(alice.post("/apis", draft).status()).isEqualTo(201);

        assertThat(administrator.delete(path).status()).as("an API is in it").isEqualTo(409);
        assertThat(administrator.put(path, "{\"name\": \"Other\"}").status()).isEqualTo(409);
        var described = administrator.put(path, "{\"name\": \"%s\", \"description\": \"Sun\"}".formatted(name));
        assertThat(described.json().path("description").asString()).isEqualTo("Sun");
        assertThat(described.json().path("numberOfAPIs").asInt()).isEqualTo(1);
    }

    @Test
    void aCategoryNeedsANameAndAnAdministrator() {
        assertThat(alice.get(ADMIN).status()).isEqualTo(403);
        assertThat(alice.post(ADMIN, "{\"name\": \"x\"}").status()).isEqualTo(403);
        for (String wrong : new String[] {"{}", "{\"name\": \" \"}", "{\"name\": \"" + "n".repeat(256) + "\"}", "[]"}) {
            assertThat(administrator.post(ADMIN, wrong).status()).as(wrong).isEqualTo(400);
        }
        String path = administrator
                .post(ADMIN, "{\"name\": \"Unused " + UUID.randomUUID() + "\"}")
                .header("Location");
        assertThat(administrator.delete(path).status()).isEqualTo(200);
        assertThat(administrator.delete(path).status()).isEqualTo(404);
        assertThat(administrator.put(ADMIN + "/nothing", "{\"name\": \"x\"}").status())
                .isEqualTo(404);
    }
}
