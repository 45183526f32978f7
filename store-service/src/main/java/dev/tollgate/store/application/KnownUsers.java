package dev.tollgate.store.application;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The users there are, by the Key Manager's view. */
@Repository
class KnownUsers {

    private final JdbcClient database;

    KnownUsers(JdbcClient database) {
        this.database = database;
    }

    /** The name as its bearer writes it, in whichever case it was asked for; empty where nobody active has it. */
    Optional<String> active(String name) {
        return database.sql("SELECT user_name FROM users.users_v1 WHERE lower(user_name) = lower(?) AND NOT disabled")
                .param(name)
                .query(String.class)
                .optional();
    }
}
