package dev.tollgate.store.application;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What a subscriber's subscriptions, keys and application-level quota belong to. Owner and status never come from outside. */
@Entity
@Table(schema = "subscriptions", name = "applications")
public class Application {

    @Id
    @Column(name = "application_id")
    private UUID id;

    private String name;
    private String owner;
    private String throttlingPolicy;
    private String description;

    @Enumerated(EnumType.STRING)
    private TokenType tokenType;

    @Enumerated(EnumType.STRING)
    private ApplicationStatus status;

    private boolean blocked;

    private @Nullable String reason;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> attributes;

    @Version
    private @Nullable Long revision;

    private Instant createdAt;
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Application() {}

    Application(UUID id, String owner, ApplicationDraft draft, ApplicationStatus status, Instant now) {
        this.id = id;
        this.owner = owner;
        this.status = status;
        this.createdAt = now;
        this.updatedAt = now;
        this.name = draft.name();
        this.throttlingPolicy = draft.throttlingPolicy();
        this.description = draft.description();
        this.tokenType = draft.tokenType();
        this.attributes = draft.attributes();
    }

    void revise(ApplicationDraft draft, Instant now) {
        name = draft.name();
        throttlingPolicy = draft.throttlingPolicy();
        description = draft.description();
        tokenType = draft.tokenType();
        attributes = draft.attributes();
        updatedAt = now;
    }

    void decide(boolean approved, String why, Instant now) {
        status = approved ? ApplicationStatus.APPROVED : ApplicationStatus.REJECTED;
        reason = why.isEmpty() ? null : why;
        updatedAt = now;
    }

    void block(boolean blocking, Instant now) {
        blocked = blocking;
        updatedAt = now;
    }

    void settle(String newOwner, TokenType newTokens, Instant now) {
        owner = newOwner;
        tokenType = newTokens;
        updatedAt = now;
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String owner() {
        return owner;
    }

    public String throttlingPolicy() {
        return throttlingPolicy;
    }

    public String description() {
        return description;
    }

    public TokenType tokenType() {
        return tokenType;
    }

    public ApplicationStatus status() {
        return status;
    }

    public boolean blocked() {
        return blocked;
    }

    /** What the approver said. */
    public @Nullable String reason() {
        return reason;
    }

    public Map<String, String> attributes() {
        return Map.copyOf(attributes);
    }

    public long revision() {
        return revision == null ? 0 : revision;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
