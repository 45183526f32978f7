package dev.tollgate.keymanager.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import dev.tollgate.keymanager.RunningKeyManager;
import dev.tollgate.keymanager.revocation.RevocationProperties;
import dev.tollgate.platform.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A year of keys in one transaction that is rolled back, so that no other test sees it. */
class SigningKeysIT {

    private static final Duration LIFE = Duration.ofDays(90);
    private static final Duration LEAD = Duration.ofHours(1);
    private static final Duration LONGEST_TOKEN = Duration.ofDays(30);

    private final ConfigurableApplicationContext context =
            RunningKeyManager.get().context();
    private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void aKeyIsPublishedBeforeItSignsAndVerifiesAsLongAsATokenOfItsTimeLives() {
        context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
            status.setRollbackOnly();
            SigningKeys node = node();
            SigningKeys other = node();
            String first = node.current().getKeyID();

            after(node, LIFE.plusDays(1));
            other.reload();
            assertThat(published(node)).hasSize(2).isEqualTo(published(other));
            assertThat(node.current().getKeyID()).isEqualTo(first);

            after(node, LEAD.plusSeconds(1));
            String second = node.current().getKeyID();
            assertThat(second).isNotEqualTo(first).isEqualTo(other.current().getKeyID());
            assertThat(node.verifying(first)).isPresent();

            after(node, LONGEST_TOKEN.minusSeconds(10));
            assertThat(node.verifying(first)).isPresent();
            after(node, Duration.ofSeconds(20));
            assertThat(node.verifying(first)).isEmpty();
            assertThat(published(node)).containsExactly(second);
            assertThat(node.current().getKeyID()).isEqualTo(second);
        });
    }

    private void after(SigningKeys node, Duration duration) {
        now = now.plus(duration);
        node.reload();
    }

    private static List<String> published(SigningKeys node) {
        return node.publicKeys().getKeys().stream().map(JWK::getKeyID).toList();
    }

    private SigningKeys node() {
        SigningKeys keys = new SigningKeys(
                context.getBean(JdbcClient.class),
                context.getBean(TransactionTemplate.class),
                context.getBean(Outbox.class),
                () -> now,
                new TokenProperties(Duration.ofDays(1), Duration.ofMinutes(1), 2048, LIFE, LEAD),
                new RevocationProperties(LONGEST_TOKEN));
        keys.afterPropertiesSet();
        return keys;
    }
}
