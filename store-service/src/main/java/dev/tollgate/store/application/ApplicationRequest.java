package dev.tollgate.store.application;

import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.store.StoreError;
import dev.tollgate.store.request.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Body of POST and PUT: devportal's Application without its read-only fields, which are ignored where they are sent. */
public record ApplicationRequest(
        @Nullable String name,
        @Nullable String throttlingPolicy,
        @Nullable String description,
        @Nullable String tokenType,
        @Nullable List<@Nullable String> groups,
        @Nullable Map<String, @Nullable String> attributes,
        @Nullable String visibility) {

    private static final int MOST_ATTRIBUTES = 50;
    private static final int LONGEST_ATTRIBUTE = 1024;

    public ApplicationDraft draft() {
        if (groups != null && !groups.isEmpty()) {
            throw new RefusedException(
                    StoreError.NOT_SUPPORTED, "groups: applications are not shared with groups yet.");
        }
        if (visibility != null && !visibility.equals("PRIVATE")) {
            throw new RefusedException(StoreError.NOT_SUPPORTED, "visibility: only PRIVATE is supported.");
        }
        return new ApplicationDraft(
                Field.required("name", name, 100),
                Field.required("throttlingPolicy", throttlingPolicy, 256),
                Field.optional("description", description, 512),
                Field.oneOf("tokenType", tokenType, TokenType.class, TokenType.JWT),
                checkedAttributes());
    }

    private Map<String, String> checkedAttributes() {
        if (attributes == null) {
            return Map.of();
        }
        if (attributes.size() > MOST_ATTRIBUTES) {
            throw Field.refuse("attributes must not be more than " + MOST_ATTRIBUTES + ".");
        }
        var checked = new HashMap<String, String>();
        attributes.forEach((key, value) -> {
            if (value != null) {
                checked.put(
                        Field.required("attributes", key, 100),
                        Field.optional("attributes." + key, value, LONGEST_ATTRIBUTE));
            }
        });
        return checked;
    }
}
