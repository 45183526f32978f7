package dev.tollgate.store.key;

import dev.tollgate.contract.credential.ApiKey;
import dev.tollgate.contract.credential.RevokeApiKeyRequest;
import dev.tollgate.platform.database.WorkPool;
import dev.tollgate.store.application.ApplicationDeleted;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Deletes the clients and revokes the API keys of deleted applications: at once, and again until the Key Manager has done it.
 * They admit nothing from the moment the application's deletion is committed, so this is tidying, not enforcement.
 */
@Component
class Departures {

    private static final Logger log = LoggerFactory.getLogger(Departures.class);

    private static final int MOST_AT_ONCE = 50;
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private final KeyMappings mappings;
    private final KeyManager keyManager;

    Departures(WorkPool work, KeyManager keyManager) {
        this.mappings = new KeyMappings(work.database());
        this.keyManager = keyManager;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void atOnce(ApplicationDeleted event) {
        Thread.ofVirtual().name("departures").start(this::finish);
    }

    @Scheduled(initialDelay = 5000, fixedDelay = 5000)
    void finish() {
        try {
            mappings.claimDeleting(MOST_AT_ONCE, CLAIM)
                    .forEach(mapping -> attempt("client of key " + mapping.id(), () -> deleteClient(mapping)));
            mappings.claimDeparted(MOST_AT_ONCE, CLAIM)
                    .forEach(id -> attempt("API keys of application " + id, () -> revokeApiKeys(id)));
        } catch (RuntimeException notNow) {
            log.warn("what deleted applications left cannot be looked up now: {}", notNow.toString());
        }
    }

    /** One that fails waits for its claim to end and holds up none of the others. */
    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException notNow) {
            log.warn("the {} will be deleted later: {}", what, notNow.toString());
        }
    }

    private void deleteClient(KeyMapping mapping) {
        keyManager.deleteClient(Keys.clientOf(mapping, keyManager));
        mappings.remove(mapping.id());
    }

    private void revokeApiKeys(UUID applicationId) {
        for (KeyType type : KeyType.values()) {
            for (ApiKey key : keyManager.apiKeys(applicationId, type)) {
                keyManager.revokeApiKey(RevokeApiKeyRequest.newBuilder()
                        .setApplicationId(applicationId.toString())
                        .setApiKeyId(key.getApiKeyId())
                        .build());
            }
        }
        mappings.forget(applicationId);
    }
}
