package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestModifier;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Http;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.OAuthClient;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Person;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Nimbus' OAuth 2.0 and OpenID Connect SDK, as it comes and with nothing relaxed: discovers, obtains by code and PKCE, refreshes,
 * introspects, revokes. The application and its keys come from the Store.
 */
@OnTollgate
class StrictClientIT {

    private static final URI CALLBACK = URI.create("https://client.example/signed-in");

    private final Person carol;
    private final HTTPRequestModifier trust;
    private final ClientSecretBasic client;
    private final Rest front;
    private final Issuer issuer;

    StrictClientIT(Installation installation, People people) {
        this.carol = people.carol().person();
        var context = Http.contextTrusting(installation.addresses().caCertificate());
        this.trust = request -> {
            request.setSSLSocketFactory(context.getSocketFactory());
            return request;
        };
        OAuthClient keys = people.bob()
                .application()
                .keysWithCallback(CALLBACK.toString(), "authorization_code", "refresh_token")
                .client();
        this.client = new ClientSecretBasic(new ClientID(keys.consumerKey()), new Secret(keys.consumerSecret()));
        this.front = installation.rest(installation.addresses().frontTls(), Authorization.NONE);
        this.issuer = new Issuer(installation.addresses().frontTls());
    }

    @Test
    void discoversObtainsRefreshesIntrospectsAndRevokes() throws Exception {
        URL issuerUrl = URI.create(issuer.getValue()).toURL();
        OIDCProviderMetadata server = OIDCProviderMetadata.resolve(issuer, issuerUrl, trust, true);
        AuthorizationServerMetadata sameServer = AuthorizationServerMetadata.resolve(issuer, issuerUrl, trust, true);
        assertThat(sameServer.getTokenEndpointURI()).isEqualTo(server.getTokenEndpointURI());
        assertThat(server.getCodeChallengeMethods()).containsExactly(CodeChallengeMethod.S256);
        assertThat(server.supportsAuthorizationResponseIssuerParam()).isTrue();

        Nonce nonce = new Nonce();
        OIDCTokenResponse tokens = obtain(server, nonce);

        JWKSet keys = JWKSet.parse(send(new HTTPRequest(HTTPRequest.Method.GET, server.getJWKSetURI()))
                .getBody());
        IDTokenClaimsSet idToken = new IDTokenValidator(issuer, client.getClientID(), JWSAlgorithm.RS256, keys)
                .validate(tokens.getOIDCTokens().getIDToken(), nonce);
        assertThat(idToken.getSubject().getValue()).isEqualTo(carol.userName());
        AccessToken access = tokens.getOIDCTokens().getAccessToken();
        AccessTokenValidator.validate(
                access, JWSAlgorithm.RS256, new AccessTokenHash(idToken.getStringClaim("at_hash")));
        JWTClaimsSet claims = rfc9068(keys).process(access.getValue(), null);
        assertThat(claims.getSubject()).isEqualTo(carol.userName());
        assertThat(claims.getClaim("client_id")).isEqualTo(client.getClientID().getValue());

        UserInfoResponse user = UserInfoResponse.parse(
                send(new UserInfoRequest(server.getUserInfoEndpointURI(), access).toHTTPRequest()));
        assertThat(user.toSuccessResponse().getUserInfo().getSubject()).isEqualTo(idToken.getSubject());

        OIDCTokenResponse refreshed =
                token(server, new RefreshTokenGrant(tokens.getOIDCTokens().getRefreshToken()));
        AccessToken newer = refreshed.getOIDCTokens().getAccessToken();
        TokenIntrospectionSuccessResponse alive = introspect(server, newer);
        assertThat(alive.isActive()).isTrue();
        assertThat(alive.getSubject()).isEqualTo(idToken.getSubject());
        assertThat(alive.getClientID()).isEqualTo(client.getClientID());
        assertThat(alive.getIssuer()).isEqualTo(issuer);

        HTTPResponse revoked = send(new TokenRevocationRequest(
                        server.getRevocationEndpointURI(),
                        client,
                        refreshed.getOIDCTokens().getRefreshToken())
                .toHTTPRequest());
        assertThat(revoked.getStatusCode()).isEqualTo(200);
        assertThat(introspect(server, newer).isActive()).isFalse();
        assertThat(introspect(server, access).isActive()).isFalse();
    }

    private OIDCTokenResponse obtain(OIDCProviderMetadata server, Nonce nonce) throws Exception {
        State state = new State();
        CodeVerifier verifier = new CodeVerifier();
        URI request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "profile"), client.getClientID(), CALLBACK)
                .endpointURI(server.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .prompt(new Prompt(Prompt.Type.CONSENT))
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
        BrowserSession browser = BrowserSession.signedIn(carol, front);
        Answer page =
                browser.get(request.toString().substring(front.base().length())).expect(200);
        Map<String, String> form = BrowserSession.hiddenFields(page);
        form.put("decision", "allow");
        Answer back = browser.post("/oauth2/consent", form).expect(302, 303);

        AuthenticationSuccessResponse answer = AuthenticationResponseParser.parse(
                        URI.create(back.header("Location").orElseThrow()))
                .toSuccessResponse();
        assertThat(answer.getState()).isEqualTo(state);
        assertThat(answer.getIssuer()).isEqualTo(server.getIssuer());
        return token(server, new AuthorizationCodeGrant(answer.getAuthorizationCode(), CALLBACK, verifier));
    }

    private OIDCTokenResponse token(OIDCProviderMetadata server, AuthorizationGrant grant) throws Exception {
        HTTPResponse answer = send(new TokenRequest.Builder(server.getTokenEndpointURI(), client, grant)
                .build()
                .toHTTPRequest());
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        return (OIDCTokenResponse) OIDCTokenResponseParser.parse(answer).toSuccessResponse();
    }

    private TokenIntrospectionSuccessResponse introspect(OIDCProviderMetadata server, AccessToken token)
            throws Exception {
        return TokenIntrospectionResponse.parse(
                        send(new TokenIntrospectionRequest(server.getIntrospectionEndpointURI(), client, token)
                                .toHTTPRequest()))
                .toSuccessResponse();
    }

    private HTTPResponse send(HTTPRequest request) throws IOException {
        return trust.modify(request).send();
    }

    /** What a resource server has to check of a token: RFC 9068, section 4. */
    private DefaultJWTProcessor<SecurityContext> rfc9068(JWKSet keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                Set.of(issuer.getValue()),
                new JWTClaimsSet.Builder().issuer(issuer.getValue()).build(),
                Set.copyOf(List.of("exp", "sub", "iat", "jti", "client_id")),
                Set.of()));
        return processor;
    }
}
