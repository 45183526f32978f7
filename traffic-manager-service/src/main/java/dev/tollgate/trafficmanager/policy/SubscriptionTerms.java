package dev.tollgate.trafficmanager.policy;

import java.util.List;

/**
 * What a tier says beside its limit; other levels have {@link #NONE}.
 *
 * @param billingPlan FREE or COMMERCIAL, for display
 * @param stopOnQuotaReach false: calls over the limit pass and are counted
 * @param permission who may subscribe with this tier
 */
public record SubscriptionTerms(
        String billingPlan, boolean stopOnQuotaReach, Permission permission, List<CustomAttribute> customAttributes) {

    public static final SubscriptionTerms NONE = new SubscriptionTerms("FREE", true, Permission.EVERYONE, List.of());

    public SubscriptionTerms {
        customAttributes = List.copyOf(customAttributes);
    }

    /** Text that the Store shows with the tier. */
    public record CustomAttribute(String name, String value) {}

    /** Roles that may, or may not, subscribe; EVERYONE names none. */
    public record Permission(Kind kind, List<String> roles) {

        public static final Permission EVERYONE = new Permission(Kind.EVERYONE, List.of());

        public Permission {
            roles = List.copyOf(roles);
        }

        /** How the roles are meant. */
        public enum Kind {
            EVERYONE,
            ALLOW,
            DENY
        }
    }
}
