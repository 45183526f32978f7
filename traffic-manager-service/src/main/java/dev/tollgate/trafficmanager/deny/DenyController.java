package dev.tollgate.trafficmanager.deny;

import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.outbox.Outbox;
import dev.tollgate.trafficmanager.deny.DenyJson.StatusJson;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** WSO2's BlockingCondition; the collection is plural, the item singular. */
@RestController
@RequestMapping("/api/am/admin/v4/throttling")
class DenyController {

    private final DenyRepository conditions;
    private final Outbox outbox;
    private final TransactionOperations transactions;

    DenyController(DenyRepository conditions, Outbox outbox, TransactionOperations transactions) {
        this.conditions = conditions;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /** The list; admin lists have no paging. */
    record ListJson(int count, List<DenyJson> list) {}

    @GetMapping("/deny-policies")
    @Scopes({"apim:admin", "apim:bl_view"})
    ListJson list(@RequestParam @Nullable String query) {
        List<DenyJson> list = conditions.all().stream()
                .filter(new DenyQuery(query))
                .map(DenyJson::of)
                .toList();
        return new ListJson(list.size(), list);
    }

    @PostMapping("/deny-policies")
    @Scopes({"apim:admin", "apim:bl_manage"})
    ResponseEntity<DenyJson> create(@RequestBody DenyJson body) {
        DenyCondition condition = body.condition(UUID.randomUUID(), Instant.now());
        try {
            transactions.executeWithoutResult(status -> {
                conditions.deleteExpired(condition).forEach(expired -> outbox.record(DenyCondition.feedKey(expired)));
                conditions.insert(condition);
                outbox.record(condition.feedKey());
            });
        } catch (DuplicateKeyException taken) {
            throw new RefusedException(CommonError.CONFLICT, "The same condition stands already.");
        }
        return ResponseEntity.created(URI.create("/api/am/admin/v4/throttling/deny-policy/" + condition.id()))
                .body(DenyJson.of(condition));
    }

    @GetMapping("/deny-policy/{conditionId}")
    @Scopes({"apim:admin", "apim:bl_view"})
    DenyJson get(@PathVariable String conditionId) {
        return DenyJson.of(conditions.find(id(conditionId)).orElseThrow(DenyController::absent));
    }

    @PatchMapping("/deny-policy/{conditionId}")
    @Scopes({"apim:admin", "apim:bl_manage"})
    DenyJson enable(@PathVariable String conditionId, @RequestBody StatusJson body) {
        UUID id = id(conditionId);
        if (body.conditionStatus() == null) {
            throw new RefusedException(CommonError.BAD_REQUEST, "conditionStatus is required: true or false.");
        }
        boolean enabled = body.conditionStatus();
        transactions.executeWithoutResult(status -> {
            if (!conditions.enable(id, enabled)) {
                throw absent();
            }
            outbox.record(DenyCondition.feedKey(id));
        });
        return DenyJson.of(conditions.find(id).orElseThrow(DenyController::absent));
    }

    @DeleteMapping("/deny-policy/{conditionId}")
    @Scopes({"apim:admin", "apim:bl_manage"})
    void delete(@PathVariable String conditionId) {
        UUID id = id(conditionId);
        transactions.executeWithoutResult(status -> {
            if (!conditions.delete(id)) {
                throw absent();
            }
            outbox.record(DenyCondition.feedKey(id));
        });
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw absent();
        }
    }

    private static RefusedException absent() {
        return new RefusedException(CommonError.NOT_FOUND, "There is no deny condition with that id.");
    }
}
