package dev.tollgate.gateway.throttle;

import dev.tollgate.contract.lease.LeaseLevel;
import dev.tollgate.contract.lease.LevelKind;
import dev.tollgate.gateway.error.GatewayError;

/** One limited thing: which level, whose, under which policy. */
record LevelKey(LevelKind kind, String key, String policy, boolean sandbox) {

    LeaseLevel message() {
        return LeaseLevel.newBuilder()
                .setKind(kind)
                .setKey(key)
                .setPolicy(policy)
                .setSandbox(sandbox)
                .build();
    }

    /** Its name in the fields RateLimit and RateLimit-Policy. */
    String label() {
        return switch (kind) {
            case LEVEL_KIND_API -> "api";
            case LEVEL_KIND_OPERATION -> "operation";
            case LEVEL_KIND_APPLICATION -> "application";
            case LEVEL_KIND_SUBSCRIPTION -> "subscription";
            case LEVEL_KIND_BURST -> "burst";
            case LEVEL_KIND_CUSTOM, LEVEL_KIND_UNSPECIFIED, UNRECOGNIZED -> "custom";
        };
    }

    GatewayError error() {
        return switch (kind) {
            case LEVEL_KIND_API -> GatewayError.THROTTLED_API;
            case LEVEL_KIND_OPERATION -> GatewayError.THROTTLED_OPERATION;
            case LEVEL_KIND_APPLICATION -> GatewayError.THROTTLED_APPLICATION;
            case LEVEL_KIND_SUBSCRIPTION -> GatewayError.THROTTLED_SUBSCRIPTION;
            case LEVEL_KIND_BURST -> GatewayError.THROTTLED_BURST;
            case LEVEL_KIND_CUSTOM, LEVEL_KIND_UNSPECIFIED, UNRECOGNIZED -> GatewayError.THROTTLED_CUSTOM;
        };
    }
}
