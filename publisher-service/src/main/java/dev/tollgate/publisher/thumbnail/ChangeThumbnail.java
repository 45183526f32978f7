package dev.tollgate.publisher.thumbnail;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.api.ApiChanged.ApiSaved;
import dev.tollgate.publisher.api.Apis;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives an API its image. */
@Service
class ChangeThumbnail {

    private final ApiAccess access;
    private final Apis apis;
    private final Thumbnails thumbnails;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    ChangeThumbnail(
            ApiAccess access, Apis apis, Thumbnails thumbnails, ApplicationEventPublisher events, InstantSource clock) {
        this.access = access;
        this.apis = apis;
        this.thumbnails = thumbnails;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    Api put(String apiId, Image image, Caller caller, @Nullable String ifMatch) {
        Api api = access.changeable(apiId, caller, ifMatch);
        Instant now = clock.instant();
        thumbnails.put(api.id(), image, now);
        api.illustrate(true, caller.userName(), now);
        apis.saveAndFlush(api);
        events.publishEvent(new ApiSaved(api.id()));
        return api;
    }
}
