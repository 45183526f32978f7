package dev.tollgate.keymanager.authorization;

import static dev.tollgate.keymanager.sql.Columns.array;

import dev.tollgate.keymanager.client.Client;
import dev.tollgate.keymanager.user.User;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What users allowed clients to do in their name, until the client is gone. */
@Repository
class Consents {

    private final JdbcClient jdbc;

    Consents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The user allowed all of it before, be it nothing but to know who the user is. */
    boolean covers(User user, Client client, Collection<String> scopes) {
        return jdbc.sql("""
            SELECT EXISTS (SELECT FROM keys.consents
                           WHERE user_name = ? AND consumer_key = ? AND scopes @> ?::text[])\
            """)
                .params(user.userName(), client.consumerKey(), array(scopes))
                .query(Boolean.class)
                .single();
    }

    void add(User user, Client client, Collection<String> scopes) {
        jdbc.sql("""
            INSERT INTO keys.consents AS c (user_name, consumer_key, scopes) VALUES (?, ?, ?)
            ON CONFLICT (user_name, consumer_key) DO UPDATE SET granted_at = now(),
                scopes = ARRAY(SELECT DISTINCT s FROM unnest(c.scopes || excluded.scopes) s ORDER BY s)\
            """)
                .params(user.userName(), client.consumerKey(), array(scopes))
                .update();
    }
}
