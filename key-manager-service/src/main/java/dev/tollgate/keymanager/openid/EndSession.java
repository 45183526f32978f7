package dev.tollgate.keymanager.openid;

import dev.tollgate.keymanager.client.Client;
import dev.tollgate.keymanager.client.Clients;
import dev.tollgate.keymanager.client.RedirectUris;
import dev.tollgate.keymanager.signin.Forms;
import dev.tollgate.keymanager.signin.Pages;
import dev.tollgate.keymanager.signin.Sessions;
import dev.tollgate.keymanager.signin.Sessions.SignedIn;
import dev.tollgate.keymanager.token.IdTokens;
import dev.tollgate.keymanager.token.IdTokens.Hint;
import dev.tollgate.platform.auth.Anyone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * OpenID Connect RP-Initiated Logout 1.0. An ID token of the user who is signed in proves that the client knows whom it signs out;
 * without one the user is asked, so that no foreign page signs anybody out. It leads on only to addresses of the client.
 */
@RestController
class EndSession {

    private static final String PATH = "/oauth2/logout";
    private static final String CONFIRMED = "confirmed";

    private final Sessions sessions;
    private final Forms forms;
    private final IdTokens idTokens;
    private final Clients clients;

    EndSession(Sessions sessions, Forms forms, IdTokens idTokens, Clients clients) {
        this.sessions = sessions;
        this.forms = forms;
        this.idTokens = idTokens;
        this.clients = clients;
    }

    @GetMapping(PATH)
    @Anyone
    ResponseEntity<String> byLink(HttpServletRequest request, HttpServletResponse response) {
        return answer(request, response);
    }

    @PostMapping(PATH)
    @Anyone
    ResponseEntity<String> byForm(HttpServletRequest request, HttpServletResponse response) {
        if (request.getParameter(CONFIRMED) != null) {
            forms.requireOwn(request);
            sessions.signOut(request);
        }
        return answer(request, response);
    }

    private ResponseEntity<String> answer(HttpServletRequest request, HttpServletResponse response) {
        String hinted = parameter(request, "id_token_hint");
        Optional<Hint> hint = hinted == null ? Optional.empty() : idTokens.hint(hinted);
        String clientId = parameter(request, "client_id");
        if (hint.isPresent() && clientId != null && !clientId.equals(hint.get().consumerKey())) {
            return wrong("The ID token was given to another application than the one that sent you here.");
        }
        Optional<Client> client = Optional.ofNullable(
                        hint.isPresent() ? hint.get().consumerKey() : clientId)
                .flatMap(clients::find);
        String target = parameter(request, "post_logout_redirect_uri");
        if (target != null && client.filter(known -> mayReturnTo(known, target)).isEmpty()) {
            return wrong("The application that sent you here did not name an address that is registered for it.");
        }
        Optional<SignedIn> current = sessions.current(request);
        if (current.isPresent()) {
            String userName = current.get().user().userName();
            if (hint.isEmpty() || !hint.get().userName().equals(userName)) {
                return question(request, response, userName, target);
            }
            sessions.signOut(request);
        }
        return target == null
                ? Pages.page(HttpStatus.OK, "Signed out", "<p>You are signed out.</p>", List.of())
                : Pages.redirect(withState(target, parameter(request, "state")));
    }

    private ResponseEntity<String> question(
            HttpServletRequest request, HttpServletResponse response, String userName, @Nullable String target) {
        StringBuilder fields = new StringBuilder();
        for (String name : List.of("client_id", "id_token_hint", "post_logout_redirect_uri", "state")) {
            String value = parameter(request, name);
            if (value != null) {
                fields.append("<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(name, Pages.escaped(value)));
            }
        }
        return Pages.page(
                HttpStatus.OK,
                "Sign out?",
                """
                <p>You are signed in as %s.</p>
                <form method="post" action="%s">%s%s
                <button type="submit" name="%s" value="true">Sign out</button></form>\
                """.formatted(Pages.escaped(userName), PATH, forms.hiddenField(request, response), fields, CONFIRMED),
                target == null ? List.of() : List.of(RedirectUris.source(target)));
    }

    private static boolean mayReturnTo(Client client, String target) {
        return (client.signOutUrls().contains(target) || client.callbackUrls().contains(target))
                && (client.firstParty() || RedirectUris.acceptable(target));
    }

    private static String withState(String target, @Nullable String state) {
        return state == null ? target : RedirectUris.with(target, Map.of("state", state));
    }

    private static ResponseEntity<String> wrong(String reason) {
        return Pages.page(
                HttpStatus.BAD_REQUEST,
                "This link does not work",
                "<p role=\"alert\">" + Pages.escaped(reason) + "</p>",
                List.of());
    }

    private static @Nullable String parameter(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null || values.length != 1 || values[0].isEmpty() || values[0].indexOf('\0') >= 0
                ? null
                : values[0];
    }
}
