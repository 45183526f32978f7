package dev.tollgate.keymanager.user;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the configured administrator, with every role, in an installation that has no user yet. */
@Component
class FirstAdministrator implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private final Users users;
    private final PasswordHashing hashing;
    private final UserProperties properties;
    private final FirstSecrets secrets;
    private final TransactionTemplate transactions;

    FirstAdministrator(
            Users users,
            PasswordHashing hashing,
            UserProperties properties,
            FirstSecrets secrets,
            TransactionTemplate transactions) {
        this.users = users;
        this.hashing = hashing;
        this.properties = properties;
        this.secrets = secrets;
        this.transactions = transactions;
    }

    @Override
    public void afterPropertiesSet() {
        transactions.executeWithoutResult(status -> create());
    }

    private void create() {
        users.lockAccounts();
        if (users.any()) {
            return;
        }
        secrets.require();
        String password = properties.adminPassword();
        if (password == null || password.isEmpty()) {
            log.warn("there is no user yet, and tollgate.key-manager.user.admin-password is not set: nobody can sign"
                    + " in");
            return;
        }
        UUID id = UUID.randomUUID();
        users.insert(id, properties.adminUsername(), hashing.hash(password), Profile.EMPTY);
        users.replaceRoles(id, BuiltInRole.all());
        log.info("made the first administrator, {}", properties.adminUsername());
    }
}
