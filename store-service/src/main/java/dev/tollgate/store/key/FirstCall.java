package dev.tollgate.store.key;

import dev.tollgate.store.catalogue.Catalogue;
import dev.tollgate.store.catalogue.Gateways;
import dev.tollgate.store.catalogue.PublishedApi;
import dev.tollgate.store.subscription.Subscription;
import dev.tollgate.store.subscription.SubscriptionStatus;
import dev.tollgate.store.subscription.Subscriptions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The command line that tries a fresh token on an API the application is subscribed to. */
@Service
public class FirstCall {

    private final Subscriptions subscriptions;
    private final Catalogue catalogue;
    private final Gateways gateways;

    FirstCall(Subscriptions subscriptions, Catalogue catalogue, Gateways gateways) {
        this.subscriptions = subscriptions;
        this.catalogue = catalogue;
        this.gateways = gateways;
    }

    /** Nothing where there is no subscription yet, or no operation that can be called without knowing more. */
    @Nullable
    String curl(UUID applicationId, String token) {
        List<UUID> apiIds = subscriptions.ofApplication(applicationId).stream()
                .filter(subscription -> subscription.state() == SubscriptionStatus.UNBLOCKED)
                .map(Subscription::apiId)
                .toList();
        Map<UUID, PublishedApi> apis = catalogue.byIds(apiIds);
        return apiIds.stream()
                .flatMap(id -> Stream.ofNullable(apis.get(id)))
                .flatMap(api -> curl(api, token).stream())
                .findFirst()
                .orElse(null);
    }

    /** The same for one API; nothing where no operation can be called without knowing more. */
    public Optional<String> curl(PublishedApi api, String token) {
        return address(api)
                .map(address -> "curl -H " + quoted(header(api) + ": Bearer " + token) + " " + quoted(address));
    }

    /** One word of a POSIX shell, whatever a provider wrote into paths and header names. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String header(PublishedApi api) {
        String own = api.authorizationHeader();
        return own == null || own.isBlank() ? "Authorization" : own;
    }

    private Optional<String> address(PublishedApi api) {
        return api.operations().stream()
                .filter(operation ->
                        operation.verb().equals("GET") && !operation.target().contains("{"))
                .map(operation -> operation.target().replace("*", ""))
                .findFirst()
                .flatMap(target -> gateways.addresses(api).stream()
                        .sorted(Comparator.comparing((String address) -> address.startsWith("https:")))
                        .map(address -> address + target)
                        .findFirst());
    }
}
