package dev.tollgate.store.application;

import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.application.ApplicationListing.Direction;
import dev.tollgate.store.application.ApplicationListing.Found;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Pages of everybody's applications, for administrators. */
@Repository
class ApplicationSearch {

    private static final String MATCHING = " FROM Application a WHERE (:owner = '' OR lower(a.owner) = lower(:owner))"
            + " AND (:name = '' OR locate(lower(:name), lower(a.name)) > 0)";

    private final EntityManager entities;

    ApplicationSearch(EntityManager entities) {
        this.entities = entities;
    }

    /** What they are sorted by; the other, then the id, settle ties. */
    enum Order {
        NAME("a.name %1$s, a.owner %1$s"),
        OWNER("a.owner %1$s, a.name %1$s");

        private final String paths;

        Order(String paths) {
            this.paths = paths;
        }
    }

    /**
     * One page.
     *
     * @param owner exact but for case, or empty for all
     * @param name a part of it, or empty for all
     */
    @Transactional(readOnly = true)
    Found page(String owner, String name, Page page, Order order, Direction direction) {
        long total = entities.createQuery("SELECT count(a)" + MATCHING, Long.class)
                .setParameter("owner", owner)
                .setParameter("name", name)
                .getSingleResult();
        if (page.limit() == 0 || page.offset() >= total) {
            return new Found(List.of(), total);
        }
        List<Application> applications = entities.createQuery(
                        "SELECT a" + MATCHING + " ORDER BY " + order.paths.formatted(direction) + ", a.id",
                        Application.class)
                .setParameter("owner", owner)
                .setParameter("name", name)
                .setFirstResult(page.offset())
                .setMaxResults(page.limit())
                .getResultList();
        return new Found(applications, total);
    }
}
