package dev.tollgate.keymanager.user.scim;

import dev.tollgate.keymanager.user.Profile;
import dev.tollgate.keymanager.user.User;
import dev.tollgate.keymanager.user.UserAccounts;
import dev.tollgate.keymanager.user.scim.PatchRequest.Change;
import dev.tollgate.keymanager.user.scim.PatchRequest.Verb;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Applies a patch to a user, all of it or nothing. */
@Component
class UserPatch {

    private final UserAccounts accounts;

    UserPatch(UserAccounts accounts) {
        this.accounts = accounts;
    }

    @Transactional
    public void apply(User user, List<Change> changes) {
        Set<String> roles = new LinkedHashSet<>(user.roles());
        Profile profile = new Profile(user.givenName(), user.familyName(), user.email());
        for (Change change : changes) {
            switch (change.attribute()) {
                case "roles" -> changeRoles(roles, change);
                case "active" -> {
                    if (change.bool()) {
                        accounts.enable(user);
                    } else {
                        accounts.disable(user);
                    }
                }
                case "password" -> accounts.changePassword(user, change.single());
                case "name" -> profile = named(profile, change);
                case "name.givenname" -> profile = new Profile(change.single(), profile.familyName(), profile.email());
                case "name.familyname" -> profile = new Profile(profile.givenName(), change.single(), profile.email());
                case "emails" ->
                    profile = new Profile(
                            profile.givenName(),
                            profile.familyName(),
                            change.verb() == Verb.REMOVE ? "" : change.texts().getFirst());
                default ->
                    throw PatchRequest.bad("The attribute " + change.attribute()
                            + " cannot be changed; roles, active, password, name and emails can.");
            }
        }
        accounts.changeProfile(user, profile);
        if (!roles.equals(user.roles())) {
            accounts.changeRoles(user, roles);
        }
    }

    private static void changeRoles(Set<String> roles, Change change) {
        List<String> named = change.texts();
        switch (change.verb()) {
            case ADD -> roles.addAll(named);
            case REMOVE -> {
                if (named.isEmpty()) {
                    roles.clear();
                } else {
                    named.forEach(roles::remove);
                }
            }
            case REPLACE -> {
                roles.clear();
                roles.addAll(named);
            }
        }
    }

    private static Profile named(Profile profile, Change change) {
        JsonNode value = change.value();
        if (value == null || !value.isObject()) {
            throw PatchRequest.bad("name is an object with givenName and familyName.");
        }
        return new Profile(
                value.path("givenName").asString(profile.givenName()),
                value.path("familyName").asString(profile.familyName()),
                profile.email());
    }
}
