package dev.tollgate.store.portal;

import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The portal's own style sheet, script and picture, at an address that changes with them, so that browsers keep what they have. */
@Component
class PortalAssets {

    private final String path;

    PortalAssets() throws IOException {
        var sum = new CRC32();
        for (String asset : List.of("portal.css", "portal.js", "icon.svg")) {
            sum.update(new ClassPathResource("portal/" + asset, PortalAssets.class.getClassLoader())
                    .getContentAsByteArray());
        }
        this.path = "/store/assets/portal-" + Long.toHexString(sum.getValue());
    }

    String path() {
        return path;
    }
}
