package dev.tollgate.acceptance.people;

import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import java.util.List;
import java.util.Map;

/** Somebody with an account. */
public record Person(Installation installation, String userName, String password) {

    public Authorization basic() {
        return Authorization.basic(userName, password);
    }

    /**
     * Signs a client of the REST APIs on as WSO2's clients do: registration by Basic, then a token by the password
     * grant with the scopes asked for.
     */
    public Authorization token(List<String> scopes) {
        OAuthClient client = register();
        return Authorization.bearer(client.password(userName, password, String.join(" ", scopes))
                .expect(200)
                .text("access_token"));
    }

    /** A client of this person's, by dynamic client registration. */
    public OAuthClient register() {
        Rest registration = installation.front(basic());
        var answer = registration
                .post(
                        "/client-registration/v0.17/register",
                        Map.of(
                                "callbackUrl",
                                "https://localhost/callback",
                                "clientName",
                                Names.fresh("rest-client"),
                                "owner",
                                userName,
                                "grantType",
                                "client_credentials password refresh_token",
                                "saasApp",
                                true))
                .expect(200);
        return new OAuthClient(
                installation.front(Authorization.NONE),
                OAuthClient.TOKEN,
                answer.text("clientId"),
                answer.text("clientSecret"));
    }
}
