package dev.tollgate.gateway.rig;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tollgate.contract.deployment.AuthType;
import dev.tollgate.contract.deployment.Backend;
import dev.tollgate.contract.deployment.BackendGroup;
import dev.tollgate.contract.deployment.BackendNetworks;
import dev.tollgate.contract.deployment.DeployedApi;
import dev.tollgate.contract.deployment.LifeCycleState;
import dev.tollgate.contract.deployment.Operation;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.key.Application;
import dev.tollgate.contract.key.ConsumerKey;
import dev.tollgate.contract.key.Issuer;
import dev.tollgate.contract.key.KeyType;
import dev.tollgate.contract.key.SigningKey;
import dev.tollgate.contract.key.Subscription;
import dev.tollgate.contract.key.SubscriptionState;
import dev.tollgate.contract.policy.OutageBehaviour;
import dev.tollgate.contract.policy.QuotaUnit;
import dev.tollgate.contract.policy.ThrottlingPolicy;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** An API, an application subscribed to it, and tokens for that. */
public final class TestItems {

    public static final String ISSUER = "https://localhost:9443";
    public static final RSAKey KEY = key("key-1");

    private TestItems() {}

    public static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static DeployedApi.Builder petstore(String backend) {
        return DeployedApi.newBuilder()
                .setApiId("petstore")
                .setName("Petstore")
                .setContext("/petstore")
                .setVersion("1.0.0")
                .setDefaultVersion(true)
                .setLifeCycleState(LifeCycleState.LIFE_CYCLE_STATE_PUBLISHED)
                .addSecuritySchemes("oauth2")
                .addSecuritySchemes("api_key")
                .addOperations(operation("GET", "/pet/{petId}"))
                .addOperations(operation("POST", "/pet"))
                .addOperations(operation("HEAD", "/pet/{petId}"))
                .addOperations(operation("GET", "/open").setAuthType(AuthType.AUTH_TYPE_NONE))
                .addOperations(operation("POST", "/open").setAuthType(AuthType.AUTH_TYPE_NONE))
                .addOperations(operation("HEAD", "/open").setAuthType(AuthType.AUTH_TYPE_NONE))
                .addOperations(operation("GET", "/admin").addScopes("admin"))
                .addOperations(operation("GET", "/user").setAuthType(AuthType.AUTH_TYPE_APPLICATION_USER))
                .setProduction(BackendGroup.newBuilder()
                        .addBackends(Backend.newBuilder().setUrl(backend)));
    }

    public static Operation.Builder operation(String verb, String target) {
        return Operation.newBuilder().setVerb(verb).setTarget(target);
    }

    public static FeedItem item(DeployedApi.Builder api) {
        return FeedItem.newBuilder().setKey("api/" + api.getApiId()).setApi(api).build();
    }

    public static FeedItem loopback() {
        return FeedItem.newBuilder()
                .setKey("backend-networks")
                .setBackendNetworks(BackendNetworks.newBuilder().addCidrs("127.0.0.0/8"))
                .build();
    }

    public static FeedItem application(String id, String policy) {
        return FeedItem.newBuilder()
                .setKey("application/" + id)
                .setApplication(Application.newBuilder()
                        .setApplicationId(id)
                        .setName(id)
                        .setOwner("bob")
                        .setThrottlingPolicy(policy))
                .build();
    }

    public static FeedItem subscription(String application, String api, String tier, SubscriptionState state) {
        return FeedItem.newBuilder()
                .setKey("subscription/" + application + "-" + api)
                .setSubscription(Subscription.newBuilder()
                        .setSubscriptionId(application + "-" + api)
                        .setApplicationId(application)
                        .setApiId(api)
                        .setThrottlingPolicy(tier)
                        .setState(state))
                .build();
    }

    public static FeedItem consumerKey(String key, String application, KeyType type) {
        return FeedItem.newBuilder()
                .setKey("consumer-key/" + key)
                .setConsumerKey(ConsumerKey.newBuilder()
                        .setConsumerKey(key)
                        .setApplicationId(application)
                        .setKeyType(type))
                .build();
    }

    public static FeedItem signingKey(RSAKey key) {
        return FeedItem.newBuilder()
                .setKey("signing-key/" + key.getKeyID())
                .setSigningKey(SigningKey.newBuilder()
                        .setKid(key.getKeyID())
                        .setJwk(key.toPublicJWK().toJSONString()))
                .build();
    }

    /** No limit for calls without a key, and no Traffic Manager needed. */
    public static FeedItem openHouse() {
        return policy("subscription", "Unauthenticated", 1_000_000, OutageBehaviour.OUTAGE_BEHAVIOUR_OPEN);
    }

    /** Calls a minute. */
    public static FeedItem policy(String level, String name, long limit, OutageBehaviour onOutage) {
        return FeedItem.newBuilder()
                .setKey("policy/" + level + "/" + name)
                .setThrottlingPolicy(ThrottlingPolicy.newBuilder()
                        .setName(name)
                        .setUnit(QuotaUnit.QUOTA_UNIT_REQUEST_COUNT)
                        .setLimit(limit)
                        .setPeriodMs(60_000)
                        .setOnOutage(onOutage))
                .build();
    }

    public static FeedItem issuer() {
        return FeedItem.newBuilder()
                .setKey("issuer")
                .setIssuer(Issuer.newBuilder().setIssuer(ISSUER).setAudience(ISSUER))
                .build();
    }

    /** Everything for consumer key "ck" of application "app", subscribed to the petstore with this tier. */
    public static FeedItem[] subscribed(String tier) {
        return new FeedItem[] {
            issuer(),
            signingKey(KEY),
            application("app", "Unlimited"),
            consumerKey("ck", "app", KeyType.KEY_TYPE_PRODUCTION),
            subscription("app", "petstore", tier, SubscriptionState.SUBSCRIPTION_STATE_UNBLOCKED)
        };
    }

    public static String token() {
        return token(claims -> claims);
    }

    public static String token(UnaryOperator<JWTClaimsSet.Builder> claims) {
        return signed(
                KEY,
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(KEY.getKeyID())
                        .build(),
                claims);
    }

    @SuppressWarnings("JavaUtilDate") // Nimbus' own type
    public static String signed(RSAKey key, JWSHeader header, UnaryOperator<JWTClaimsSet.Builder> claims) {
        Instant now = Instant.now();
        JWTClaimsSet set = claims.apply(new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(ISSUER)
                        .subject("ck")
                        .claim("client_id", "ck")
                        .claim("scope", "read")
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(3600))))
                .build();
        try {
            SignedJWT jwt = new SignedJWT(header, set);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
