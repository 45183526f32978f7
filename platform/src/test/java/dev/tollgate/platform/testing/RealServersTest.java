package dev.tollgate.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class RealServersTest {

    @Test
    void everyServiceLogsInWithItsTwoRoles() throws SQLException {
        for (String service : new String[] {"key-manager", "publisher", "store", "traffic-manager"}) {
            try (Connection running = RealPostgres.get().connectAsService(service);
                    Connection owner = RealPostgres.get().connectAsOwner(service)) {
                assertThat(running.getMetaData().getUserName()).isEqualTo("tollgate_" + service.replace('-', '_'));
                assertThat(owner.getMetaData().getUserName()).endsWith("_owner");
            }
        }
    }

    @Test
    void everyPeerHasACertificate() {
        assertThat(Files.exists(InternalCertificates.get().of("gateway").privateKey()))
                .isTrue();
    }
}
