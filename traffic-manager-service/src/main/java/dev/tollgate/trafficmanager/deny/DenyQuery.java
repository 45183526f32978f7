package dev.tollgate.trafficmanager.deny;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code conditionType:IP & conditionValue:10.0.0.1}; nothing asked, everything found. */
final class DenyQuery implements Predicate<DenyCondition> {

    private final List<Predicate<DenyCondition>> parts = new ArrayList<>();

    DenyQuery(@Nullable String query) {
        if (query == null || query.isBlank()) {
            return;
        }
        for (String part : query.split("&")) {
            int colon = part.indexOf(':');
            String name = colon < 0 ? part.strip() : part.substring(0, colon).strip();
            String value = colon < 0 ? "" : part.substring(colon + 1).strip();
            parts.add(
                    switch (name.toLowerCase(Locale.ROOT)) {
                        case "conditiontype" ->
                            condition -> condition.kind().name().equalsIgnoreCase(value);
                        case "conditionvalue" -> condition -> condition.value().equals(value);
                        default ->
                            throw new RefusedException(
                                    CommonError.BAD_REQUEST,
                                    "query understands conditionType: and conditionValue:, joined by &.");
                    });
        }
    }

    @Override
    public boolean test(DenyCondition condition) {
        return parts.stream().allMatch(part -> part.test(condition));
    }
}
