package dev.tollgate.gateway.keyvalidation;

import dev.tollgate.contract.deployment.AuthType;
import dev.tollgate.contract.key.Application;
import dev.tollgate.contract.key.ConsumerKey;
import dev.tollgate.contract.key.KeyType;
import dev.tollgate.contract.key.Subscription;
import dev.tollgate.gateway.error.GatewayError;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** May they? Consumer key, application and subscription are joined in memory on each call; the result is never kept. */
public final class Authorizer {

    private final KeyDirectory directory;

    public Authorizer(KeyDirectory directory) {
        this.directory = directory;
    }

    public Authorization authorize(
            Authentication.Known known, Requirement requirement, InetAddress client, @Nullable String referer) {
        TokenVerdict token = known.token();
        KeyTables tables = directory.tables();
        String applicationId = token.applicationId();
        KeyType keyType = token.keyType();
        if (token.consumerKey() != null) {
            ConsumerKey key = tables.consumerKeys().get(token.consumerKey());
            if (key == null) {
                return refused(GatewayError.NOT_SUBSCRIBED);
            }
            applicationId = key.getApplicationId();
            keyType = key.getKeyType();
        }
        Application application =
                applicationId == null ? null : tables.applications().get(applicationId);
        if (applicationId == null || application == null) {
            return refused(GatewayError.NOT_SUBSCRIBED);
        }
        if (application.getBlocked()) {
            return refused(GatewayError.BLOCKED);
        }
        if (!token.permits(client, referer)) {
            return refused(GatewayError.CREDENTIAL_NOT_PERMITTED_HERE);
        }
        if (token.apiId() != null && !token.apiId().equals(requirement.apiId())) {
            return refused(GatewayError.NOT_SUBSCRIBED);
        }
        Subscription subscription = tables.subscription(applicationId, requirement.apiId());
        if (subscription == null) {
            return refused(GatewayError.NOT_SUBSCRIBED);
        }
        boolean sandbox = keyType == KeyType.KEY_TYPE_SANDBOX;
        GatewayError inactive = inactive(subscription, sandbox);
        if (inactive != null) {
            return refused(inactive);
        }
        if (!typeFits(requirement.authType(), token.userToken())) {
            return refused(GatewayError.WRONG_TOKEN_TYPE);
        }
        if (!requirement.scopes().isEmpty() && !scopeFits(requirement, token)) {
            return refused(GatewayError.SCOPE);
        }
        return new Authorization.Allowed(new Caller(
                token.userToken() ? token.subject() : null, application, subscription, sandbox, token.scopes()));
    }

    private static @Nullable GatewayError inactive(Subscription subscription, boolean sandbox) {
        return switch (subscription.getState()) {
            case SUBSCRIPTION_STATE_UNBLOCKED,
                    SUBSCRIPTION_STATE_TIER_UPDATE_PENDING,
                    SUBSCRIPTION_STATE_DELETE_PENDING -> null;
            case SUBSCRIPTION_STATE_BLOCKED -> GatewayError.BLOCKED;
            case SUBSCRIPTION_STATE_PROD_ONLY_BLOCKED -> sandbox ? null : GatewayError.BLOCKED;
            case SUBSCRIPTION_STATE_ON_HOLD,
                    SUBSCRIPTION_STATE_REJECTED,
                    SUBSCRIPTION_STATE_UNSPECIFIED,
                    UNRECOGNIZED -> GatewayError.NOT_ACTIVE;
        };
    }

    private static boolean typeFits(AuthType type, boolean userToken) {
        return switch (type) {
            case AUTH_TYPE_APPLICATION -> !userToken;
            case AUTH_TYPE_APPLICATION_USER -> userToken;
            case AUTH_TYPE_UNSPECIFIED, AUTH_TYPE_APPLICATION_AND_APPLICATION_USER, AUTH_TYPE_NONE -> true;
            case UNRECOGNIZED -> false;
        };
    }

    private static boolean scopeFits(Requirement requirement, TokenVerdict token) {
        for (String scope : requirement.scopes()) {
            if (token.scopes().contains(scope)) {
                return true;
            }
        }
        return false;
    }

    private static Authorization refused(GatewayError error) {
        return new Authorization.Refused(error);
    }
}
