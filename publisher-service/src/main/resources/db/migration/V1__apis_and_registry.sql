-- APIs as providers work on them, their revisions and deployments, and the registry of what consumers may find.

CREATE TABLE apis.apis (
    id uuid PRIMARY KEY,
    row_version bigint NOT NULL,
    name text NOT NULL,
    context text NOT NULL,
    version text NOT NULL,
    provider text NOT NULL,
    description text NOT NULL,
    state text NOT NULL
        CHECK (state IN ('CREATED', 'PROTOTYPED', 'PUBLISHED', 'BLOCKED', 'DEPRECATED', 'RETIRED')),
    default_version boolean NOT NULL,
    tags text[] NOT NULL,
    categories text[] NOT NULL,
    access_roles text[] NOT NULL,
    document text NOT NULL,
    revisions integer NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL
);
CREATE UNIQUE INDEX apis_name_version ON apis.apis (lower(name), lower(version));
CREATE UNIQUE INDEX apis_context_version ON apis.apis (lower(context), lower(version));
CREATE UNIQUE INDEX apis_default_version ON apis.apis (lower(name)) WHERE default_version;
CREATE INDEX apis_created ON apis.apis (created_at, id);

COMMENT ON COLUMN apis.apis.document IS 'the API as its provider last saved it: JSON, the fields of the REST contract';
COMMENT ON COLUMN apis.apis.revisions IS 'revisions made so far: the number of the newest one, kept when it is deleted';
COMMENT ON COLUMN apis.apis.access_roles IS 'fellow providers need one of these roles; empty: everyone may';

CREATE TABLE apis.definitions (
    api_id uuid PRIMARY KEY REFERENCES apis.apis ON DELETE CASCADE,
    content text NOT NULL
);
COMMENT ON COLUMN apis.definitions.content IS 'OpenAPI 3.0 or 3.1 as JSON';

CREATE TABLE apis.lifecycle_events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    api_id uuid NOT NULL REFERENCES apis.apis ON DELETE CASCADE,
    previous_state text,
    state text NOT NULL,
    actor text NOT NULL,
    occurred_at timestamptz NOT NULL
);
CREATE INDEX lifecycle_events_api ON apis.lifecycle_events (api_id, id);

CREATE TABLE apis.revisions (
    id uuid PRIMARY KEY,
    api_id uuid NOT NULL REFERENCES apis.apis ON DELETE CASCADE,
    number integer NOT NULL,
    description text NOT NULL,
    document text NOT NULL,
    definition text NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    UNIQUE (api_id, number)
);

CREATE TABLE apis.environments (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    display_name text NOT NULL,
    description text NOT NULL DEFAULT '',
    type text NOT NULL,
    vhosts jsonb NOT NULL
);

CREATE TABLE apis.deployments (
    id uuid PRIMARY KEY,
    api_id uuid NOT NULL REFERENCES apis.apis ON DELETE CASCADE,
    revision_id uuid NOT NULL REFERENCES apis.revisions,
    environment text NOT NULL REFERENCES apis.environments (name),
    vhost text NOT NULL,
    display_on_devportal boolean NOT NULL,
    deployed_at timestamptz NOT NULL,
    deployed_by text NOT NULL,
    UNIQUE (api_id, environment)
);
CREATE INDEX deployments_revision ON apis.deployments (revision_id);
CREATE INDEX deployments_environment ON apis.deployments (environment);

-- Gateway nodes as the feed's servers see them: alive while the heartbeat is young, and what each one serves.
CREATE TABLE apis.gateway_nodes (
    node_id text PRIMARY KEY,
    boot_id text NOT NULL,
    environment text NOT NULL,
    role text NOT NULL,
    last_heartbeat timestamptz NOT NULL
);
CREATE TABLE apis.node_acknowledgements (
    node_id text PRIMARY KEY REFERENCES apis.gateway_nodes ON DELETE CASCADE,
    sequence bigint NOT NULL,
    snapshot_hash text NOT NULL,
    failures jsonb NOT NULL,
    acknowledged_at timestamptz NOT NULL
);

CREATE TABLE apis.backend_networks (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    cidrs text[] NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL
);

CREATE TABLE apis.outbox (
    sequence bigint PRIMARY KEY,
    key text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX outbox_key ON apis.outbox (key, sequence);
CREATE TABLE apis.outbox_counter (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    sequence bigint NOT NULL
);
INSERT INTO apis.outbox_counter (sequence) VALUES (0);
CREATE VIEW apis.outbox_v1 AS SELECT sequence, key, recorded_at FROM apis.outbox;
CREATE VIEW apis.outbox_position_v1 AS SELECT sequence FROM apis.outbox_counter;

CREATE VIEW apis.environments_v1 AS SELECT id, name, display_name, type, vhosts FROM apis.environments;

CREATE TABLE registry.published_apis (
    api_id uuid PRIMARY KEY,
    name text NOT NULL,
    context text NOT NULL,
    version text NOT NULL,
    provider text NOT NULL,
    description text NOT NULL,
    life_cycle_state text NOT NULL CHECK (life_cycle_state IN ('PROTOTYPED', 'PUBLISHED', 'BLOCKED', 'DEPRECATED')),
    default_version boolean NOT NULL,
    tags text[] NOT NULL,
    categories text[] NOT NULL,
    tiers text[] NOT NULL,
    visibility text NOT NULL CHECK (visibility IN ('PUBLIC', 'PRIVATE', 'RESTRICTED')),
    visible_roles text[] NOT NULL,
    security_schemes text[] NOT NULL,
    authorization_header text NOT NULL,
    api_key_header text NOT NULL,
    transports text[] NOT NULL,
    operations jsonb NOT NULL,
    scopes jsonb NOT NULL,
    business_information jsonb NOT NULL,
    additional_properties jsonb NOT NULL,
    definition text NOT NULL,
    has_thumbnail boolean NOT NULL,
    environments text[] NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE VIEW registry.published_apis_v1 AS
    SELECT api_id, name, context, version, provider, description, life_cycle_state, default_version, tags, categories,
        tiers, visibility, visible_roles, security_schemes, authorization_header, api_key_header, transports, operations,
        scopes, business_information, additional_properties, definition, has_thumbnail, environments, created_at,
        updated_at
    FROM registry.published_apis;

GRANT SELECT, INSERT, UPDATE, DELETE ON
    apis.apis, apis.definitions, apis.lifecycle_events, apis.revisions, apis.environments, apis.deployments,
    apis.gateway_nodes, apis.node_acknowledgements, apis.backend_networks, apis.outbox, registry.published_apis
    TO tollgate_publisher;
GRANT SELECT, UPDATE ON apis.outbox_counter TO tollgate_publisher;
GRANT SELECT ON apis.outbox_v1, apis.outbox_position_v1, apis.environments_v1, registry.published_apis_v1
    TO tollgate_publisher;
GRANT SELECT ON apis.environments_v1, registry.published_apis_v1 TO tollgate_store;
