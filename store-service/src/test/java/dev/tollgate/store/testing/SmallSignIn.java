package dev.tollgate.store.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.provision.server.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The Key Manager's public port as far as the portal needs it: codes for tokens, signing keys, revocation, registration. */
public final class SmallSignIn {

    private static final String ISSUER = "https://localhost:9443";

    private final HttpServer server;
    private final RSAKey key;
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Set<String> registered = ConcurrentHashMap.newKeySet();

    private record Code(String user, Map<String, String> asked) {}

    SmallSignIn() {
        try {
            key = new RSAKeyGenerator(2048).keyID("small").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), LoopbackPort.free()), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        server.createContext(
                "/oauth2/jwks", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/oauth2/token", this::token);
        server.createContext("/oauth2/revoke", exchange -> {
            ended.add(String.valueOf(form(exchange).get("token")));
            answer(exchange, 200, "");
        });
        server.createContext("/api/identity/user/v1.0/me", this::register);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** As the authorization endpoint does it once the user is signed in: the code for what the browser was sent with. */
    public String code(String user, Map<String, String> asked) {
        String code = UUID.randomUUID().toString();
        codes.put(code, new Code(user, asked));
        return code;
    }

    /** Whether a session's token was revoked. */
    public boolean ended(String token) {
        return ended.contains(token);
    }

    /** A token is no longer good. */
    public void end(String token) {
        ended.add(token);
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(exchange);
        Code code = codes.remove(String.valueOf(form.get("code")));
        boolean good = code != null
                && "authorization_code".equals(form.get("grant_type"))
                && "tollgate-store-portal".equals(form.get("client_id"))
                && String.valueOf(code.asked.get("redirect_uri")).equals(form.get("redirect_uri"))
                && challenge(String.valueOf(form.get("code_verifier"))).equals(code.asked.get("code_challenge"));
        if (code == null || !good) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        answer(
                exchange,
                200,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "access_token",
                                "token-" + code.user,
                                "token_type",
                                "Bearer",
                                "expires_in",
                                3600,
                                "id_token",
                                idToken(code.user, code.asked.get("nonce")))));
    }

    private String idToken(String user, @Nullable String nonce) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(ISSUER)
                            .audience("tollgate-store-portal")
                            .subject(user)
                            .claim("nonce", nonce)
                            .issueTime(Date.from(Instant.now()))
                            .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                            .build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void register(HttpExchange exchange) throws IOException {
        var user = JsonMapper.shared()
                .readTree(exchange.getRequestBody().readAllBytes())
                .path("user");
        String name = user.path("username").asString("");
        if (user.path("password").asString("").length() < 8) {
            answer(exchange, 400, "{\"description\":\"A password has 8 characters or more, and 72 bytes at most.\"}");
        } else if (!registered.add(name)) {
            answer(exchange, 409, "{\"description\":\"The user name " + name + " is taken.\"}");
        } else {
            answer(exchange, 201, "{}");
        }
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return Arrays.stream(body.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
