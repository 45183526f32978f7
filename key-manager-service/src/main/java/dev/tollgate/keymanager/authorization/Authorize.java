package dev.tollgate.keymanager.authorization;

import dev.tollgate.keymanager.PublicUrl;
import dev.tollgate.keymanager.authorization.ReadRequest.Faulty;
import dev.tollgate.keymanager.authorization.ReadRequest.Unusable;
import dev.tollgate.keymanager.authorization.ReadRequest.Valid;
import dev.tollgate.keymanager.client.Client;
import dev.tollgate.keymanager.client.RedirectUris;
import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.keymanager.signin.Forms;
import dev.tollgate.keymanager.signin.Pages;
import dev.tollgate.keymanager.signin.Sessions;
import dev.tollgate.keymanager.token.AuthorizationCode;
import dev.tollgate.keymanager.token.CodeExchange;
import dev.tollgate.keymanager.token.TokenIssuer;
import dev.tollgate.keymanager.user.User;
import dev.tollgate.keymanager.user.Users;
import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.auth.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The authorization endpoint (RFC 6749, section 3.1; OpenID Connect Core 1.0, section 3.1.2). The user is signed in by session, or by
 * Basic where there is none; nobody is redirected away before that (RFC 9700, section 4.11.2). All redirects to our own pages
 * are relative, so that every address of the front serves.
 */
@RestController
class Authorize {

    private static final String PATH = "/oauth2/authorize";
    private static final String CONSENT = "/oauth2/consent";

    /** What servers and proxies between us and the browser take in an answer's head. */
    private static final int LONGEST_ADDRESS = 6000;

    private final AuthorizationRequests requests;
    private final Sessions sessions;
    private final Users users;
    private final Forms forms;
    private final Consents consents;
    private final TokenIssuer issuer;
    private final CodeExchange codes;
    private final InstantSource clock;
    private final String issuerName;

    Authorize(
            AuthorizationRequests requests,
            Sessions sessions,
            Users users,
            Forms forms,
            Consents consents,
            TokenIssuer issuer,
            CodeExchange codes,
            InstantSource clock,
            PublicUrl publicUrl) {
        this.requests = requests;
        this.sessions = sessions;
        this.users = users;
        this.forms = forms;
        this.consents = consents;
        this.issuer = issuer;
        this.codes = codes;
        this.clock = clock;
        this.issuerName = publicUrl.value();
    }

    @GetMapping(PATH)
    @Anyone
    ResponseEntity<String> authorize(HttpServletRequest request, HttpServletResponse response, Caller caller) {
        return answer(request, response, caller, false);
    }

    /** A form from another site comes without our cookies; the same as a link has them. */
    @PostMapping(PATH)
    @Anyone
    ResponseEntity<String> authorizeByForm(HttpServletRequest request) {
        return redirect(PATH + "?" + query(request.getParameterMap(), Set.of()));
    }

    /** The user's decision, with the request once more, which is read anew. */
    @PostMapping(CONSENT)
    @Anyone
    ResponseEntity<String> decide(
            HttpServletRequest request,
            HttpServletResponse response,
            Caller caller,
            @RequestParam(defaultValue = "") String decision) {
        forms.requireOwn(request);
        if (decision.equals("allow")) {
            return answer(request, response, caller, true);
        }
        return switch (requests.read(asked(request))) {
            case Valid valid ->
                error(
                        valid.request().redirectUri(),
                        valid.request().state(),
                        "access_denied",
                        "The user did not allow it.");
            case Faulty faulty -> error(faulty.redirectUri(), faulty.state(), faulty.error(), faulty.description());
            case Unusable unusable -> refusal(unusable);
        };
    }

    private ResponseEntity<String> answer(
            HttpServletRequest request, HttpServletResponse response, Caller caller, boolean allowed) {
        Map<String, String[]> parameters = asked(request);
        Optional<Present> present = present(request, caller);
        return switch (requests.read(parameters)) {
            case Unusable unusable -> refusal(unusable);
            case Faulty faulty when present.isEmpty() && !faulty.silent() -> toSignIn(parameters);
            case Faulty faulty -> error(faulty.redirectUri(), faulty.state(), faulty.error(), faulty.description());
            case Valid valid -> {
                AuthorizationRequest asked = valid.request();
                if (present.isEmpty() || (!allowed && mustProveAgain(asked, present.get()))) {
                    yield asked.silent()
                            ? error(asked.redirectUri(), asked.state(), "login_required", "The user is not signed in.")
                            : toSignIn(parameters);
                }
                yield granted(request, response, asked, present.get(), allowed);
            }
        };
    }

