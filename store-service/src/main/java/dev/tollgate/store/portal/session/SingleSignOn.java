package dev.tollgate.store.portal.session;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.tollgate.store.settings.StoreProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Signing in at the Key Manager: authorization code with PKCE (RFC 7636) as a public client, OpenID Connect on top. The browser goes
 * by the address it came in by; code and tokens are exchanged from server to server and never reach a page.
 */
@Component
class SingleSignOn {

    private static final Logger log = LoggerFactory.getLogger(SingleSignOn.class);

    private static final URI AUTHORIZE = URI.create("/oauth2/authorize");
    private static final String COME_BACK = "/store/signed-in";
    private static final int PATIENCE_MS = 2500;
    private static final int LARGEST_KEY_SET = 64 * 1024;

    private final KeyManagerAddress keyManager;
    private final ClientID client;
    private final Scope scopes;
    private final Issuer issuer;
    private final JWKSource<SecurityContext> signingKeys;

    SingleSignOn(KeyManagerAddress keyManager, PortalProperties properties, StoreProperties installation)
            throws MalformedURLException {
        this.keyManager = keyManager;
        this.client = new ClientID(properties.clientId());
        this.scopes = new Scope(properties.scopes().toArray(String[]::new));
        this.issuer = new Issuer(installation.publicUrl());
        this.signingKeys = JWKSourceBuilder.create(
                        keyManager.at("/oauth2/jwks").toURL(),
                        new DefaultResourceRetriever(
                                PATIENCE_MS,
                                PATIENCE_MS,
                                LARGEST_KEY_SET,
                                true,
                                keyManager.trust().getSocketFactory()))
                .build();
    }

    /** Where to send the browser. */
    URI begin(HttpServletRequest request, String next) {
        var verifier = new CodeVerifier();
        var signingIn =
                new PortalSession.SigningIn(PortalSession.random(), PortalSession.random(), verifier.getValue(), next);
        PortalSession.beginSignIn(request, signingIn);
        return new AuthenticationRequest.Builder(ResponseType.CODE, scopes, client, comeBack(request))
                .endpointURI(AUTHORIZE)
                .state(new State(signingIn.state()))
                .nonce(new Nonce(signingIn.nonce()))
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /** The browser came back with a code, or with a refusal. */
    SignInOutcome complete(HttpServletRequest request) {
        var begun = PortalSession.takeSignIn(request).orElse(null);
        if (begun == null) {
            return new SignInOutcome.Refused(
                    "Signing in took too long, or was begun in another window. Please try again.");
        }
        try {
            AuthorizationResponse answer = AuthorizationResponse.parse(comeBack(request), parameters(request));
            boolean ours = answer.getState() != null
                    && answer.getState().getValue().equals(begun.state())
                    && issuer.equals(answer.getIssuer()); // RFC 9207
            if (!ours) {
                return new SignInOutcome.Refused("Signing in was begun in another window. Please try again.");
            }
            if (!answer.indicatesSuccess()) {
                return new SignInOutcome.Refused("Signing in was broken off. Nothing has changed.");
            }
            var code = answer.toSuccessResponse().getAuthorizationCode();
            return exchange(
                    new AuthorizationCodeGrant(code, comeBack(request), new CodeVerifier(begun.verifier())), begun);
        } catch (ParseException unreadable) {
            return new SignInOutcome.Refused("The answer of the sign-in cannot be read. Please try again.");
        }
    }

    /** The session's token ends with it. Where the Key Manager does not answer, the token ends by its own time. */
    void revoke(String accessToken) {
        try {
            int status = send(new TokenRevocationRequest(
                                    keyManager.at("/oauth2/revoke"), client, new BearerAccessToken(accessToken))
                            .toHTTPRequest())
                    .getStatusCode();
            if (status != 200) {
                log.warn("the Key Manager answered {} to the revocation of a session's token", status);
            }
        } catch (IOException notNow) {
            log.warn("a session's token was not revoked: {}", notNow.toString());
        }
    }

    /** Where signing out goes on: the Key Manager ends its own session too (OpenID Connect RP-Initiated Logout). */
    URI end(HttpServletRequest request, Optional<String> idToken) {
        return idToken.map(token -> URI.create("/oauth2/logout?id_token_hint=" + token
                        + "&post_logout_redirect_uri="
                        + URLEncoder.encode(Address.of(request).origin() + LocalPath.START, StandardCharsets.UTF_8)))
                .orElseGet(() -> URI.create(LocalPath.START));
    }

    private SignInOutcome exchange(AuthorizationCodeGrant grant, PortalSession.SigningIn begun) throws ParseException {
        try {
            TokenResponse answer = OIDCTokenResponseParser.parse(
                    send(new TokenRequest.Builder(keyManager.at("/oauth2/token"), client, grant)
                            .build()
                            .toHTTPRequest()));
            if (!(answer instanceof OIDCTokenResponse tokens)) {
                log.warn(
                        "the Key Manager refused a code: {}",
                        answer.toErrorResponse().getErrorObject());
                return new SignInOutcome.Refused("The sign-in is not good any more. Please try again.");
            }
            String idToken = tokens.getOIDCTokens().getIDTokenString();
            String user = userName(tokens, begun.nonce());
            return user == null || idToken == null
                    ? new SignInOutcome.Refused("The sign-in could not be proved. Please try again.")
                    : new SignInOutcome.SignedIn(
                            user, tokens.getTokens().getAccessToken().getValue(), idToken, begun.next());
        } catch (IOException notNow) {
            log.warn("the Key Manager does not answer: {}", notNow.toString());
            return new SignInOutcome.Refused("Signing in is not possible right now. Please try again in a moment.");
        }
    }

    /** OpenID Connect Core, section 3.1.3.7: signature, issuer, audience, times, nonce. */
    private @Nullable String userName(OIDCTokenResponse tokens, String nonce) {
        try {
            var validator = new IDTokenValidator(
                    issuer,
                    client,
                    new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), signingKeys),
                    null);
            return validator
                    .validate(tokens.getOIDCTokens().getIDToken(), new Nonce(nonce))
                    .getSubject()
                    .getValue();
        } catch (BadJOSEException | com.nimbusds.jose.JOSEException notGood) {
            log.warn("an ID token was refused: {}", notGood.toString());
            return null;
        }
    }

    private com.nimbusds.oauth2.sdk.http.HTTPResponse send(HTTPRequest request) throws IOException {
        request.setConnectTimeout(PATIENCE_MS);
        request.setReadTimeout(PATIENCE_MS);
        request.setFollowRedirects(false);
        request.setSSLSocketFactory(keyManager.trust().getSocketFactory());
        return request.send();
    }

    private static URI comeBack(HttpServletRequest request) {
        return URI.create(Address.of(request).origin() + COME_BACK);
    }

    private static Map<String, List<String>> parameters(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    }
}
