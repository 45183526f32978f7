package dev.tollgate.cli.demo;

import dev.tollgate.cli.installation.Installation;
import dev.tollgate.cli.rest.Answer;
import dev.tollgate.cli.rest.Multipart;
import dev.tollgate.cli.rest.Request;
import dev.tollgate.cli.rest.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The provider's half of the demo: a tier, an API on the sample backend, and its publication. */
final class Provider {

    static final String TIER = "Demo5Per10Seconds";
    private static final String API = "PetstoreDemo";

    private final Installation installation;
    private final Narrator narrator;
    private final String user;
    private final Secret password;
    private final String publisher;

    Provider(Installation installation, Narrator narrator, String user, Secret password) {
        this.installation = installation;
        this.narrator = narrator;
        this.user = user;
        this.password = password;
        this.publisher = installation.front() + "/api/am/publisher/v4";
    }

    void offerTier() {
        narrator.step("A tier of five calls in ten seconds");
        String policies = installation.front() + "/api/am/admin/v4/throttling/policies/subscription";
        boolean there = narrator.ask(as(Request.get(policies)))
                .json()
                .path("list")
                .valueStream()
                .anyMatch(policy -> policy.path("policyName").asString("").equals(TIER));
        if (there) {
            narrator.say(TIER + " is there already");
            return;
        }
        narrator.show(as(Request.post(policies)).json("""
            {"policyName":"%s","displayName":"Demo","description":"Five calls in ten seconds","billingPlan":"FREE",\
            "stopOnQuotaReach":true,"defaultLimit":{"type":"REQUESTCOUNTLIMIT",\
            "requestCount":{"timeUnit":"sec","unitTime":10,"requestCount":5}}}\
            """.formatted(TIER)));
        narrator.say("created " + TIER);
    }

    /** Imports and publishes the API, or brings the one of an earlier run up to date, and returns its id. */
    String publish() throws IOException {
        narrator.step("Import an OpenAPI document, with the sample backend behind it");
        Optional<String> earlier = find();
        if (earlier.isEmpty()) {
            String id = importDefinition();
            narrator.step("Publish it and wait for the gateways");
            Answer published = narrator.show(
                    as(Request.post(publisher + "/apis/change-lifecycle?action=Publish&wait=20s&apiId=" + id)));
            tellReceipt(id, published);
            return id;
        }
        String id = earlier.orElseThrow();
        narrator.say(API + " is there already, id " + id);
        narrator.step("Bring it up to date and wait for the gateways");
        redeploy(id);
        return id;
    }

    private Optional<String> find() {
        JsonNode apis = narrator.ask(as(Request.get(publisher + "/apis?limit=100&query=name:" + API)))
                .json()
                .path("list");
        return apis.valueStream()
                .filter(api -> api.path("name").asString("").equals(API))
                .map(api -> api.path("id").asString())
                .findFirst();
    }

    private String importDefinition() throws IOException {
        Path definition = installation.directory().resolve("petstore.yaml");
        try (InputStream resource = Provider.class.getResourceAsStream("petstore.yaml")) {
            Files.copy(
                    Objects.requireNonNull(resource, "petstore.yaml"), definition, StandardCopyOption.REPLACE_EXISTING);
        }
        String properties = """
            {"name":"%s","version":"1.0.0","context":"/petstore","policies":["%s","Unlimited"],\
            "endpointConfig":%s}\
            """.formatted(API, TIER, endpoint());
        String id = narrator.show(as(Request.post(publisher + "/apis/import-openapi"))
                        .multipart(new Multipart().file("file", definition).text("additionalProperties", properties)))
                .json()
                .path("id")
                .asString();
        narrator.say("imported, id " + id);
        return id;
    }

    /** After a restart the sample backend may listen on another port; a new revision takes it along. */
    private void redeploy(String id) throws IOException {
        ObjectNode api = (ObjectNode)
                narrator.ask(as(Request.get(publisher + "/apis/" + id))).json();
        api.set("endpointConfig", JsonMapper.shared().readTree(endpoint()));
        Path changed = installation.directory().resolve("petstore-api.json");
        Files.writeString(changed, api.toString());
        narrator.show(as(Request.put(publisher + "/apis/" + id)).jsonFile(changed));
        String revision = narrator.show(as(Request.post(publisher + "/apis/" + id + "/revisions"))
                        .json("{\"description\":\"demo\"}"))
                .json()
                .path("id")
                .asString();
        Answer deployed = narrator.show(
                as(Request.post(publisher + "/apis/" + id + "/deploy-revision?wait=20s&revisionId=" + revision))
                        .json("[{\"name\":\"Default\",\"vhost\":\"localhost\",\"displayOnDevportal\":true}]"));
        if (!api.path("lifeCycleStatus").asString("").equals("PUBLISHED")) {
            narrator.show(as(Request.post(publisher + "/apis/change-lifecycle?action=Publish&wait=20s&apiId=" + id)));
        }
        tellReceipt(id, deployed);
    }

    private void tellReceipt(String id, Answer deployed) {
        narrator.say(
                "Tollgate-Deployment: " + deployed.header("Tollgate-Deployment").orElse("no receipt"));
        narrator.show(as(Request.get(publisher + "/apis/" + id + "/deployments/receipt")))
                .json()
                .path("nodes")
                .valueStream()
                .forEach(node -> narrator.say("%s (%s): %s"
                        .formatted(
                                node.path("id").asString(""),
                                node.path("environment").asString(""),
                                node.path("state").asString(""))));
    }

    private String endpoint() {
        return "{\"endpoint_type\":\"http\",\"production_endpoints\":{\"url\":\"" + installation.backend() + "\"}}";
    }

    private Request as(Request request) {
        return request.basic(user, password);
    }
}
