package dev.tollgate.store.application;

import dev.tollgate.platform.paging.Page;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Pages of an owner's applications. */
@Repository
public class ApplicationListing {

    private static final String MATCHING =
            " FROM Application a WHERE a.owner = :owner AND (:name = '' OR a.name = :name)";

    private final EntityManager entities;

    ApplicationListing(EntityManager entities) {
        this.entities = entities;
    }

    /** What applications are sorted by; the id settles ties. */
    public enum Order {
        NAME("a.name"),
        THROTTLINGPOLICY("a.throttlingPolicy"),
        STATUS("a.status");

        private final String path;

        Order(String path) {
            this.path = path;
        }
    }

    /** Upwards or downwards. */
    public enum Direction {
        ASC,
        DESC
    }

    /** A page, and how many there are altogether. */
    public record Found(List<Application> applications, long total) {}

    /** @param name exact, or empty for all */
    @Transactional(readOnly = true)
    public Found page(String owner, String name, Page page, Order order, Direction direction) {
        long total = entities.createQuery("SELECT count(a)" + MATCHING, Long.class)
                .setParameter("owner", owner)
                .setParameter("name", name)
                .getSingleResult();
        if (page.limit() == 0 || page.offset() >= total) {
            return new Found(List.of(), total);
        }
        List<Application> applications = entities.createQuery(
                        "SELECT a" + MATCHING + " ORDER BY " + order.path + " " + direction + ", a.id",
                        Application.class)
                .setParameter("owner", owner)
                .setParameter("name", name)
                .setFirstResult(page.offset())
                .setMaxResults(page.limit())
                .getResultList();
        return new Found(applications, total);
    }
}
