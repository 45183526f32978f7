package dev.tollgate.allinone.operation;

import dev.tollgate.allinone.installation.DataDirectory;
import dev.tollgate.provision.postgres.EmbeddedPostgres;
import dev.tollgate.provision.redis.EmbeddedRedis;
import java.sql.SQLException;

/** What the running PostgreSQL and Redis themselves say about keeping data. */
record ServerSettings(String postgres, boolean postgresDurable, String redis, boolean redisDurable) {

    static ServerSettings ask(DataDirectory data) {
        String postgres;
        boolean postgresDurable;
        try {
            String fsync = EmbeddedPostgres.setting(data.postgres(), "fsync");
            String commit = EmbeddedPostgres.setting(data.postgres(), "synchronous_commit");
            postgres = EmbeddedPostgres.setting(data.postgres(), "server_version") + ": fsync " + fsync
                    + ", synchronous_commit " + commit;
            postgresDurable = fsync.equals("on") && commit.equals("on");
        } catch (SQLException e) {
            postgres = "does not answer";
            postgresDurable = false;
        }
        String append = EmbeddedRedis.setting(data.redis(), "appendonly");
        String policy = EmbeddedRedis.setting(data.redis(), "maxmemory-policy");
        return new ServerSettings(
                postgres,
                postgresDurable,
                "appendonly " + append + ", maxmemory-policy " + policy,
                append.equals("yes") && policy.equals("noeviction"));
    }
}
