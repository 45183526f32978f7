package dev.tollgate.publisher.backend;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.backend.Backends.Group;
import dev.tollgate.publisher.backend.Backends.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads WSO2's endpointConfig: the shapes {@code http}, {@code load_balance} and {@code failover}. Keys that are not known stay in
 * the document untouched; a known one that would change behaviour and is not supported is refused.
 */
public final class EndpointConfig {

    private static final String ROUND_ROBIN = "org.apache.synapse.endpoints.algorithms.RoundRobin";

    // suspension and retry are the gateway's own: values here would promise what does not happen
    private static final Set<String> NOT_SUPPORTED_IN_CONFIG = Set.of(
            "suspendDuration",
            "suspendMaxDuration",
            "factor",
            "retryTimeOut",
            "retryDelay",
            "suspendErrorCode",
            "retryErroCode");

    private EndpointConfig() {}

    /** The backends that a document names; {@link Backends#NONE} for a missing or empty one. */
    public static Backends read(@Nullable JsonNode config) {
        if (config == null || config.isNull() || config.isMissingNode()) {
            return Backends.NONE;
        }
        if (!config.isObject()) {
            throw bad("endpointConfig", "an object is expected");
        }
        if (config.isEmpty()) {
            return Backends.NONE;
        }
        refuseSecurity(config.path("endpoint_security"));
        Backends backends = shape(config);
        boolean named = config.has("production_endpoints") || config.has("sandbox_endpoints");
        if (backends.isEmpty() && named) {
            throw bad("production_endpoints, sandbox_endpoints", "none of them has a url");
        }
        return backends;
    }

    private static Backends shape(JsonNode config) {
        String type = config.path("endpoint_type").asString("http");
        return switch (type) {
            case "http" ->
                new Backends(
                        single(config.path("production_endpoints"), "production_endpoints"),
                        single(config.path("sandbox_endpoints"), "sandbox_endpoints"));
            case "load_balance" -> {
                refuseBalancing(config);
                yield new Backends(
                        several(Selection.ROUND_ROBIN, config, "production_endpoints", null),
                        several(Selection.ROUND_ROBIN, config, "sandbox_endpoints", null));
            }
            case "failover" ->
                new Backends(
                        several(Selection.FAIL_OVER, config, "production_endpoints", "production_failovers"),
                        several(Selection.FAIL_OVER, config, "sandbox_endpoints", "sandbox_failovers"));
            default ->
                throw bad("endpoint_type", "'" + type + "' is not supported; use http, load_balance or failover");
        };
    }

    private static @Nullable Group single(JsonNode endpoint, String where) {
        if (endpoint.isArray()) {
            if (endpoint.size() > 1) {
                throw bad(where, "several endpoints need endpoint_type load_balance or failover");
            }
            return single(endpoint.path(0), where);
        }
        String url = url(endpoint, where);
        return url == null ? null : new Group(Selection.SINGLE, List.of(url), timeout(endpoint, where));
    }

    private static @Nullable Group several(
            Selection selection, JsonNode config, String first, @Nullable String further) {
        var endpoints = new ArrayList<JsonNode>();
        collect(config.path(first), endpoints);
        if (further != null) {
            collect(config.path(further), endpoints);
        }
        var urls = new ArrayList<String>();
        int timeout = 0;
        for (JsonNode endpoint : endpoints) {
            String url = url(endpoint, first);
            if (url != null) {
                urls.add(url);
                timeout = Math.max(timeout, timeout(endpoint, first));
            }
        }
        return urls.isEmpty() ? null : new Group(urls.size() == 1 ? Selection.SINGLE : selection, urls, timeout);
    }

    private static void collect(JsonNode value, List<JsonNode> into) {
        if (value.isArray()) {
            value.forEach(into::add);
        } else if (value.isObject()) {
            into.add(value);
        }
    }

    private static @Nullable String url(JsonNode endpoint, String where) {
        if (endpoint.isMissingNode() || endpoint.isNull()) {
            return null;
        }
        if (!endpoint.isObject()) {
            throw bad(where, "an object with 'url' is expected");
        }
        JsonNode url = endpoint.path("url");
        if (url.isMissingNode() || url.isNull()) {
            return null;
        }
        if (!url.isString()) {
            throw bad(where + ".url", "text is expected");
        }
        String text = url.stringValue().trim();
        if (text.isEmpty()) {
            return null;
        }
        return BackendUrl.of(text, where).uri().toString();
    }

    private static int timeout(JsonNode endpoint, String where) {
        JsonNode config = endpoint.path("config");
        if (!config.isObject()) {
            return 0;
        }
        for (String key : NOT_SUPPORTED_IN_CONFIG) {
            if (says(config.path(key))) {
                throw bad(where + ".config." + key, "suspension and retry cannot be set; leave it out");
            }
        }
        String action = config.path("actionSelect").asString("");
        if (!action.isEmpty() && !action.equals("fault") && !action.equals("discard")) {
            throw bad(where + ".config.actionSelect", "'fault' is the only action supported");
        }
        JsonNode duration = config.path("actionDuration");
        if (!says(duration)) {
            return 0;
        }
        try {
            int milliseconds = Integer.parseInt(duration.asString());
            if (milliseconds < 0 || milliseconds > 600_000) {
                throw bad(where + ".config.actionDuration", "0 to 600000 milliseconds are possible");
            }
            return milliseconds;
        } catch (NumberFormatException notANumber) {
            throw bad(where + ".config.actionDuration", "milliseconds are expected");
        }
    }

    private static void refuseSecurity(JsonNode security) {
        for (String side : List.of("production", "sandbox")) {
            if (security.path(side).path("enabled").asBoolean(false)) {
                throw bad("endpoint_security." + side, "credentials for backends are not supported");
            }
        }
    }

    private static void refuseBalancing(JsonNode config) {
        for (String key : List.of("algoCombo", "algoClassName")) {
            String algorithm = config.path(key).asString("");
            if (!algorithm.isEmpty() && !algorithm.equals(ROUND_ROBIN)) {
                throw bad(key, "only round robin is supported");
            }
        }
        String session = config.path("sessionManagement").asString("");
        if (!session.isEmpty() && !session.equals("none")) {
            throw bad("sessionManagement", "sticky sessions are not supported");
        }
    }

    /** Whether a value says something: not absent, empty, zero, or a list without members. */
    private static boolean says(JsonNode value) {
        if (value.isContainer()) {
            return !value.isEmpty();
        }
        String text = value.isMissingNode() || value.isNull() ? "" : value.asString("");
        return !text.isBlank() && !text.equals("0") && !text.equals("1.0");
    }

    private static RefusedException bad(String where, String reason) {
        return new RefusedException(CommonError.BAD_REQUEST, "endpointConfig: " + where + ": " + reason + ".");
    }
}
