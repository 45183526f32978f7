package dev.tollgate.store.subscription;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An application's right to call an API at a tier. */
@Entity
@Table(schema = "subscriptions", name = "subscriptions")
public class Subscription {

    @Id
    @Column(name = "subscription_id")
    private UUID id;

    private UUID applicationId;
    private UUID apiId;
    private String throttlingPolicy;
    private @Nullable String requestedThrottlingPolicy;

    @Enumerated(EnumType.STRING)
    private SubscriptionStatus state;

    @Version
    private @Nullable Long revision;

    private Instant createdAt;
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Subscription() {}

    Subscription(UUID id, UUID applicationId, UUID apiId, String throttlingPolicy, Instant now) {
        this.id = id;
        this.applicationId = applicationId;
        this.apiId = apiId;
        this.throttlingPolicy = throttlingPolicy;
        this.requestedThrottlingPolicy = throttlingPolicy;
        this.state = SubscriptionStatus.UNBLOCKED;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Waits for nobody: only then may its tier or state change. */
    boolean settled() {
        return state == SubscriptionStatus.UNBLOCKED
                || state == SubscriptionStatus.BLOCKED
                || state == SubscriptionStatus.PROD_ONLY_BLOCKED;
    }

    void moveTo(String tier, Instant now) {
        throttlingPolicy = tier;
        requestedThrottlingPolicy = tier;
        updatedAt = now;
    }

    void block(SubscriptionStatus blocking, Instant now) {
        state = blocking;
        updatedAt = now;
    }

    public UUID id() {
        return id;
    }

    public UUID applicationId() {
        return applicationId;
    }

    public UUID apiId() {
        return apiId;
    }

    public String throttlingPolicy() {
        return throttlingPolicy;
    }

    @Nullable
    String requestedThrottlingPolicy() {
        return requestedThrottlingPolicy;
    }

    public SubscriptionStatus state() {
        return state;
    }

    long revision() {
        return revision == null ? 0 : revision;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
