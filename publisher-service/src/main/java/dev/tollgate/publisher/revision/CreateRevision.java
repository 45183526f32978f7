package dev.tollgate.publisher.revision;

import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.Apis;
import dev.tollgate.publisher.api.Definitions;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes a snapshot of the working copy under the next number. */
@Service
public class CreateRevision {

    private final Apis apis;
    private final Definitions definitions;
    private final Revisions revisions;
    private final InstantSource clock;

    CreateRevision(Apis apis, Definitions definitions, Revisions revisions, InstantSource clock) {
        this.apis = apis;
        this.definitions = definitions;
        this.revisions = revisions;
        this.clock = clock;
    }

    /** @param api locked in the caller's transaction */
    @Transactional(propagation = Propagation.MANDATORY)
    public ApiRevision create(Api api, String description, String actor) {
        var revision =
                new ApiRevision(UUID.randomUUID(), api.id(), api.nextRevision(), description, clock.instant(), actor);
        apis.saveAndFlush(api);
        revisions.insert(revision, api.document(), definitions.text(api.id()));
        return revision;
    }
}
