package dev.tollgate.publisher.backend;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.outbox.Outbox;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The administrator's list of networks that backends may stand in, and the check of an address against it. */
@Service
@EnableConfigurationProperties(BackendProperties.class)
public class BackendNetworks {

    /** The feed's key of the list. */
    public static final String KEY = "backend-networks";

    private static final int MAX_ENTRIES = 256;

    private final JdbcClient database;
    private final Outbox outbox;
    private final Resolver resolver;
    private final List<String> first;

    BackendNetworks(JdbcClient database, Outbox outbox, BackendProperties properties) {
        this.database = database;
        this.outbox = outbox;
        this.resolver = new Resolver(properties.resolveTimeout());
        this.first = properties.networks();
    }

    /** CIDRs in the order in which the administrator gave them. */
    public List<String> listed() {
        return listed(database);
    }

    /** The same, as another reader sees it. */
    public List<String> listed(JdbcClient reader) {
        return reader.sql("SELECT cidrs FROM apis.backend_networks")
                .query((row, number) -> List.of((String[]) row.getArray(1).getArray()))
                .optional()
                .orElseGet(() -> AllowedNetworks.of(first).texts());
    }

    @Transactional
    public List<String> replace(List<String> cidrs, String actor) {
        if (cidrs.size() > MAX_ENTRIES) {
            throw new RefusedException(CommonError.BAD_REQUEST, "At most " + MAX_ENTRIES + " networks are possible.");
        }
        List<String> networks;
        try {
            networks = AllowedNetworks.of(cidrs).texts();
        } catch (IllegalArgumentException malformed) {
            throw new RefusedException(CommonError.BAD_REQUEST, String.valueOf(malformed.getMessage()));
        }
        database.sql("""
            INSERT INTO apis.backend_networks (cidrs, updated_at, updated_by) VALUES (?, clock_timestamp(), ?)
            ON CONFLICT (only_row) DO UPDATE
            SET cidrs = excluded.cidrs, updated_at = excluded.updated_at, updated_by = excluded.updated_by
            """).param(networks.toArray(String[]::new)).param(actor).update();
        outbox.record(KEY);
        return networks;
    }

    /** Refuses backends at addresses that are not allowed. Names that cannot be resolved here pass: gateways check again. */
    public void check(Backends backends) {
        var allowed = AllowedNetworks.of(listed());
        backends.urls().distinct().forEach(text -> {
            BackendUrl url = BackendUrl.of(text, "endpointConfig");
            for (InetAddress address : resolver.resolve(url.host())) {
                if (!allowed.allows(address)) {
                    throw BackendUrl.refused("endpointConfig", text, NOT_ALLOWED);
                }
            }
        });
    }

    /** Reads a URL by the rules for backends, without looking its name up. */
    public URI url(String text, String where) {
        return BackendUrl.of(text, where, true).uri();
    }

    /** Resolves a host for a connection of the Publisher's own, to allowed addresses only. */
    public InetAddress[] resolveAllowed(String host) throws UnknownHostException {
        var allowed = AllowedNetworks.of(listed());
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!allowed.allows(address)) {
                throw new AddressRefusedException(host);
            }
        }
        return addresses;
    }

    static final String NOT_ALLOWED =
            "it stands in a network that the administrator has not allowed (see /settings/backend-networks)";

    /** A name leads to an address that is not allowed. */
    public static final class AddressRefusedException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        AddressRefusedException(String host) {
            super(host + " stands in a network that the administrator has not allowed");
        }
    }
}
