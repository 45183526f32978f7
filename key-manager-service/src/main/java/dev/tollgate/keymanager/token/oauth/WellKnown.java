package dev.tollgate.keymanager.token.oauth;

import dev.tollgate.keymanager.PublicUrl;
import dev.tollgate.keymanager.client.Clients;
import dev.tollgate.keymanager.client.GrantType;
import dev.tollgate.keymanager.token.SigningKeys;
import dev.tollgate.platform.auth.Anyone;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The server's metadata (RFC 8414) and its public keys (RFC 7517). What is not offered is not advertised; the framework's own
 * metadata cannot leave out the authorization endpoint.
 */
@RestController
class WellKnown {

    private static final List<String> SECRETS = List.of("client_secret_basic", "client_secret_post");
    private static final List<String> SECRETS_OR_NONE = List.of("client_secret_basic", "client_secret_post", "none");
    private static final Duration KEYS_MAY_BE_KEPT = Duration.ofMinutes(5);

    private final Clients clients;
    private final SigningKeys keys;
    private final String issuer;

    WellKnown(Clients clients, SigningKeys keys, PublicUrl publicUrl) {
        this.clients = clients;
        this.keys = keys;
        this.issuer = publicUrl.value();
    }

    @GetMapping(path = "/.well-known/oauth-authorization-server", produces = MediaType.APPLICATION_JSON_VALUE)
    @Anyone
    Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer);
        metadata.put("authorization_endpoint", issuer + "/oauth2/authorize");
        metadata.put("token_endpoint", issuer + SecondTokenAddress.TOKEN);
        metadata.put("token_endpoint_auth_methods_supported", SECRETS_OR_NONE);
        metadata.put("jwks_uri", issuer + "/oauth2/jwks");
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("response_modes_supported", List.of("query"));
        metadata.put("code_challenge_methods_supported", List.of("S256"));
        metadata.put("authorization_response_iss_parameter_supported", true);
        metadata.put("grant_types_supported", grants());
        metadata.put("revocation_endpoint", issuer + "/oauth2/revoke");
        metadata.put("revocation_endpoint_auth_methods_supported", SECRETS_OR_NONE);
        metadata.put("introspection_endpoint", issuer + "/oauth2/introspect");
        metadata.put("introspection_endpoint_auth_methods_supported", SECRETS);
        return metadata;
    }

    /** OpenID Connect Discovery 1.0: the same server, and what it tells of users. */
    @GetMapping(path = "/.well-known/openid-configuration", produces = MediaType.APPLICATION_JSON_VALUE)
    @Anyone
    Map<String, Object> openIdConfiguration() {
        Map<String, Object> metadata = metadata();
        metadata.put("userinfo_endpoint", issuer + "/oauth2/userinfo");
        metadata.put("end_session_endpoint", issuer + "/oauth2/logout");
        metadata.put("scopes_supported", List.of("openid", "profile", "email"));
        metadata.put("subject_types_supported", List.of("public"));
        metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
        metadata.put("prompt_values_supported", List.of("none", "login", "consent", "select_account"));
        metadata.put(
                "claims_supported",
                List.of("sub", "auth_time", "preferred_username", "name", "given_name", "family_name", "email"));
        metadata.put("claims_parameter_supported", false);
        metadata.put("request_parameter_supported", false);
        metadata.put("request_uri_parameter_supported", false);
        return metadata;
    }

    @GetMapping(path = "/oauth2/jwks", produces = MediaType.APPLICATION_JSON_VALUE)
    @Anyone
    ResponseEntity<Map<String, Object>> keys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(KEYS_MAY_BE_KEPT).cachePublic())
                .body(keys.publicKeys().toJSONObject());
    }

    private List<String> grants() {
        return Arrays.stream(GrantType.values())
                .filter(grant -> grant != GrantType.PASSWORD || clients.anyWith(GrantType.PASSWORD))
                .map(GrantType::wireName)
                .toList();
    }
}
