package dev.tollgate.publisher.api;

import dev.tollgate.publisher.definition.Definition;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Definitions of the working copies; apart from the APIs, because they are large and seldom wanted. */
@Repository
public class Definitions {

    private final JdbcClient database;

    Definitions(JdbcClient database) {
        this.database = database;
    }

    public Definition of(UUID apiId) {
        return Definition.stored(text(apiId));
    }

    public String text(UUID apiId) {
        return database.sql("SELECT content FROM apis.definitions WHERE api_id = ?")
                .param(apiId)
                .query(String.class)
                .single();
    }

    void save(UUID apiId, Definition definition) {
        database.sql("""
            INSERT INTO apis.definitions (api_id, content) VALUES (?, ?)
            ON CONFLICT (api_id) DO UPDATE SET content = excluded.content
            """).param(apiId).param(definition.toJson()).update();
    }
}
