package dev.tollgate.keymanager.feed;

import dev.tollgate.keymanager.PublicUrl;
import dev.tollgate.platform.database.WorkPool;
import dev.tollgate.platform.feed.FeedMembers;
import dev.tollgate.platform.feed.FeedServer;
import dev.tollgate.platform.outbox.Outbox;
import java.time.Clock;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The key feed's server, and the event for gateways when the issuer's address has changed. */
@Configuration(proxyBeanMethods = false)
class FeedConfiguration {

    @Bean
    FeedServer keyFeedServer(KeyFeedSource source, WorkPool pool, Clock clock) {
        return new FeedServer(source, pool, FeedMembers.UNHEARD, clock);
    }

    @Bean
    InitializingBean issuerChange(
            JdbcClient jdbc, TransactionTemplate transactions, Outbox outbox, PublicUrl publicUrl) {
        return () -> transactions.executeWithoutResult(status -> {
            int changed = jdbc.sql("""
                INSERT INTO keys.issuer AS i (issuer) VALUES (?)
                ON CONFLICT (only_row) DO UPDATE SET issuer = excluded.issuer
                WHERE i.issuer <> excluded.issuer\
                """).param(publicUrl.value()).update();
            if (changed > 0) {
                outbox.record("issuer");
            }
        });
    }
}
