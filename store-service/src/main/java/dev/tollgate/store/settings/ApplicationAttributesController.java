package dev.tollgate.store.settings;

import dev.tollgate.platform.auth.Scopes;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Attributes that applications are asked for; there are none beyond those that owners choose. */
@RestController
class ApplicationAttributesController {

    /** Devportal's ApplicationAttributeList. */
    record Attributes(int count, List<String> list) {}

    @Scopes("apim:subscribe")
    @GetMapping("/api/am/devportal/v3/settings/application-attributes")
    Attributes attributes() {
        return new Attributes(0, List.of());
    }
}
