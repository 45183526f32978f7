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

    private @Nullable String reason;

    @Version
    private @Nullable Long revision;

    private Instant createdAt;
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Subscription() {}

    Subscription(
            UUID id, UUID applicationId, UUID apiId, String throttlingPolicy, SubscriptionStatus state, Instant now) {
        this.id = id;
        this.applicationId = applicationId;
        this.apiId = apiId;
        this.throttlingPolicy = throttlingPolicy;
        this.requestedThrottlingPolicy = throttlingPolicy;
        this.state = state;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Waits for nobody: only then may its tier or state change. */
    boolean settled() {
        return state == SubscriptionStatus.UNBLOCKED
                || state == SubscriptionStatus.BLOCKED
                || state == SubscriptionStatus.PROD_ONLY_BLOCKED;
    }

    /** An approver has still to decide about it. */
    boolean waiting() {
        return state == SubscriptionStatus.ON_HOLD || state == SubscriptionStatus.TIER_UPDATE_PENDING;
    }

    /** The tier it has goes on until the other is approved. */
    void askFor(String tier, Instant now) {
        requestedThrottlingPolicy = tier;
        state = SubscriptionStatus.TIER_UPDATE_PENDING;
        updatedAt = now;
    }

    /** What was asked for last, the subscription or another tier, becomes so; or, refused, does not. */
    void decide(boolean approved, String why, Instant now) {
        if (approved && requestedThrottlingPolicy != null) {
            throttlingPolicy = requestedThrottlingPolicy;
        }
        boolean refusedAltogether = !approved && state == SubscriptionStatus.ON_HOLD;
        requestedThrottlingPolicy = throttlingPolicy;
        state = refusedAltogether ? SubscriptionStatus.REJECTED : SubscriptionStatus.UNBLOCKED;
        reason = why.isEmpty() ? null : why;
        updatedAt = now;
    }

    void moveTo(String tier, Instant now) {
        throttlingPolicy = tier;
        requestedThrottlingPolicy = tier;
        updatedAt = now;
    }

    void block(SubscriptionStatus blocking, Instant now) {
        state = blocking;
        requestedThrottlingPolicy = throttlingPolicy;
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

    @Nullable
    String reason() {
        return reason;
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
