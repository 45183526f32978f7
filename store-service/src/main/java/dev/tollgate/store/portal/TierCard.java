package dev.tollgate.store.portal;

import dev.tollgate.store.policy.Policy;
import java.util.Locale;
import java.util.Objects;

/** A throttling policy in words. */
record TierCard(String name, String displayName, String quota, String burst, String description, boolean paid) {

    static TierCard of(Policy policy) {
        return new TierCard(
                policy.name(),
                policy.displayName(),
                quota(policy),
                policy.burstCount() <= 0
                        ? ""
                        : "%,d calls a %s at once".formatted(policy.burstCount(), unit(policy.burstTimeUnit())),
                policy.description(),
                policy.billingPlan().equals("COMMERCIAL"));
    }

    private static String quota(Policy policy) {
        if (policy.unlimited()) {
            return "Unlimited calls";
        }
        String amount = policy.quotaType().equals("BANDWIDTHVOLUME")
                ? "%,d %s".formatted(policy.amount(), Objects.requireNonNullElse(policy.dataUnit(), "bytes"))
                : "%,d calls".formatted(policy.amount());
        return policy.unitTime() == 1
                ? amount + " a " + unit(policy.timeUnit())
                : amount + " in " + policy.unitTime() + " " + unit(policy.timeUnit()) + "s";
    }

    private static String unit(@org.jspecify.annotations.Nullable String unit) {
        String lower = unit == null ? "" : unit.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "s", "sec", "second", "seconds" -> "second";
            case "m", "min", "minute", "minutes", "" -> "minute";
            case "h", "hour", "hours" -> "hour";
            case "d", "day", "days" -> "day";
            case "week", "weeks" -> "week";
            case "month", "months" -> "month";
            case "year", "years" -> "year";
            default -> lower;
        };
    }
}
