package dev.tollgate.store.workflow;

import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.store.StoreError;
import dev.tollgate.store.request.Field;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which requests wait for an approver; what waits already goes on waiting when that changes. */
@RestController
@Scopes("apim:admin")
@RequestMapping("/api/am/admin/v4/settings/workflows")
class WorkflowSettingsController {

    private final Workflows workflows;

    WorkflowSettingsController(Workflows workflows) {
        this.workflows = workflows;
    }

    /** Each "auto" or "approve"; in a request, those left out stay as they are. */
    record Modes(
            @Nullable String signUp,
            @Nullable String application,
            @Nullable String subscription,
            @Nullable String subscriptionUpdate,
            @Nullable String keys) {}

    @GetMapping
    Modes read() {
        return new Modes(
                "auto",
                mode(WorkflowKind.APPLICATION_CREATION),
                mode(WorkflowKind.SUBSCRIPTION_CREATION),
                mode(WorkflowKind.SUBSCRIPTION_UPDATE),
                "auto");
    }

    @PutMapping
    Modes change(@RequestBody Modes modes) {
        requireAuto("signUp", modes.signUp());
        requireAuto("keys", modes.keys());
        Map<WorkflowKind, Boolean> chosen = new EnumMap<>(WorkflowKind.class);
        choose(chosen, WorkflowKind.APPLICATION_CREATION, "application", modes.application());
        choose(chosen, WorkflowKind.SUBSCRIPTION_CREATION, "subscription", modes.subscription());
        choose(chosen, WorkflowKind.SUBSCRIPTION_UPDATE, "subscriptionUpdate", modes.subscriptionUpdate());
        workflows.setApproval(chosen);
        return read();
    }

    private String mode(WorkflowKind kind) {
        return (workflows.wantsApproval(kind) ? WorkflowProperties.Mode.APPROVE : WorkflowProperties.Mode.AUTO)
                .name()
                .toLowerCase(Locale.ROOT);
    }

    private static void choose(
            Map<WorkflowKind, Boolean> chosen, WorkflowKind kind, String field, @Nullable String mode) {
        if (mode != null) {
            chosen.put(
                    kind,
                    Field.oneOf(field, mode, WorkflowProperties.Mode.class, null) == WorkflowProperties.Mode.APPROVE);
        }
    }

    private static void requireAuto(String field, @Nullable String mode) {
        if (mode != null
                && Field.oneOf(field, mode, WorkflowProperties.Mode.class, null) != WorkflowProperties.Mode.AUTO) {
            throw new RefusedException(StoreError.NOT_SUPPORTED, field + ": only auto is supported.");
        }
    }
}
