package dev.tollgate.publisher.api;

import java.util.UUID;

/** Something of an API changed that others show: heard inside the transaction that changes it. */
public sealed interface ApiChanged {

    UUID apiId();

    /** The working copy was saved. */
    record ApiSaved(UUID apiId) implements ApiChanged {}

    /** The API answers, or no longer answers, without a version in the path. */
    record DefaultVersionChanged(UUID apiId) implements ApiChanged {}

    /** The provider names another day, or none, for taking the API away. */
    record SunsetChanged(UUID apiId) implements ApiChanged {}

    /** A new version was made of another API: what belongs to that one and stands elsewhere is to be copied. */
    record ApiCopied(UUID apiId, UUID originalId, String actor) implements ApiChanged {}

    record StateEntered(UUID apiId, LifeCycleState state) implements ApiChanged {}

    /** The API is about to go, with all that belongs to it. */
    record ApiDeleted(UUID apiId) implements ApiChanged {}

    /** Another revision is served somewhere, or one no longer is. */
    record DeploymentsChanged(UUID apiId) implements ApiChanged {}
}
