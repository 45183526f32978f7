package dev.tollgate.store.key;

/** What a key calls: the provider's production backend, or the sandbox. */
public enum KeyType {
    PRODUCTION,
    SANDBOX;

    dev.tollgate.contract.key.KeyType contract() {
        return switch (this) {
            case PRODUCTION -> dev.tollgate.contract.key.KeyType.KEY_TYPE_PRODUCTION;
            case SANDBOX -> dev.tollgate.contract.key.KeyType.KEY_TYPE_SANDBOX;
        };
    }
}
