package dev.tollgate.publisher.api;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One version of an API: the provider's working copy and its state. What gateways serve are its revisions. */
@Entity
@Table(schema = "apis", name = "apis")
public class Api {

    @Id
    private UUID id;

    @Version
    private @Nullable Long rowVersion;

    private String name;
    private String context;
    private String version;
    private String provider;
    private String description;

    @Enumerated(EnumType.STRING)
    private LifeCycleState state;

    private boolean defaultVersion;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(columnDefinition = "text[]")
    private List<String> tags;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(columnDefinition = "text[]")
    private List<String> categories;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(columnDefinition = "text[]")
    private List<String> accessRoles;

    @Column(name = "document")
    private String json;

    @Transient
    private @Nullable ApiDocument document;

    private int revisions;
    private @Nullable Instant deprecatedAt;
    private @Nullable Instant sunset;
    private boolean hasThumbnail;
    private Instant createdAt;
    private String createdBy;
    private Instant updatedAt;
    private String updatedBy;

    @SuppressWarnings("NullAway.Init") // filled by Hibernate
    protected Api() {}

    @SuppressWarnings("NullAway.Init") // the rest by describe
    Api(UUID id, ApiDocument described, String provider, String actor, Instant now) {
        ApiDocument document = described.with(ApiField.PROVIDER, (JsonNode) null);
        this.id = id;
        this.name = document.text(ApiField.NAME);
        this.context = document.text(ApiField.CONTEXT);
        this.version = document.text(ApiField.VERSION);
        this.provider = provider;
        this.state = LifeCycleState.CREATED;
        this.createdAt = now;
        this.createdBy = actor;
        describe(document, actor, now);
    }

    /** Takes what the provider says now; identity and state stay. */
    void describe(ApiDocument changed, String actor, Instant now) {
        document = changed;
        json = changed.toJson();
        description = changed.text(ApiField.DESCRIPTION);
        defaultVersion = changed.flag(ApiField.IS_DEFAULT_VERSION);
        tags = List.copyOf(changed.texts(ApiField.TAGS));
        categories = List.copyOf(changed.texts(ApiField.CATEGORIES));
        accessRoles = changed.text(ApiField.ACCESS_CONTROL).equals("RESTRICTED")
                ? List.copyOf(changed.texts(ApiField.ACCESS_CONTROL_ROLES))
                : List.of();
        sunset = Sunset.of(changed);
        touch(actor, now);
    }

    void touch(String actor, Instant now) {
        updatedAt = now;
        updatedBy = actor;
    }

    /** Another version of the API became the default one. */
    void standBack(String actor, Instant now) {
        describe(document().with(ApiField.IS_DEFAULT_VERSION, false), actor, now);
    }

    /** It has an image now, or none any more. */
    public void illustrate(boolean image, String actor, Instant now) {
        hasThumbnail = image;
        touch(actor, now);
    }

    public void enter(LifeCycleState next, String actor, Instant now) {
        deprecatedAt = next == LifeCycleState.DEPRECATED ? now : null;
        state = next;
        touch(actor, now);
    }

    /** The number of a revision that is made now. */
    public int nextRevision() {
        return ++revisions;
    }

    public UUID id() {
        return id;
    }

    /** The feed's key. */
    public String key() {
        return key(id);
    }

    public static String key(UUID id) {
        return "api/" + id;
    }

    public String name() {
        return name;
    }

    public String context() {
        return context;
    }

    public String version() {
        return version;
    }

    public String provider() {
        return provider;
    }

    public String description() {
        return description;
    }

    public String createdBy() {
        return createdBy;
    }

    public LifeCycleState state() {
        return state;
    }

    public boolean defaultVersion() {
        return defaultVersion;
    }

    public List<String> accessRoles() {
        return accessRoles;
    }

    public ApiDocument document() {
        if (document == null) {
            document = ApiDocument.stored(json);
        }
        return document;
    }

    public boolean hasThumbnail() {
        return hasThumbnail;
    }

    /** Since when it is deprecated. */
    public Optional<Instant> deprecatedAt() {
        return Optional.ofNullable(deprecatedAt);
    }

    /** When its provider means to take it away. */
    public Optional<Instant> sunset() {
        return Optional.ofNullable(sunset);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public String updatedBy() {
        return updatedBy;
    }

    /** Changes with every change of the working copy or the state. */
    public String etag() {
        return "\"" + (rowVersion == null ? 0 : rowVersion) + "\"";
    }
}
