package dev.tollgate.publisher.category;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The categories there are. */
@Repository
public class Categories {

    private static final String SELECT = """
        SELECT c.id, c.name, c.description,
            (SELECT count(*) FROM apis.apis a WHERE lower(c.name) IN (SELECT lower(n) FROM unnest(a.categories) AS n)) AS apis
        FROM apis.api_categories c
        """;

    private final JdbcClient database;

    Categories(JdbcClient database) {
        this.database = database;
    }

    /** Those of these names that nobody offers; the case of letters does not count. */
    public Set<String> unknown(Collection<String> names) {
        if (names.isEmpty()) {
            return Set.of();
        }
        var offered = new HashSet<>(database.sql("SELECT lower(name) FROM apis.api_categories")
                .query(String.class)
                .list());
        var unknown = new HashSet<>(names);
        unknown.removeIf(name -> offered.contains(name.toLowerCase(Locale.ROOT)));
        return unknown;
    }

    List<Category> list() {
        return database.sql(SELECT + "ORDER BY lower(c.name)")
                .query((row, number) -> new Category(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("description"),
                        row.getLong("apis")))
                .list();
    }

    Optional<Category> find(UUID id) {
        return list().stream().filter(category -> category.id().equals(id)).findFirst();
    }

    void insert(Category category) {
        try {
            database.sql("INSERT INTO apis.api_categories (id, name, description) VALUES (?, ?, ?)")
                    .param(category.id())
                    .param(category.name())
                    .param(category.description())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw taken();
        }
    }

    void update(Category category) {
        try {
            database.sql("UPDATE apis.api_categories SET name = ?, description = ? WHERE id = ?")
                    .param(category.name())
                    .param(category.description())
                    .param(category.id())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw taken();
        }
    }

    void delete(UUID id) {
        database.sql("DELETE FROM apis.api_categories WHERE id = ?").param(id).update();
    }

    private static RefusedException taken() {
        return new RefusedException(CommonError.CONFLICT, "There is a category of this name already.");
    }
}
