package dev.tollgate.acceptance.people;

import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Multipart;
import dev.tollgate.acceptance.http.Rest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** A provider at work, with a token of WSO2's scopes. */
public final class Provider {

    static final List<String> SCOPES = List.of(
            "apim:api_view",
            "apim:api_create",
            "apim:api_publish",
            "apim:api_delete",
            "apim:api_manage",
            "apim:subscription_view",
            "apim:tier_view");

    private final Person person;
    private final Authorization token;

    public Provider(Person person) {
        this.person = person;
        this.token = person.token(SCOPES);
    }

    public Person person() {
        return person;
    }

    public Authorization token() {
        return token;
    }

    public Rest api() {
        return person.installation().publisher(token);
    }

    public Api create(ApiDraft draft) {
        return Api.of(api().post("/apis", draft.fields()).expect(201));
    }

    /** Creates and publishes, and returns when every gateway serves it. */
    public Api publish(ApiDraft draft) {
        Api api = create(draft);
        publishAndWait(api).expect(200);
        return api;
    }

    public Answer publishAndWait(Api api) {
        return api().send("POST", "/apis/change-lifecycle?action=Publish&wait=20s&apiId=" + api.id());
    }

    public Answer changeLifeCycle(Api api, String action) {
        return api().send("POST", "/apis/change-lifecycle?wait=20s&action=" + action + "&apiId=" + api.id());
    }

    /** Imports an OpenAPI document of the test resources as a file. */
    public Answer importDefinition(String resource, ApiDraft draft) {
        return importText(resource, text(resource), draft);
    }

    public Answer importText(String fileName, String definition, ApiDraft draft) {
        return api().multipart(
                        "POST",
                        "/apis/import-openapi",
                        new Multipart()
                                .file("file", fileName, definition)
                                .text(
                                        "additionalProperties",
                                        JsonMapper.shared()
                                                .writeValueAsString(draft.without("operations")
                                                        .fields())));
    }

    /** A new revision of the working copy, deployed to the default environment. */
    public Answer redeploy(Api api) {
        String revision = api().post("/apis/" + api.id() + "/revisions", Map.of("description", "again"))
                .expect(201)
                .text("id");
        return api().post(
                        "/apis/" + api.id() + "/deploy-revision?wait=20s&revisionId=" + revision,
                        List.of(Map.of("name", "Default", "vhost", "localhost", "displayOnDevportal", true)));
    }

    private static String text(String resource) {
        try (InputStream in = Provider.class.getResourceAsStream("/" + resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
