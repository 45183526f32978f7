package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.OAuthClient;
import dev.tollgate.acceptance.people.People;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnTollgate
@Tag("A7")
class RevocationIT {

    private final Installation installation;
    private final People people;
    private final Api api;

    RevocationIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.api = people.alice().publish(ApiDraft.on(backend.url()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "OAUTH"})
    void aRevokedTokenIsInactiveAndRefusedAndAnUnknownOneIsRevokedAllTheSame(String tokenType) {
        var application = people.bob().application("Unlimited", tokenType);
        application.subscribe(api, "Unlimited");
        OAuthClient client = application.keys("client_credentials").client();
        String token = client.clientCredentials().expect(200).text("access_token");
        installation.gateways().untilEachAnswers(200, api.path("/live"), Authorization.bearer(token));
        assertThat(client.introspect(token).expect(200).json().path("active").asBoolean())
                .isTrue();

        client.revoke(token).expect(200);
        client.revoke("no-such-token").expect(200);

        assertThat(client.introspect(token).expect(200).body()).isEqualTo("{\"active\":false}");
        assertThat(client.introspect("no-such-token").expect(200).body()).isEqualTo("{\"active\":false}");
        installation
                .gateways()
                .untilEachAnswers(401, api.path("/live"), Authorization.bearer(token))
                .forEach(answer -> assertThat(answer.code()).isIn("900901", "900904"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "OAUTH"})
    void anotherClientCanNeitherRevokeNorReadAToken(String tokenType) {
        OAuthClient bobs = people.bob()
                .application("Unlimited", tokenType)
                .keys("client_credentials")
                .client();
        OAuthClient carols =
                people.carol().application().keys("client_credentials").client();
        String token = bobs.clientCredentials().expect(200).text("access_token");

        // RFC 7009, section 2.1: refused, or done for nobody; it lives on either way
        carols.revoke(token).expect(200, 400);

        assertThat(bobs.introspect(token).expect(200).json().path("active").asBoolean())
                .isTrue();
        bobs.withSecret("wrong").revoke(token).expect(401);
        bobs.withSecret("wrong").introspect(token).expect(401);
    }
}
