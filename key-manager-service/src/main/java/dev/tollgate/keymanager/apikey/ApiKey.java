package dev.tollgate.keymanager.apikey;

import dev.tollgate.keymanager.client.KeyType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key that stands for an application.
 *
 * @param apiId the one API it opens; null: every subscribed one
 * @param permittedIps addresses or CIDRs; empty: any
 * @param expiresAt null: never
 */
public record ApiKey(
        UUID id,
        UUID applicationId,
        @Nullable UUID apiId,
        KeyType keyType,
        String name,
        String owner,
        List<String> permittedIps,
        List<String> permittedReferers,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        boolean revoked) {}
