package dev.tollgate.publisher.backend;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The administrator's list of networks: a JSON array of CIDRs. */
@RestController
@RequestMapping("/api/am/admin/v4/settings/backend-networks")
@Scopes("apim:admin")
class BackendNetworksController {

    private final BackendNetworks networks;

    BackendNetworksController(BackendNetworks networks) {
        this.networks = networks;
    }

    @GetMapping
    List<String> list() {
        return networks.listed();
    }

    @PutMapping
    List<String> replace(@RequestBody List<String> cidrs, Caller caller) {
        return networks.replace(cidrs, caller.userName());
    }
}
