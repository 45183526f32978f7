package dev.tollgate.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {

    private static Templates<String> templates(String... operations) {
        return Templates.of(Stream.of(operations)
                .map(operation -> operation.split(" "))
                .map(parts -> new Templates.Entry<>(parts[0], parts[1], parts[1]))
                .toList());
    }

    private final Templates<String> templates = templates(
            "GET /pet/{petId}",
            "GET /pet/findByStatus",
            "POST /pet/*",
            "GET /pet/{petId}/photo/{photo}.jpg",
            "GET /pet/{petId}/photo/*",
            "DELETE /pet/{petId}",
            "GET /files/*",
            "GET /");

    @ParameterizedTest
    @CsvSource({
        "GET,/pet/1,/pet/{petId}",
        "GET,/pet/findByStatus,/pet/findByStatus",
        "DELETE,/pet/findByStatus,/pet/{petId}",
        "POST,/pet/1,/pet/*",
        "POST,/pet/1/2/3,/pet/*",
        "GET,/pet/1/photo/a.jpg,/pet/{petId}/photo/{photo}.jpg",
        "GET,/pet/1/photo/a.png,/pet/{petId}/photo/*",
        "GET,/pet/1/photo,/pet/{petId}/photo/*",
        "GET,/files,/files/*",
        "GET,/files/a/b,/files/*",
        "GET,/pet/1/,/pet/{petId}",
        "GET,/,/",
    })
    void theBestTemplateWithTheVerbIsFound(String verb, String path, String template) {
        assertThat(templates.find(path, 0, verb)).isEqualTo(template);
        assertThat(templates.find("/ctx/1.0" + path, 8, verb)).isEqualTo(template);
    }

    @Test
    void whatNoTemplateMatchesIsNotFound() {
        assertThat(templates.find("/pets/1", 0, "GET")).isNull();
        assertThat(templates.find("/pet", 0, "GET")).isNull();
        assertThat(templates.verbs("/pets", 0)).isEmpty();
        assertThat(templates.find("/ctx/1.0", 8, "GET")).isEqualTo("/");
    }

    @Test
    void theVerbsOfAllMatchingTemplatesAreNamed() {
        assertThat(templates.verbs("/pet/1", 0)).containsExactlyInAnyOrder("GET", "DELETE", "POST");
        assertThat(templates.find("/pet/1", 0, "PUT")).isNull();
    }

    @Test
    void theSameOperationTwiceIsRefused() {
        assertThatThrownBy(() -> templates("GET /a/{x}", "GET /a/{y}")).hasMessageContaining("ambiguous");
    }

    @Test
    void anEmptyApiHasNoOperation() {
        assertThat(Templates.<String>of(List.of()).find("/", 0, "GET")).isNull();
    }
}
