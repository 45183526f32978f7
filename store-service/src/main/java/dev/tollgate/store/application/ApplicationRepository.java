package dev.tollgate.store.application;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface ApplicationRepository extends JpaRepository<Application, UUID> {

    Optional<Application> findByIdAndOwner(UUID id, String owner);

    /** For whoever adds something to it: it is not deleted meanwhile. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    @Query("SELECT a FROM Application a WHERE a.id = :id AND a.owner = :owner")
    Optional<Application> findAndHold(UUID id, String owner);

    /** For whoever deletes it: nothing is added meanwhile. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT a FROM Application a WHERE a.id = :id AND a.owner = :owner")
    Optional<Application> findAndSeal(UUID id, String owner);

    /** The same for administrators, whoever owns it. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT a FROM Application a WHERE a.id = :id")
    Optional<Application> findAndSeal(UUID id);

    List<Application> findByIdIn(Collection<UUID> ids);
}
