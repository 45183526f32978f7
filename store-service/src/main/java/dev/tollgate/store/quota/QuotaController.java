package dev.tollgate.store.quota;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.store.application.Applications;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What remains of the quotas of one's own application, at this moment. */
@RestController
class QuotaController {

    private final Applications applications;
    private final RemainingQuotas quotas;

    QuotaController(Applications applications, RemainingQuotas quotas) {
        this.applications = applications;
        this.quotas = quotas;
    }

    @Scopes({"apim:subscribe", "apim:app_manage"})
    @GetMapping("/api/am/devportal/v3/applications/{applicationId}/quota")
    List<QuotaView> quota(
            Caller caller, @PathVariable String applicationId, @RequestParam(defaultValue = "false") boolean sandbox) {
        return quotas.of(applications.owned(caller, applicationId), sandbox);
    }
}
