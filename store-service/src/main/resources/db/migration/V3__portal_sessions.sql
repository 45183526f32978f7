-- Sessions of the web portal (Spring Session's own layout). Pages of any node find them; there is no affinity.

CREATE TABLE subscriptions.portal_session (
    primary_id char(36) PRIMARY KEY,
    session_id char(36) NOT NULL,
    creation_time bigint NOT NULL,
    last_access_time bigint NOT NULL,
    max_inactive_interval int NOT NULL,
    expiry_time bigint NOT NULL,
    principal_name varchar(100)
);
CREATE UNIQUE INDEX portal_session_by_id ON subscriptions.portal_session (session_id);
CREATE INDEX portal_session_by_expiry ON subscriptions.portal_session (expiry_time);
CREATE INDEX portal_session_by_principal ON subscriptions.portal_session (principal_name);
CREATE TABLE subscriptions.portal_session_attributes (
    session_primary_id char(36) NOT NULL REFERENCES subscriptions.portal_session (primary_id) ON DELETE CASCADE,
    attribute_name varchar(200) NOT NULL,
    attribute_bytes bytea NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON subscriptions.portal_session, subscriptions.portal_session_attributes TO tollgate_store;
