package dev.tollgate.publisher.environment;

import dev.tollgate.platform.auth.Scopes;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/am/admin/v4/environments")
@Scopes({"apim:admin", "apim:environment_read"})
class EnvironmentController {

    private final Environments environments;

    EnvironmentController(Environments environments) {
        this.environments = environments;
    }

    /** WSO2's admin lists have no pages. */
    record EnvironmentList(int count, List<EnvironmentView> list) {}

    @GetMapping
    EnvironmentList list() {
        List<EnvironmentView> all =
                environments.list().stream().map(EnvironmentView::of).toList();
        return new EnvironmentList(all.size(), all);
    }
}
