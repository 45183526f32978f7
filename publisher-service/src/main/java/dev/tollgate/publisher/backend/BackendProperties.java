package dev.tollgate.publisher.backend;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Backends of APIs.
 *
 * @param networks first value of the administrator's list of reserved networks that backends may stand in, as CIDRs; used until
 *     an administrator has changed the list
 * @param resolveTimeout how long a name's look-up may take; a name that is not known here is checked by the gateways alone
 */
@Validated
@ConfigurationProperties("tollgate.publisher.backend")
record BackendProperties(
        @DefaultValue @NotNull List<String> networks,
        @DefaultValue("2s") @NotNull Duration resolveTimeout) {

    BackendProperties {
        networks = networks.stream()
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .toList();
        networks.forEach(Cidr::of);
    }
}
