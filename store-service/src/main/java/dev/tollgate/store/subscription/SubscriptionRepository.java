package dev.tollgate.store.subscription;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface SubscriptionRepository extends JpaRepository<Subscription, UUID> {

    /** How many subscriptions an application has. */
    record Count(UUID applicationId, long subscriptions) {}

    /** Owned means: by way of the application. */
    @Query("SELECT s FROM Subscription s JOIN Application a ON a.id = s.applicationId WHERE s.id = :id AND a.owner ="
            + " :owner")
    Optional<Subscription> findOwned(UUID id, String owner);

    List<Subscription> findByApplicationId(UUID applicationId);

    Optional<Subscription> findByApplicationIdAndApiId(UUID applicationId, UUID apiId);

    Optional<Subscription> findByIdAndApiId(UUID id, UUID apiId);

    @Query("""
        SELECT new dev.tollgate.store.subscription.SubscriptionRepository$Count(s.applicationId, count(s))
        FROM Subscription s WHERE s.applicationId IN :applicationIds GROUP BY s.applicationId
        """)
    List<Count> count(Collection<UUID> applicationIds);
}
