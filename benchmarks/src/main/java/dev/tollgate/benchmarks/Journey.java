package dev.tollgate.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Publishes one API before a backend, subscribes, and gets a token, all by the public REST APIs as the administrator. */
final class Journey {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long PLENTY = 600_000_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Installation installation;
    private final String basic;

    Journey(Installation installation) throws IOException {
        this.installation = installation;
        this.basic = basic("admin", installation.adminPassword());
    }

    /** An access token that may call {@code /bench/1.0/pets}, throttled at subscription, application and API level. */
    String run(String backend) throws IOException, InterruptedException {
        policy("subscription", "SubscriptionThrottlePolicy", Map.of("stopOnQuotaReach", true, "billingPlan", "FREE"));
        policy("application", "ApplicationThrottlePolicy", Map.of());
        policy("advanced", "AdvancedThrottlePolicy", Map.of("conditionalGroups", List.of()));
        var api = new LinkedHashMap<String, Object>();
        api.put("name", "Bench");
        api.put("context", "/bench");
        api.put("version", "1.0");
        api.put("policies", List.of("Bench"));
        api.put("apiThrottlingPolicy", "Bench");
        api.put("endpointConfig", Map.of("endpoint_type", "http", "production_endpoints", Map.of("url", backend)));
        api.put("operations", List.of(Map.of("target", "/pets", "verb", "GET", "throttlingPolicy", "Unlimited")));
        String apiId = post("/api/am/publisher/v4/apis", api).path("id").asString();
        post("/api/am/publisher/v4/apis/change-lifecycle?action=Publish&wait=10s&apiId=" + apiId, null);
        String application = post(
                        "/api/am/devportal/v3/applications",
                        Map.of("name", "Bench", "throttlingPolicy", "Bench", "tokenType", "JWT"))
                .path("applicationId")
                .asString();
        post(
                "/api/am/devportal/v3/subscriptions",
                Map.of("applicationId", application, "apiId", apiId, "throttlingPolicy", "Bench"));
        JsonNode keys = post(
                "/api/am/devportal/v3/applications/" + application + "/generate-keys",
                Map.of(
                        "keyType",
                        "PRODUCTION",
                        "grantTypesToBeSupported",
                        List.of("client_credentials"),
                        "validityTime",
                        "86400"));
        return token(
                keys.path("consumerKey").asString(), keys.path("consumerSecret").asString());
    }

    private void policy(String level, String type, Map<String, Object> more) throws IOException, InterruptedException {
        var policy = new LinkedHashMap<String, Object>(more);
        policy.put("policyName", "Bench");
        policy.put("type", type);
        policy.put(
                "defaultLimit",
                Map.of(
                        "type",
                        "REQUESTCOUNTLIMIT",
                        "requestCount",
                        Map.of("timeUnit", "min", "unitTime", 1, "requestCount", PLENTY)));
        post("/api/am/admin/v4/throttling/policies/" + level, policy);
    }

    private String token(String key, String secret) throws IOException, InterruptedException {
        String form = "grant_type=" + URLEncoder.encode("client_credentials", StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(installation.front() + "/oauth2/token"))
                .header("Authorization", basic(key, secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return send(request).path("access_token").asString();
    }

    private JsonNode post(String path, @Nullable Object body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(installation.front() + path))
                .header("Authorization", basic)
                .header("Content-Type", "application/json")
                .POST(
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(request.method() + " " + request.uri() + " answered "
                    + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
