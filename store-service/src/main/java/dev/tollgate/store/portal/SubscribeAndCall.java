package dev.tollgate.store.portal;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.store.application.Application;
import dev.tollgate.store.application.ApplicationRequest;
import dev.tollgate.store.application.ApplicationStatus;
import dev.tollgate.store.application.Applications;
import dev.tollgate.store.catalogue.PublishedApi;
import dev.tollgate.store.key.FirstCall;
import dev.tollgate.store.key.KeyType;
import dev.tollgate.store.key.KeyView;
import dev.tollgate.store.key.Keys;
import dev.tollgate.store.key.TokenView;
import dev.tollgate.store.key.Tokens;
import dev.tollgate.store.policy.Policies;
import dev.tollgate.store.policy.Policy;
import dev.tollgate.store.policy.PolicyLevel;
import dev.tollgate.store.subscription.Subscription;
import dev.tollgate.store.subscription.SubscriptionRequest;
import dev.tollgate.store.subscription.Subscriptions;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Subscribes, and goes on to keys and a token so that the first call is one line away. The subscription stands once it is made; what
 * the Key Manager cannot give at this moment is had from the application's page later.
 */
@Component
class SubscribeAndCall {

    private static final Logger log = LoggerFactory.getLogger(SubscribeAndCall.class);
    private static final String NO_LIMIT = "Unlimited";

    private final Applications applications;
    private final Subscriptions subscriptions;
    private final Keys keys;
    private final Tokens tokens;
    private final FirstCall firstCall;
    private final Policies policies;
    private final TransactionTemplate transactions;

    SubscribeAndCall(
            Applications applications,
            Subscriptions subscriptions,
            Keys keys,
            Tokens tokens,
            FirstCall firstCall,
            Policies policies,
            TransactionTemplate transactions) {
        this.applications = applications;
        this.subscriptions = subscriptions;
        this.keys = keys;
        this.tokens = tokens;
        this.firstCall = firstCall;
        this.policies = policies;
        this.transactions = transactions;
    }

    /**
     * What the page shows this one time.
     *
     * @param tier empty: the application was made and waits for its approval, so it is not subscribed yet
     */
    record Result(
            String applicationId,
            String applicationName,
            String tier,
            String state,
            @Nullable String consumerKey,
            @Nullable String secret,
            @Nullable String token,
            long lifeSeconds,
            @Nullable String curl) {

        /** Never the secrets. */
        @Override
        public String toString() {
            return "Result[" + applicationId + " " + tier + "]";
        }
    }

    private record Made(Application application, @Nullable Subscription subscription) {}

    Result with(Caller caller, PublishedApi api, String applicationId, String tier) {
        Application application = applications.owned(caller, applicationId);
        return ready(caller, api, new Made(application, subscribe(caller, api, application, tier)));
    }

    /** Both or neither: an application of whose subscription nothing comes is not left behind. */
    Result withNewApplication(Caller caller, PublishedApi api, String name, String tier) {
        var request = new ApplicationRequest(name, quota(caller), "", null, null, null, null);
        return ready(caller, api, Objects.requireNonNull(transactions.execute(status -> {
            Application application = applications.create(caller, request.draft());
            return new Made(
                    application,
                    application.status() == ApplicationStatus.APPROVED
                            ? subscribe(caller, api, application, tier)
                            : null);
        })));
    }

    private Subscription subscribe(Caller caller, PublishedApi api, Application application, String tier) {
        return subscriptions.subscribe(
                caller,
                new SubscriptionRequest(application.id().toString(), api.id().toString(), tier, null, null));
    }

    private Result ready(Caller caller, PublishedApi api, Made made) {
        String applicationId = made.application().id().toString();
        Subscription subscription = made.subscription();
        if (subscription == null) {
            return new Result(
                    applicationId, made.application().name(), "", "waiting for approval", null, null, null, 0, null);
        }
        String consumerKey = null;
        String secret = null;
        TokenView token = null;
        try {
            KeyView present = keys.list(caller, applicationId).stream()
                    .filter(view -> view.keyType().equals(KeyType.PRODUCTION.name()))
                    .findFirst()
                    .orElse(null);
            String mappingId;
            if (present == null || present.consumerKey() == null) {
                Keys.Generated generated = keys.generate(
                        caller,
                        applicationId,
                        KeyPages.request(KeyType.PRODUCTION.name(), List.of("client_credentials"), ""));
                consumerKey = generated.client().getConsumerKey();
                secret = generated.secret();
                mappingId = generated.mapping().id().toString();
            } else {
                mappingId = present.keyMappingId();
            }
            token = tokens.issue(
                    keys.owned(caller, applicationId, mappingId), new Tokens.Request(null, null, null, null, null));
        } catch (RefusedException | StatusRuntimeException notNow) {
            log.warn("a subscription was made without a first token: {}", notNow.toString());
        }
        return new Result(
                applicationId,
                made.application().name(),
                subscription.throttlingPolicy(),
                OwnSubscriptions.state(subscription),
                consumerKey,
                secret,
                token == null ? null : token.accessToken(),
                token == null ? 0 : token.validityTime(),
                token == null ? null : firstCall.curl(api, token.accessToken()).orElse(null));
    }

    /** No limit of the application's own where that may be had: the subscription's tier is the one that was chosen. */
    private String quota(Caller caller) {
        List<Policy> open = policies.all(PolicyLevel.APPLICATION).stream()
                .filter(policy -> policy.permits(caller.roles()))
                .toList();
        return open.stream()
                .map(Policy::name)
                .filter(NO_LIMIT::equals)
                .findFirst()
                .orElseGet(() -> open.isEmpty() ? NO_LIMIT : open.getFirst().name());
    }
}
