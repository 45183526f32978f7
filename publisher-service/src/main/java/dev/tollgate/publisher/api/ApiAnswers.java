package dev.tollgate.publisher.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** Answers that carry an API, with its ETag, time of change and place. */
public final class ApiAnswers {

    private ApiAnswers() {}

    public static ResponseEntity<ObjectNode> created(Api api) {
        return with(ResponseEntity.created(location(api)), api).body(ApiRendering.full(api));
    }

    static ResponseEntity<ObjectNode> updated(Api api) {
        return with(ResponseEntity.ok().location(location(api)), api).body(ApiRendering.full(api));
    }

    /** 304 without a body where the caller has this state already. */
    static ResponseEntity<ObjectNode> read(Api api, @Nullable String ifNoneMatch) {
        if (unchanged(api, ifNoneMatch)) {
            return with(ResponseEntity.status(HttpStatus.NOT_MODIFIED), api).build();
        }
        return with(ResponseEntity.ok(), api).body(ApiRendering.full(api));
    }

    public static boolean unchanged(Api api, @Nullable String ifNoneMatch) {
        return ifNoneMatch != null && ApiAccess.matches(ifNoneMatch, api.etag());
    }

    public static <B extends ResponseEntity.HeadersBuilder<?>> B with(B builder, Api api) {
        builder.eTag(api.etag());
        builder.lastModified(api.updatedAt());
        return builder;
    }

    static URI location(Api api) {
        return URI.create("/api/am/publisher/v4/apis/" + api.id());
    }
}
