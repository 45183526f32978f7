package dev.tollgate.keymanager.authorization;

import dev.tollgate.keymanager.client.RedirectUris;
import dev.tollgate.keymanager.signin.Pages;
import dev.tollgate.keymanager.user.User;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Asks a user whether another's application may act in the user's name. */
final class ConsentPage {

    private ConsentPage() {}

    /**
     * @param scopes what the application would get
     * @param action where the form goes, with all the parameters of the request
     * @param hiddenField proves that the form is ours
     */
    static ResponseEntity<String> of(
            AuthorizationRequest request,
            User user,
            Set<String> scopes,
            String action,
            Map<String, String[]> parameters,
            String hiddenField) {
        String list = new TreeSet<>(scopes)
                .stream().map(scope -> "<li>" + Pages.escaped(scope) + "</li>").collect(Collectors.joining());
        String fields = parameters.entrySet().stream()
                .flatMap(parameter -> Arrays.stream(parameter.getValue())
                        .map(value -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                                .formatted(Pages.escaped(parameter.getKey()), Pages.escaped(value))))
                .collect(Collectors.joining("\n"));
        String source = RedirectUris.source(request.redirectUri());
        return Pages.page(
                HttpStatus.OK,
                "Allow " + request.client().name() + "?",
                """
                <p>The application <b>%s</b> of %s wants to act for you, %s, at %s. It would get:</p>
                <ul><li>who you are</li>%s</ul>
                <form method="post" action="%s">
                %s
                %s
                <button type="submit" name="decision" value="allow">Allow</button>
                <button type="submit" name="decision" value="deny" class="second">Do not allow</button></form>\
                """.formatted(
                                Pages.escaped(request.client().name()),
                                Pages.escaped(request.client().owner()),
                                Pages.escaped(user.userName()),
                                Pages.escaped(source),
                                list,
                                action,
                                hiddenField,
                                fields),
                List.of(source));
    }
}
