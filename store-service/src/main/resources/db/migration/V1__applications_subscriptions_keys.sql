-- Applications, their subscriptions and the mapping of their consumer keys. Secrets, tokens and API keys are never kept here.

CREATE TABLE subscriptions.applications (
    application_id    uuid PRIMARY KEY,
    name              text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    owner             text        NOT NULL CHECK (owner <> ''),
    throttling_policy text        NOT NULL CHECK (throttling_policy <> ''),
    description       text        NOT NULL DEFAULT '' CHECK (length(description) <= 512),
    token_type        text        NOT NULL DEFAULT 'JWT' CHECK (token_type IN ('JWT', 'OAUTH')),
    status            text        NOT NULL DEFAULT 'APPROVED' CHECK (status IN ('CREATED', 'APPROVED', 'REJECTED')),
    blocked           boolean     NOT NULL DEFAULT false,
    attributes        jsonb       NOT NULL DEFAULT '{}',
    revision          bigint      NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    CONSTRAINT application_name_of_owner UNIQUE (owner, name)
);

CREATE TABLE subscriptions.subscriptions (
    subscription_id             uuid PRIMARY KEY,
    application_id              uuid        NOT NULL REFERENCES subscriptions.applications (application_id),
    api_id                      uuid        NOT NULL,
    throttling_policy           text        NOT NULL CHECK (throttling_policy <> ''),
    requested_throttling_policy text,
    state                       text        NOT NULL CHECK (state IN ('UNBLOCKED', 'BLOCKED', 'PROD_ONLY_BLOCKED', 'ON_HOLD',
                                                                     'REJECTED', 'TIER_UPDATE_PENDING', 'DELETE_PENDING')),
    revision                    bigint      NOT NULL,
    created_at                  timestamptz NOT NULL,
    updated_at                  timestamptz NOT NULL,
    CONSTRAINT one_subscription_of_application_and_api UNIQUE (application_id, api_id)
);
CREATE INDEX subscriptions_of_api ON subscriptions.subscriptions (api_id);

-- One row an application, key type and key manager. CREATING is written before the Key Manager is asked, so that a crash
-- in between is seen; its id is the idempotency key of that request.
CREATE TABLE subscriptions.application_keys (
    key_mapping_id uuid PRIMARY KEY,
    application_id uuid        NOT NULL,
    key_type       text        NOT NULL CHECK (key_type IN ('PRODUCTION', 'SANDBOX')),
    key_manager    text        NOT NULL,
    state          text        NOT NULL CHECK (state IN ('CREATING', 'APPROVED', 'DELETING')),
    consumer_key   text UNIQUE,
    claimed_until  timestamptz NOT NULL,
    created_at     timestamptz NOT NULL,
    CHECK (state <> 'APPROVED' OR consumer_key IS NOT NULL)
);
CREATE UNIQUE INDEX one_live_key_of_application_and_type ON subscriptions.application_keys (application_id, key_type, key_manager)
    WHERE state <> 'DELETING';
CREATE INDEX keys_to_delete ON subscriptions.application_keys (claimed_until) WHERE state = 'DELETING';

-- Applications that are gone and whose API keys the Key Manager has still to revoke.
CREATE TABLE subscriptions.departed_applications (
    application_id uuid PRIMARY KEY,
    claimed_until  timestamptz NOT NULL
);

CREATE TABLE subscriptions.outbox (
    sequence    bigint PRIMARY KEY,
    key         text        NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE subscriptions.outbox_counter (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    sequence bigint NOT NULL
);
INSERT INTO subscriptions.outbox_counter (sequence) VALUES (0);

CREATE VIEW subscriptions.outbox_v1 AS SELECT sequence, key, recorded_at FROM subscriptions.outbox;
CREATE VIEW subscriptions.outbox_position_v1 AS SELECT sequence FROM subscriptions.outbox_counter;

CREATE VIEW subscriptions.applications_v1 AS
SELECT application_id, name, owner, throttling_policy, status, blocked, token_type, created_at
FROM subscriptions.applications;

CREATE VIEW subscriptions.subscriptions_v1 AS
SELECT s.subscription_id, s.application_id, a.name AS application_name, a.owner, s.api_id, s.throttling_policy, s.state, s.created_at
FROM subscriptions.subscriptions s JOIN subscriptions.applications a USING (application_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON subscriptions.applications, subscriptions.subscriptions, subscriptions.application_keys,
    subscriptions.departed_applications, subscriptions.outbox TO tollgate_store;
GRANT SELECT, UPDATE ON subscriptions.outbox_counter TO tollgate_store;
GRANT SELECT ON subscriptions.applications_v1, subscriptions.subscriptions_v1
    TO tollgate_store, tollgate_key_manager, tollgate_publisher, tollgate_traffic_manager;
GRANT SELECT ON subscriptions.outbox_v1, subscriptions.outbox_position_v1 TO tollgate_store, tollgate_key_manager;