    private ResponseEntity<String> granted(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthorizationRequest asked,
            Present present,
            boolean allowed) {
        Client client = asked.client();
        Set<String> scopes = issuer.grantable(client, present.user(), asked.scopes());
        if (allowed) {
            consents.add(present.user(), client, scopes);
        } else if (asked.prompts().contains("consent")
                || !(client.firstParty() || consents.covers(present.user(), client, scopes))) {
            return asked.silent()
                    ? error(asked.redirectUri(), asked.state(), "consent_required", "The user did not allow it yet.")
                    : ConsentPage.of(
                            asked,
                            present.user(),
                            scopes,
                            CONSENT,
                            asked(request),
                            forms.hiddenField(request, response));
        }
        String code = codes.issue(
                new AuthorizationCode(
                        client.consumerKey(),
                        present.user().userName(),
                        asked.redirectUri(),
                        asked.redirectUriSent(),
                        scopes,
                        asked.challenge(),
                        asked.nonce(),
                        present.at(),
                        client.firstParty() ? present.session() : null),
                present.user());
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", code);
        return back(asked.redirectUri(), asked.state(), answer);
    }

    private boolean mustProveAgain(AuthorizationRequest asked, Present present) {
        Duration maxAge = asked.maxAge();
        return asked.prompts().contains("login")
                || asked.prompts().contains("select_account")
                || (maxAge != null && present.at().plus(maxAge).isBefore(clock.instant()));
    }

    /** @param session null for Basic, which has none */
    private record Present(User user, Instant at, @Nullable Hash session) {}

    private Optional<Present> present(HttpServletRequest request, Caller caller) {
        Optional<Present> bySession = sessions.current(request)
                .map(signedIn -> new Present(signedIn.user(), signedIn.at(), signedIn.session()));
        // an access token is no proof of a user: it may be good for less than what is asked for here
        return bySession.isPresent()
                        || caller.userName().isEmpty()
                        || !caller.consumerKey().isEmpty()
                ? bySession
                : users.byName(caller.userName()).map(user -> new Present(user, clock.instant(), null));
    }

    /** What was asked of the user is not asked again on the way back. */
    private static ResponseEntity<String> toSignIn(Map<String, String[]> parameters) {
        String next = PATH + "?" + query(parameters, Set.of("prompt", "max_age"));
        String[] prompt = parameters.get("prompt");
        if (prompt != null && prompt.length == 1 && prompt[0].contains("consent")) {
            next += "&prompt=consent";
        }
        return redirect("/login?next=" + RedirectUris.encoded(next));
    }

    private static Map<String, String[]> asked(HttpServletRequest request) {
        Map<String, String[]> parameters = new LinkedHashMap<>(request.getParameterMap());
        parameters.remove(Forms.FIELD);
        parameters.remove("decision");
        return parameters;
    }

    private static String query(Map<String, String[]> parameters, Set<String> without) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, values) -> {
            for (String value : values) {
                if (!without.contains(name)) {
                    query.append(query.isEmpty() ? "" : "&")
                            .append(RedirectUris.encoded(name))
                            .append('=')
                            .append(RedirectUris.encoded(value));
                }
            }
        });
        return query.toString();
    }

    private ResponseEntity<String> error(String redirectUri, @Nullable String state, String error, String description) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("error", error);
        answer.put("error_description", description);
        return back(redirectUri, state, answer);
    }

    /** With the issuer's name, so that a client of several servers is not misled (RFC 9207). */
    private ResponseEntity<String> back(String redirectUri, @Nullable String state, Map<String, String> answer) {
        if (state != null) {
            answer.put("state", state);
        }
        answer.put("iss", issuerName);
        return redirect(RedirectUris.with(redirectUri, answer));
    }

    private static ResponseEntity<String> redirect(String to) {
        return to.length() > LONGEST_ADDRESS
                ? refusal(new Unusable("The application that sent you here sent more than fits into an address."))
                : Pages.redirect(to);
    }

    private static ResponseEntity<String> refusal(Unusable unusable) {
        return Pages.page(
                HttpStatus.BAD_REQUEST,
                "This link does not work",
                "<p role=\"alert\">" + Pages.escaped(unusable.reason()) + "</p>",
                List.of());
    }
}
