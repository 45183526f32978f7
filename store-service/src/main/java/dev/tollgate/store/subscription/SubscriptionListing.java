package dev.tollgate.store.subscription;

import dev.tollgate.platform.paging.Page;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Pages of an owner's subscriptions, of one application, to one API, or both. */
@Repository
public class SubscriptionListing {

    private final EntityManager entities;

    SubscriptionListing(EntityManager entities) {
        this.entities = entities;
    }

    /** A page, and how many there are altogether. */
    public record Found(List<Subscription> subscriptions, long total) {}

    @Transactional(readOnly = true)
    public Found page(String owner, @Nullable UUID applicationId, @Nullable UUID apiId, Page page) {
        String matching = " FROM Subscription s JOIN Application a ON a.id = s.applicationId WHERE a.owner = :owner"
                + (applicationId == null ? "" : " AND s.applicationId = :applicationId")
                + (apiId == null ? "" : " AND s.apiId = :apiId");
        long total = bind(entities.createQuery("SELECT count(s)" + matching, Long.class), owner, applicationId, apiId)
                .getSingleResult();
        if (page.limit() == 0 || page.offset() >= total) {
            return new Found(List.of(), total);
        }
        List<Subscription> subscriptions = bind(
                        entities.createQuery("SELECT s" + matching + " ORDER BY s.createdAt, s.id", Subscription.class),
                        owner,
                        applicationId,
                        apiId)
                .setFirstResult(page.offset())
                .setMaxResults(page.limit())
                .getResultList();
        return new Found(subscriptions, total);
    }

    private static <T> TypedQuery<T> bind(
            TypedQuery<T> query, String owner, @Nullable UUID applicationId, @Nullable UUID apiId) {
        query.setParameter("owner", owner);
        if (applicationId != null) {
            query.setParameter("applicationId", applicationId);
        }
        if (apiId != null) {
            query.setParameter("apiId", apiId);
        }
        return query;
    }
}
