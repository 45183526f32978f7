-- Schema users: who may sign in, and as what.

CREATE TABLE users.users (
    user_id uuid PRIMARY KEY,
    user_name text NOT NULL,
    password_hash text NOT NULL,
    given_name text NOT NULL DEFAULT '',
    family_name text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    disabled boolean NOT NULL DEFAULT false,
    -- tokens and verdicts older than this moment are dead; always a whole second, as in signed tokens
    tokens_valid_from timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
-- names differ by more than their case
CREATE UNIQUE INDEX users_by_name ON users.users (lower(user_name));

CREATE TABLE users.roles (
    role_id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    built_in boolean NOT NULL DEFAULT false
);
INSERT INTO users.roles (role_id, name, built_in) VALUES
    (gen_random_uuid(), 'admin', true),
    (gen_random_uuid(), 'Internal/creator', true),
    (gen_random_uuid(), 'Internal/publisher', true),
    (gen_random_uuid(), 'Internal/subscriber', true);

CREATE TABLE users.user_roles (
    user_id uuid NOT NULL REFERENCES users.users ON DELETE CASCADE,
    role_id uuid NOT NULL REFERENCES users.roles ON DELETE CASCADE,
    PRIMARY KEY (user_id, role_id)
);
CREATE INDEX user_roles_by_role ON users.user_roles (role_id);

-- Wrong passwords, by user and by address; rows fade by themselves and are swept.
CREATE TABLE users.password_failures (
    subject text PRIMARY KEY,
    failures int NOT NULL,
    last_failure_at timestamptz NOT NULL
);

-- Spring Session's table, in its own words.
CREATE TABLE users.spring_session (
    primary_id char(36) PRIMARY KEY,
    session_id char(36) NOT NULL,
    creation_time bigint NOT NULL,
    last_access_time bigint NOT NULL,
    max_inactive_interval int NOT NULL,
    expiry_time bigint NOT NULL,
    principal_name varchar(100)
);
CREATE UNIQUE INDEX spring_session_by_id ON users.spring_session (session_id);
CREATE INDEX spring_session_by_expiry ON users.spring_session (expiry_time);
CREATE INDEX spring_session_by_principal ON users.spring_session (principal_name);
CREATE TABLE users.spring_session_attributes (
    session_primary_id char(36) NOT NULL REFERENCES users.spring_session (primary_id) ON DELETE CASCADE,
    attribute_name varchar(200) NOT NULL,
    attribute_bytes bytea NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);

CREATE VIEW users.users_v1 AS SELECT user_name, disabled FROM users.users;
CREATE VIEW users.roles_v1 AS SELECT name AS role FROM users.roles;
CREATE VIEW users.user_roles_v1 AS
    SELECT u.user_name, r.name AS role
    FROM users.user_roles ur JOIN users.users u USING (user_id) JOIN users.roles r USING (role_id);

GRANT USAGE ON SCHEMA users TO tollgate_key_manager, tollgate_publisher, tollgate_store;
GRANT SELECT, INSERT, UPDATE, DELETE ON users.users, users.roles, users.user_roles, users.password_failures,
    users.spring_session, users.spring_session_attributes TO tollgate_key_manager;
GRANT SELECT ON users.users_v1, users.roles_v1, users.user_roles_v1
    TO tollgate_key_manager, tollgate_publisher, tollgate_store;

-- Schema keys: clients, tokens, API keys, and what ended before its time.

CREATE TABLE keys.clients (
    consumer_key text PRIMARY KEY,
    name text NOT NULL,
    owner text NOT NULL,
    origin text NOT NULL CHECK (origin IN ('APPLICATION', 'REGISTRATION')),
    application_id uuid,
    key_type text NOT NULL CHECK (key_type IN ('PRODUCTION', 'SANDBOX')),
    grant_types text[] NOT NULL,
    callback_urls text[] NOT NULL,
    opaque_tokens boolean NOT NULL,
    token_life_s bigint NOT NULL,
    scopes text[] NOT NULL,
    idempotency_key text UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((origin = 'APPLICATION') = (application_id IS NOT NULL))
);
CREATE INDEX clients_by_application ON keys.clients (application_id);
CREATE UNIQUE INDEX clients_registered ON keys.clients (owner, name) WHERE origin = 'REGISTRATION';

CREATE TABLE keys.client_secrets (
    secret_id uuid PRIMARY KEY,
    consumer_key text NOT NULL REFERENCES keys.clients ON DELETE CASCADE,
    secret_hash bytea NOT NULL,
    description text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz
);
CREATE INDEX client_secrets_by_client ON keys.client_secrets (consumer_key);

-- Opaque access tokens. Signed ones are not stored: their signature is the proof, and revocations name the dead.
CREATE TABLE keys.opaque_tokens (
    token_hash bytea PRIMARY KEY,
    token_id uuid NOT NULL,
    consumer_key text NOT NULL,
    user_name text,
    scopes text[] NOT NULL,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX opaque_tokens_by_expiry ON keys.opaque_tokens (expires_at);

-- One row a refresh token. A family starts at a sign-in; each use retires a token and adds its successor.
CREATE TABLE keys.refresh_tokens (
    token_hash bytea PRIMARY KEY,
    family_id uuid NOT NULL,
    consumer_key text NOT NULL,
    user_name text NOT NULL,
    scopes text[] NOT NULL,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz,
    -- the access token that came with it, which dies with the family
    access_token_id uuid NOT NULL,
    access_token_hash bytea,
    access_expires_at timestamptz NOT NULL
);
CREATE INDEX refresh_tokens_by_family ON keys.refresh_tokens (family_id);
CREATE INDEX refresh_tokens_by_access_token ON keys.refresh_tokens (access_token_id);
CREATE INDEX refresh_tokens_by_expiry ON keys.refresh_tokens (expires_at);

CREATE TABLE keys.api_keys (
    api_key_id uuid PRIMARY KEY,
    key_hash bytea NOT NULL UNIQUE,
    application_id uuid NOT NULL,
    api_id uuid,
    key_type text NOT NULL CHECK (key_type IN ('PRODUCTION', 'SANDBOX')),
    name text NOT NULL,
    owner text NOT NULL,
    permitted_ips text[] NOT NULL,
    permitted_referers text[] NOT NULL,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX api_keys_by_application ON keys.api_keys (application_id, key_type);

CREATE TABLE keys.revocations (
    revocation_id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('TOKEN_ID', 'TOKEN_HASH', 'USER', 'CONSUMER_KEY')),
    subject text NOT NULL,
    not_before timestamptz,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE INDEX revocations_by_subject ON keys.revocations (lower(subject), kind);
CREATE INDEX revocations_by_expiry ON keys.revocations (expires_at);

-- Private keys: never in a view, never granted to another role.
CREATE TABLE keys.signing_keys (
    kid text PRIMARY KEY,
    private_jwk text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- signs until it is retired, verifies until it is deleted
    retired_at timestamptz
);

-- What signed tokens name as their issuer, so that a change of it is seen and told.
CREATE TABLE keys.issuer (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), issuer text NOT NULL);

CREATE TABLE keys.scopes (
    name text PRIMARY KEY,
    roles text[] NOT NULL
);

CREATE VIEW keys.consumer_keys_v1 AS
    SELECT consumer_key, application_id, key_type FROM keys.clients WHERE application_id IS NOT NULL;

CREATE TABLE keys.outbox (sequence bigint PRIMARY KEY, key text NOT NULL, recorded_at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE TABLE keys.outbox_counter (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), sequence bigint NOT NULL);
INSERT INTO keys.outbox_counter (sequence) VALUES (0);
CREATE VIEW keys.outbox_v1 AS SELECT sequence, key, recorded_at FROM keys.outbox;
CREATE VIEW keys.outbox_position_v1 AS SELECT sequence FROM keys.outbox_counter;

GRANT USAGE ON SCHEMA keys TO tollgate_key_manager, tollgate_publisher, tollgate_store;
GRANT SELECT, INSERT, UPDATE, DELETE ON keys.clients, keys.client_secrets, keys.opaque_tokens, keys.refresh_tokens,
    keys.api_keys, keys.revocations, keys.signing_keys, keys.issuer, keys.scopes, keys.outbox, keys.outbox_counter
    TO tollgate_key_manager;
GRANT SELECT ON keys.consumer_keys_v1, keys.outbox_v1, keys.outbox_position_v1 TO tollgate_key_manager;
GRANT SELECT ON keys.consumer_keys_v1 TO tollgate_publisher, tollgate_store;
