package dev.tollgate.store.key;

/** The one key manager there is, under the name and id that WSO2's clients expect. */
final class ResidentKeyManager {

    static final String NAME = "Resident Key Manager";
    static final String ID = "3a2f5c0e-6d1b-4f1c-9b52-0f6c2f7a1e10";

    private ResidentKeyManager() {}

    static boolean named(String nameOrId) {
        return nameOrId.equalsIgnoreCase(NAME) || nameOrId.equals(ID) || nameOrId.equalsIgnoreCase("default");
    }
}
