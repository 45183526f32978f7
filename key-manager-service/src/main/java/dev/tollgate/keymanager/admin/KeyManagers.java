package dev.tollgate.keymanager.admin;

import dev.tollgate.platform.auth.Scopes;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The key managers of the installation: this one. */
@RestController
class KeyManagers {

    private static final KeyManagerItem THIS_ONE = new KeyManagerItem(
            "resident",
            "Resident Key Manager",
            "default",
            "Users, clients and tokens of this installation",
            true,
            true,
            "DIRECT");

    record KeyManagerItem(
            String id,
            String name,
            String type,
            String description,
            boolean enabled,
            boolean isGlobal,
            String tokenType) {}

    record KeyManagerList(int count, List<KeyManagerItem> list) {}

    @GetMapping("/api/am/admin/v4/key-managers")
    @Scopes({"apim:admin", "apim:admin_operations", "apim:keymanagers_manage"})
    KeyManagerList list() {
        return new KeyManagerList(1, List.of(THIS_ONE));
    }
}
