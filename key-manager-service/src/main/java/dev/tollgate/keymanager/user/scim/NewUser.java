package dev.tollgate.keymanager.user.scim;

import dev.tollgate.keymanager.user.Profile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a client sends to make a user; unknown attributes are ignored. */
record NewUser(
        @Nullable String userName,
        @Nullable String password,
        @Nullable Name name,
        @Nullable JsonNode emails,
        @Nullable Boolean active,
        @Nullable JsonNode roles) {

    record Name(@Nullable String givenName, @Nullable String familyName) {}

    Profile profile() {
        return new Profile(
                name == null || name.givenName() == null ? "" : name.givenName(),
                name == null || name.familyName() == null ? "" : name.familyName(),
                first(texts(emails)));
    }

    Set<String> roleNames() {
        return new LinkedHashSet<>(texts(roles));
    }

    private static List<String> texts(@Nullable JsonNode values) {
        return values == null
                ? List.of()
                : new ArrayList<>(new PatchRequest.Change(PatchRequest.Verb.ADD, "values", null, values).texts());
    }

    private static String first(List<String> texts) {
        return texts.isEmpty() ? "" : texts.getFirst();
    }
}
