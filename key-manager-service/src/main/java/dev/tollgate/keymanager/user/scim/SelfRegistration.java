package dev.tollgate.keymanager.user.scim;

import dev.tollgate.keymanager.user.BuiltInRole;
import dev.tollgate.keymanager.user.Profile;
import dev.tollgate.keymanager.user.UserAccounts;
import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** WSO2's address of self-registration; whoever registers may subscribe, and no more. */
@RestController
class SelfRegistration {

    private final UserAccounts accounts;

    SelfRegistration(UserAccounts accounts) {
        this.accounts = accounts;
    }

    record Registration(@Nullable Registrant user) {}

    record Registrant(
            @Nullable String username,
            @Nullable String password,
            @Nullable List<Claim> claims) {}

    record Claim(@Nullable String uri, @Nullable String value) {}

    @PostMapping("/api/identity/user/v1.0/me")
    @ResponseStatus(HttpStatus.CREATED)
    @Anyone
    Map<String, String> register(@RequestBody Registration request) {
        Registrant user = request.user();
        if (user == null || user.username() == null || user.password() == null) {
            throw new RefusedException(CommonError.BAD_REQUEST, "user.username and user.password are needed.");
        }
        accounts.create(user.username(), user.password(), profile(user), Set.of(BuiltInRole.SUBSCRIBER.roleName()));
        return Map.of("username", user.username());
    }

    private static Profile profile(Registrant user) {
        return new Profile(claim(user, "/givenname"), claim(user, "/lastname"), claim(user, "/emailaddress"));
    }

    private static String claim(Registrant user, String uriEnd) {
        List<Claim> claims = user.claims();
        if (claims == null) {
            return "";
        }
        return claims.stream()
                .filter(claim -> claim.uri() != null && claim.uri().endsWith(uriEnd) && claim.value() != null)
                .map(claim -> String.valueOf(claim.value()))
                .findFirst()
                .orElse("");
    }
}
