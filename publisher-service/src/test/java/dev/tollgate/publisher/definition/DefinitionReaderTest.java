package dev.tollgate.publisher.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.publisher.definition.DefinitionReading.Accepted;
import dev.tollgate.publisher.definition.DefinitionReading.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionReaderTest {

    private static final String PLAIN = """
        {"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
         "paths": {"/a": {"get": {"responses": {"200": {"description": "OK"}}}}}}
        """;

    private final DefinitionReader reader = new DefinitionReader();

    @Test
    void operationsComeInTheDocumentsOrderWithWhatItSaysOfThem() throws IOException {
        Definition definition = accepted(petstore());
        assertThat(definition.title()).isEqualTo("Pet Shop");
        assertThat(definition.version()).isEqualTo("1.2");
        assertThat(definition.servers()).containsExactly("http://127.0.0.1:9/petshop");
        assertThat(definition.operations())
                .containsExactly(
                        new Operation("POST", "/pet", "Any", "Unlimited", List.of()),
                        new Operation("GET", "/pet/{petId}", "Any", "Unlimited", List.of()),
                        new Operation(
                                "DELETE", "/pet/{petId}", "Application User", "10KPerMin", List.of("pets:remove")));
        assertThat(definition.scopes()).containsExactly(new Definition.Scope("pets:remove", "take pets out"));
    }

    @Test
    void aDefinitionThatSaysTheSameIsNotTouched() throws IOException {
        Definition definition = accepted(petstore());
        assertThat(definition
                        .withOperations(definition.operations(), List.of("pets:remove"))
                        .toJson())
                .isEqualTo(definition.toJson());
    }

    @Test
    void operationsAreAddedChangedAndTakenAway() throws IOException {
        Definition definition = accepted(petstore());
        var wanted = List.of(
                new Operation("GET", "/pet/{petId}", "None", "Unlimited", List.of()),
                new Operation("PATCH", "/pet/{petId}/name", "Any", "Unlimited", List.of("pets:name")));
        Definition changed = definition.withOperations(wanted, List.of("pets:name"));
        assertThat(changed.operations()).isEqualTo(wanted);
        assertThat(changed.toJson()).contains("\"operationId\":\"getPet\"").doesNotContain("addPet");
        assertThat(accepted(changed.toJson()).operations()).isEqualTo(wanted);
    }

    @Test
    void consumersDoNotReadWhereTheBackendIs() throws IOException {
        assertThat(accepted(petstore()).forConsumers().toJson())
                .doesNotContain("127.0.0.1")
                .doesNotContain("x-throttling-tier")
                .contains("getPet");
    }

    @Test
    void aGeneratedDefinitionIsOneThatCanBeRead() {
        var operations = List.of(new Operation("GET", "/a/{b}/c", "Any", "Unlimited", List.of("s")));
        Definition generated = Definition.generate("T", "1", operations).withOperations(operations, List.of("s"));
        assertThat(accepted(generated.toJson()).operations()).isEqualTo(operations);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/x.json",
                "file:///etc/passwd",
                "./other.yaml#/A",
                "../../etc/passwd",
                "other.json"
            })
    void aReferenceThatLeadsOutIsRefusedWithItsPlace(String reference) {
        String text = PLAIN.replace("{\"description\": \"OK\"}", "{\"$ref\": \"" + reference + "\"}");
        assertThat(refused(text)).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("#/paths/~1a/get/responses/200");
            assertThat(problem.message()).contains("leads out");
        });
    }

    @Test
    void brokenTextsAreRefusedWithTheirLine() {
        assertThat(refused("{\"openapi\": \"3.0.0\",\n \"info\": {\"title\": }")
                        .getFirst()
                        .where())
                .startsWith("line 2");
        assertThat(refused("openapi: 3.0.0\ninfo:\n  title: a\n bad: [")
                        .getFirst()
                        .where())
                .startsWith("line 4");
        assertThat(refused("a: 1\na: 2").getFirst().toString())
                .contains("line 2")
                .contains("twice");
        assertThat(refused("").getFirst().message()).contains("empty");
        assertThat(refused("just text").getFirst().message()).contains("object");
        assertThat(refused("a: !!javax.script.ScriptEngineManager [x]")
                        .getFirst()
                        .message())
                .isNotBlank();
    }

    @Test
    void aDocumentThatBreaksTheGrammarIsRefusedWithThePath() {
        String text = PLAIN.replace("\"responses\": {\"200\": {\"description\": \"OK\"}}", "\"responses\": 3");
        assertThat(refused(text))
                .anySatisfy(problem -> assertThat(problem.where()).contains("'/a'(get)"));
        assertThat(refused(PLAIN.replace("\"title\": \"T\", ", "")))
                .anySatisfy(problem -> assertThat(problem.where()).contains("info.title"));
    }

    @Test
    void otherVersionsAreNamed() {
        assertThat(refused("{\"swagger\": \"2.0\"}").getFirst().toString()).contains("Swagger 2.0");
        assertThat(refused("{\"openapi\": \"4.0.0\"}").getFirst().toString()).contains("OpenAPI 4.0.0");
    }

    @Test
    void depthSizeAndMultiplyingAnchorsHaveLimits() {
        assertThat(refused("{\"a\":".repeat(200) + "1" + "}".repeat(200))).hasSize(1);
        assertThat(refused("[".repeat(20_000))).hasSize(1);
        assertThat(refused(" ".repeat(DocumentTree.MAX_CHARACTERS) + PLAIN)).hasSize(1);
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(refused(bomb.toString())).hasSize(1);
        assertThat(refused("a: &a\n  b: *a\n")).hasSize(1);
    }

    @Test
    void twoPathsForTheSameCallsAreRefused() {
        String text = PLAIN.replace(
                "\"/a\": {",
                "\"/a/{x}\": {\"get\": {\"parameters\": [{\"name\": \"x\", \"in\": \"path\", \"required\": true,"
                    + " \"schema\": {}}], \"responses\": {\"200\": {\"description\": \"OK\"}}}}, \"/a/{y}\": {\"get\":"
                    + " {\"parameters\": [{\"name\": \"y\", \"in\": \"path\", \"required\": true, \"schema\": {}}],"
                    + " \"responses\": {\"200\": {\"description\": \"OK\"}}}}, \"/a\": {");
        assertThat(refused(text))
                .anySatisfy(problem -> assertThat(problem.message()).contains("same calls"));
    }

    @Test
    void aLargeDefinitionIsReadInTime() {
        var paths = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            paths.append(i == 0 ? "" : ",")
                    .append("\"/thing")
                    .append(i)
                    .append("\": {\"get\": {\"description\": \"")
                    .append("long ".repeat(400))
                    .append("\", \"responses\": {\"200\": {\"description\": \"OK\"}}}}");
        }
        String text = PLAIN.replaceFirst("\"paths\".*", "\"paths\": {" + paths + "}}");
        long started = System.nanoTime();
        assertThat(accepted(text).operations()).hasSize(2000);
        assertThat(System.nanoTime() - started).isLessThan(25_000_000_000L);
    }

    private static String petstore() throws IOException {
        try (var in = DefinitionReaderTest.class.getResourceAsStream("/definitions/petstore.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Definition accepted(String text) {
        var reading = reader.read(text);
        assertThat(reading).isInstanceOf(Accepted.class);
        return ((Accepted) reading).definition();
    }

    private List<DefinitionProblem> refused(String text) {
        var reading = reader.read(text);
        assertThat(reading).isInstanceOf(Refused.class);
        return ((Refused) reading).problems();
    }
}
