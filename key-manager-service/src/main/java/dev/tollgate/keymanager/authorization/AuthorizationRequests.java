package dev.tollgate.keymanager.authorization;

import dev.tollgate.keymanager.authorization.ReadRequest.Faulty;
import dev.tollgate.keymanager.authorization.ReadRequest.Unusable;
import dev.tollgate.keymanager.authorization.ReadRequest.Valid;
import dev.tollgate.keymanager.client.Client;
import dev.tollgate.keymanager.client.Clients;
import dev.tollgate.keymanager.client.GrantType;
import dev.tollgate.keymanager.client.RedirectUris;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads authorization requests, strictly: every parameter once, redirect URIs equal to a registered one, character by character. */
@Component
class AuthorizationRequests {

    /** What Base64url makes of a SHA-256. */
    private static final Pattern S256_CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** RFC 6749, appendix A.4. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    private static final Set<String> PROMPTS = Set.of("none", "login", "consent", "select_account");
    private static final int LONGEST = 2048;
    private static final int MOST_SCOPES = 200;

    private final Clients clients;

    AuthorizationRequests(Clients clients) {
        this.clients = clients;
    }

    ReadRequest read(Map<String, String[]> parameters) {
        String clientId = only(parameters, "client_id");
        Optional<Client> known =
                clientId == null || clientId.indexOf('\0') >= 0 ? Optional.empty() : clients.find(clientId);
        if (known.isEmpty()) {
            return new Unusable("The application that sent you here is not known. Its client_id is missing or wrong.");
        }
        Client client = known.get();
        boolean redirectUriSent = parameters.containsKey("redirect_uri");
        String redirectUri = redirectUriSent ? only(parameters, "redirect_uri") : onlyOneOf(client.callbackUrls());
        if (redirectUri == null || !mayReceiveCodes(client, redirectUri)) {
            return new Unusable(
                    "The application that sent you here did not name an address that is registered for it. Its"
                        + " redirect_uri has to equal one of its callback URLs in every character, and that has to be"
                        + " https, or http on this machine.");
        }
        String state = only(parameters, "state");
        Set<String> prompts = words(only(parameters, "prompt"));
        try {
            return new Valid(valid(parameters, client, redirectUri, redirectUriSent, state, prompts));
        } catch (Fault fault) {
            return new Faulty(redirectUri, state, prompts.contains("none"), fault.error, fault.description);
        }
    }

    private static AuthorizationRequest valid(
            Map<String, String[]> parameters,
            Client client,
            String redirectUri,
            boolean redirectUriSent,
            @Nullable String state,
            Set<String> prompts)
            throws Fault {
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            requireOnce(parameter.getKey(), parameter.getValue());
        }
        refuse(parameters, "request", "request_not_supported");
        refuse(parameters, "request_uri", "request_uri_not_supported");
        refuse(parameters, "registration", "registration_not_supported");
        String responseType = only(parameters, "response_type");
        if (responseType == null) {
            throw invalid("The parameter response_type is missing.");
        }
        if (!responseType.equals("code")) {
            throw new Fault("unsupported_response_type", "The only response type is code.");
        }
        String responseMode = only(parameters, "response_mode");
        if (responseMode != null && !responseMode.equals("query")) {
            throw invalid("The only response mode is query.");
        }
        if (!client.may(GrantType.AUTHORIZATION_CODE)) {
            throw new Fault("unauthorized_client", "The client has not the grant authorization_code.");
        }
        if (!PROMPTS.containsAll(prompts) || (prompts.contains("none") && prompts.size() > 1)) {
            throw invalid("prompt is none, or some of login, consent and select_account.");
        }
        return new AuthorizationRequest(
                client,
                redirectUri,
                redirectUriSent,
                state,
                scopes(only(parameters, "scope")),
                challenge(parameters, client),
                only(parameters, "nonce"),
                prompts,
                maxAge(only(parameters, "max_age")));
    }

    private static void requireOnce(String name, String[] values) throws Fault {
        if (values.length > 1) {
            throw invalid("A parameter comes more than once.");
        }
        if (values[0].length() > LONGEST || values[0].indexOf('\0') >= 0 || name.indexOf('\0') >= 0) {
            throw invalid("A parameter is longer than " + LONGEST + " characters, or holds a zero.");
        }
    }

    private static void refuse(Map<String, String[]> parameters, String name, String error) throws Fault {
        if (only(parameters, name) != null) {
            throw new Fault(error, "The parameter " + name + " is not supported.");
        }
    }

    /** RFC 7636: only S256, and always for clients that keep no secret. */
    private static @Nullable String challenge(Map<String, String[]> parameters, Client client) throws Fault {
        String challenge = only(parameters, "code_challenge");
        String method = only(parameters, "code_challenge_method");
        if (challenge == null && method == null) {
            if (client.publicClient()) {
                throw invalid("A client without a secret has to send code_challenge, by code_challenge_method S256.");
            }
            return null;
        }
        if (challenge == null
                || !"S256".equals(method)
                || !S256_CHALLENGE.matcher(challenge).matches()) {
            throw invalid("code_challenge is the Base64url of a SHA-256, and code_challenge_method is S256.");
        }
        return challenge;
    }

    private static Set<String> scopes(@Nullable String scope) throws Fault {
        Set<String> scopes = words(scope);
        if (scopes.size() > MOST_SCOPES
                || !scopes.stream().allMatch(name -> SCOPE.matcher(name).matches())) {
            throw new Fault(
                    "invalid_scope", "scope is a list of up to " + MOST_SCOPES + " names, a blank between them.");
        }
        return scopes;
    }

    private static @Nullable Duration maxAge(@Nullable String maxAge) throws Fault {
        if (maxAge == null) {
            return null;
        }
        if (!maxAge.matches("[0-9]{1,9}")) {
            throw invalid("max_age is a number of seconds.");
        }
        return Duration.ofSeconds(Long.parseLong(maxAge));
    }

    private static boolean mayReceiveCodes(Client client, String redirectUri) {
        return client.callbackUrls().contains(redirectUri)
                && (client.firstParty() || RedirectUris.acceptable(redirectUri));
    }

    private static @Nullable String onlyOneOf(List<String> callbackUrls) {
        return callbackUrls.size() == 1 ? callbackUrls.getFirst() : null;
    }

    /** Null where it is missing, empty (RFC 6749, section 3.1: as if omitted) or there several times. */
    private static @Nullable String only(Map<String, String[]> parameters, String name) {
        String[] values = parameters.get(name);
        return values == null || values.length != 1 || values[0].isEmpty() ? null : values[0];
    }

    private static Set<String> words(@Nullable String text) {
        return text == null
                ? Set.of()
                : Arrays.stream(text.split(" "))
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Fault invalid(String description) {
        return new Fault("invalid_request", description);
    }

    /** Told to the client by redirect. */
    private static final class Fault extends Exception {

        private static final long serialVersionUID = 1L;

        private final String error;
        private final String description;

        Fault(String error, String description) {
            super(error, null, false, false);
            this.error = error;
            this.description = description;
        }
    }
}
