package dev.tollgate.keymanager.user.scim;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tollgate.keymanager.user.Role;
import dev.tollgate.keymanager.user.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resources as they look on the wire. */
final class Scim {

    static final String MEDIA_TYPE = "application/scim+json";
    static final String JSON = "application/json";

    private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
    private static final String ROLE = "urn:ietf:params:scim:schemas:extension:2.0:Role";
    private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    private static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

    private Scim() {}

    record Name(String givenName, String familyName) {}

    record Value(String value, @Nullable String display) {}

    record Meta(String resourceType, Instant created, Instant lastModified, String location) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record UserResource(
            List<String> schemas,
            String id,
            String userName,
            Name name,
            List<Value> emails,
            boolean active,
            List<Value> roles,
            List<Value> groups,
            Meta meta) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Collected(
            List<String> schemas,
            String id,
            String displayName,
            @Nullable List<Member> members,
            RoleMeta meta) {}

    record RoleMeta(String resourceType, String location) {}

    record Member(
            String value,
            String display,
            @JsonProperty("$ref") String ref) {}

    record ListResponse<T>(
            List<String> schemas,
            long totalResults,
            int startIndex,
            int itemsPerPage,
            @JsonProperty("Resources") List<T> resources) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErrorResponse(
            List<String> schemas, String status, @Nullable String scimType, String detail) {}

    static UserResource user(User user, String base) {
        return new UserResource(
                List.of(USER),
                user.id().toString(),
                user.userName(),
                new Name(user.givenName(), user.familyName()),
                user.email().isEmpty() ? List.of() : List.of(new Value(user.email(), null)),
                !user.disabled(),
                user.roles().stream().map(role -> new Value(role, role)).toList(),
                user.roles().stream().map(role -> new Value(role, role)).toList(),
                new Meta("User", user.createdAt(), user.updatedAt(), base + "/scim2/Users/" + user.id()));
    }

    static Collected group(Role role, @Nullable List<User> members, String base) {
        return collected(GROUP, "Group", "/scim2/Groups/", role, members, base);
    }

    static Collected role(Role role, @Nullable List<User> members, String base) {
        return collected(ROLE, "Role", "/scim2/Roles/", role, members, base);
    }

    static <T> ListResponse<T> list(List<T> resources, long total, int startIndex) {
        return new ListResponse<>(List.of(LIST), total, startIndex, resources.size(), resources);
    }

    static ErrorResponse error(int status, String detail) {
        String type = switch (status) {
            case 400 -> "invalidValue";
            case 409 -> "uniqueness";
            default -> null;
        };
        return new ErrorResponse(List.of(ERROR), Integer.toString(status), type, detail);
    }

    private static Collected collected(
            String schema, String type, String path, Role role, @Nullable List<User> members, String base) {
        List<Member> listed = members == null
                ? null
                : members.stream()
                        .map(user ->
                                new Member(user.id().toString(), user.userName(), base + "/scim2/Users/" + user.id()))
                        .toList();
        return new Collected(
                List.of(schema),
                role.id().toString(),
                role.name(),
                listed,
                new RoleMeta(type, base + path + role.id()));
    }
}
