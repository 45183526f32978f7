package dev.tollgate.publisher.api;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The APIs of all providers. */
public interface Apis extends JpaRepository<Api, UUID> {

    /** Held until the end of the transaction: what one caller changes, no other changes meanwhile. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT a FROM Api a WHERE a.id = :id")
    Optional<Api> findLocked(UUID id);

    /** All versions of the API of this name. */
    @Query("SELECT a FROM Api a WHERE lower(a.name) = lower(:name)")
    List<Api> findVersions(String name);

    /** All APIs whose context is this one, lies within it or around it, or, with their version, could be taken for it. */
    @Query("""
        SELECT a FROM Api a
        WHERE lower(a.context) = lower(:context)
            OR lower(concat(a.context, '/', a.version)) = lower(:context)
            OR lower(a.context) = lower(concat(:context, '/', :version))
            OR locate(lower(concat(a.context, '/')), lower(concat(:context, '/'))) = 1
            OR locate(lower(concat(:context, '/')), lower(concat(a.context, '/'))) = 1
        """)
    List<Api> findNearContext(String context, String version);
}
