package dev.tollgate.publisher.api;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.PublisherError;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Finds an API for a caller. One that the caller may not see is absent. */
@Service
public class ApiAccess {

    private final Apis apis;

    ApiAccess(Apis apis) {
        this.apis = apis;
    }

    public Api readable(String id, Caller caller) {
        return uuid(id).flatMap(apis::findById)
                .filter(api -> visible(api, caller))
                .orElseThrow(() -> notFound(id));
    }

    /** The API, locked until the transaction ends, if it still is what the caller last read. */
    public Api changeable(String id, Caller caller, @Nullable String ifMatch) {
        Api api = uuid(id).flatMap(apis::findLocked)
                .filter(found -> visible(found, caller))
                .orElseThrow(() -> notFound(id));
        if (ifMatch != null && !matches(ifMatch, api.etag())) {
            throw new RefusedException(
                    CommonError.PRECONDITION_FAILED,
                    "The API has changed since it was read: its ETag is " + api.etag() + ".");
        }
        return api;
    }

    /** An id as text; what is no UUID names nothing. */
    public static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean visible(Api api, Caller caller) {
        return api.accessRoles().isEmpty()
                || api.provider().equals(caller.userName())
                || caller.roles().contains("admin")
                || api.accessRoles().stream().anyMatch(caller.roles()::contains);
    }

    /** RFC 9110, 13.1.1: a list of entity tags, or a star. */
    public static boolean matches(String header, String etag) {
        return header.trim().equals("*")
                || Arrays.stream(header.split(","))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(tag -> tag.equals(etag) || ('"' + tag + '"').equals(etag));
    }

    public static RefusedException notFound(String id) {
        return new RefusedException(
                PublisherError.API_NOT_FOUND, "Requested API with id '" + ApiRules.shown(id) + "' not found.");
    }
}
