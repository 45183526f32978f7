package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Names;
import dev.tollgate.acceptance.people.OAuthClient;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@OnTollgate
class TokenEndpointIT {

    private final Installation installation;
    private final People people;

    TokenEndpointIT(Installation installation, People people) {
        this.installation = installation;
        this.people = people;
    }

    @Test
    @Tag("A1")
    void aClientWithoutThePasswordGrantIsNotAuthorizedForIt() {
        OAuthClient q = people.carol().application().keys("client_credentials").client();
        Person carol = people.carol().person();

        Answer answer = q.password(carol.userName(), carol.password(), "").expect(400);

        assertThat(answer.text("error")).isEqualTo("unauthorized_client");
        assertThat(answer.header("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    }

    @Test
    @Tag("A2")
    void aWrongSecretIsAnInvalidClientWithAChallenge() {
        OAuthClient client =
                people.carol().application().keys("client_credentials").client();

        Answer answer = client.withSecret("wrong").clientCredentials().expect(401);

        assertThat(answer.text("error")).isEqualTo("invalid_client");
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));
        Answer unknown = new OAuthClient(
                        installation.front(Authorization.NONE), OAuthClient.TOKEN, Names.fresh("nobody"), "wrong")
                .clientCredentials()
                .expect(401);
        assertThat(unknown.body()).isEqualTo(answer.body());
    }

    @Test
    @Tag("A2")
    void aWrongPasswordAndAnUnknownUserAreTheSameToTheByte() {
        OAuthClient client = people.carol().application().keys("password").client();

        Answer wrong = client.password(people.carol().person().userName(), "Wrong1!wrong", "")
                .expect(400);
        Answer unknown =
                client.password(Names.fresh("nobody"), "Wrong1!wrong", "").expect(400);

        assertThat(wrong.text("error")).isEqualTo("invalid_grant");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(wrong.headers().map().keySet());
    }

    @Test
    @Tag("A3")
    void registrationFallsBackToBasicWhereTheSessionIsExpired() {
        Person bob = people.bob().person();
        BrowserSession session = BrowserSession.signedIn(bob);
        session.signOut();

        register(bob.basic(), session.cookies()).expect(200);
        register(bob.basic(), session.cookies().replaceAll("=[^;]*", "=bm8tc3VjaC1zZXNzaW9u"))
                .expect(200);
        register(Authorization.NONE, session.cookies()).expect(401);
    }

    @Test
    @Tag("A3")
    void theTokenEndpointAuthenticatesTheClientAloneWhateverTheSession() {
        BrowserSession session = BrowserSession.signedIn(people.bob().person());
        OAuthClient client =
                people.bob().application().keys("client_credentials").client();
        var wrong = installation.front(Authorization.basic(client.consumerKey(), "wrong"));

        Answer answer = wrong.http()
                .send(wrong.request(OAuthClient.TOKEN)
                        .header("Cookie", session.cookies())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build())
                .expect(401);

        assertThat(answer.text("error")).isEqualTo("invalid_client");
    }

    @Test
    @Tag("A3")
    void aGoodSessionAloneRegistersAClient() {
        BrowserSession session = BrowserSession.signedIn(people.bob().person());

        register(Authorization.NONE, session.cookies()).expect(200);
    }

    /** Registration as a page of the same origin would send it. */
    private Answer register(Authorization caller, String cookies) {
        var front = installation.front(caller);
        String body = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "clientName",
                        Names.fresh("client"),
                        "owner",
                        people.bob().person().userName(),
                        "grantType",
                        "client_credentials",
                        "saasApp",
                        true));
        return front.http()
                .send(front.request("/client-registration/v0.17/register")
                        .header("Cookie", cookies)
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }
}
