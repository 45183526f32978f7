-- Throttling policies, deny conditions, and the outbox that says when one of them has changed.

CREATE TABLE traffic.policies (
    id                  uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    level               text NOT NULL CHECK (level IN ('APPLICATION', 'SUBSCRIPTION', 'ADVANCED')),
    name                text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    display_name        text NOT NULL,
    description         text NOT NULL,
    -- no calls: unlimited
    calls               bigint CHECK (calls > 0),
    period_count        int CHECK (period_count > 0),
    period_unit         text CHECK (period_unit IN ('SECOND', 'MINUTE', 'HOUR', 'DAY', 'MONTH')),
    window_kind         text CHECK (window_kind IN ('SLIDING', 'CALENDAR', 'BUCKET')),
    burst_calls         bigint CHECK (burst_calls > 0),
    burst_unit          text CHECK (burst_unit IN ('SECOND', 'MINUTE', 'HOUR', 'DAY', 'MONTH')),
    engine              text NOT NULL CHECK (engine IN ('LEASED', 'EXACT')),
    on_outage           text NOT NULL CHECK (on_outage IN ('LOCAL', 'OPEN', 'CLOSED')),
    billing_plan        text NOT NULL,
    stop_on_quota_reach boolean NOT NULL,
    permission_type     text NOT NULL CHECK (permission_type IN ('EVERYONE', 'ALLOW', 'DENY')),
    permission_roles    text[] NOT NULL,
    custom_attributes   jsonb NOT NULL,
    UNIQUE (level, name),
    CHECK ((calls IS NULL) = (period_count IS NULL)
        AND (calls IS NULL) = (period_unit IS NULL)
        AND (calls IS NULL) = (window_kind IS NULL)),
    CHECK ((burst_calls IS NULL) = (burst_unit IS NULL))
);

INSERT INTO traffic.policies
    (level, name, display_name, description, calls, period_count, period_unit, window_kind, engine, on_outage,
     billing_plan, stop_on_quota_reach, permission_type, permission_roles, custom_attributes)
SELECT level, name, name, description, calls,
       CASE WHEN calls IS NOT NULL THEN 1 END,
       CASE WHEN calls IS NOT NULL THEN 'MINUTE' END,
       CASE WHEN calls IS NOT NULL THEN 'SLIDING' END,
       'LEASED', 'LOCAL', 'FREE', true, 'EVERYONE', '{}', '[]'
FROM (VALUES
    ('SUBSCRIPTION', 'Gold', 'Allows 5000 requests per minute', 5000),
    ('SUBSCRIPTION', 'Silver', 'Allows 2000 requests per minute', 2000),
    ('SUBSCRIPTION', 'Bronze', 'Allows 1000 requests per minute', 1000),
    ('SUBSCRIPTION', 'Unauthenticated', 'Allows 500 requests per minute', 500),
    ('SUBSCRIPTION', 'Unlimited', 'Allows unlimited requests', NULL),
    ('APPLICATION', '50PerMin', 'Allows 50 requests per minute', 50),
    ('APPLICATION', '20PerMin', 'Allows 20 requests per minute', 20),
    ('APPLICATION', '10PerMin', 'Allows 10 requests per minute', 10),
    ('APPLICATION', 'Unlimited', 'Allows unlimited requests', NULL),
    ('ADVANCED', '50KPerMin', 'Allows 50000 requests per minute', 50000),
    ('ADVANCED', '20KPerMin', 'Allows 20000 requests per minute', 20000),
    ('ADVANCED', '10KPerMin', 'Allows 10000 requests per minute', 10000),
    ('ADVANCED', 'Unlimited', 'Allows unlimited requests', NULL)
) AS seed (level, name, description, calls);

CREATE TABLE traffic.deny_conditions (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind       text NOT NULL CHECK (kind IN ('API', 'APPLICATION', 'IP', 'IPRANGE', 'USER')),
    value      text NOT NULL,
    invert     boolean NOT NULL,
    enabled    boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (kind, value, invert)
);

CREATE TABLE traffic.outbox (
    sequence    bigint PRIMARY KEY,
    key         text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE traffic.outbox_counter (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    sequence bigint NOT NULL
);
INSERT INTO traffic.outbox_counter (sequence) VALUES (0);
CREATE VIEW traffic.outbox_v1 AS SELECT sequence, key, recorded_at FROM traffic.outbox;
CREATE VIEW traffic.outbox_position_v1 AS SELECT sequence FROM traffic.outbox_counter;

CREATE VIEW traffic.policies_v1 AS
SELECT id AS policy_id,
       name,
       level,
       display_name,
       description,
       'REQUESTCOUNT'::text AS quota_type,
       coalesce(calls, -1) AS request_count,
       NULL::bigint AS data_amount,
       NULL::text AS data_unit,
       coalesce(period_count, 1) AS unit_time,
       CASE coalesce(period_unit, 'MINUTE')
           WHEN 'SECOND' THEN 'sec' WHEN 'MINUTE' THEN 'min' ELSE lower(period_unit) END AS time_unit,
       calls IS NULL AS unlimited,
       coalesce(burst_calls, 0)::int AS burst_count,
       CASE burst_unit WHEN 'SECOND' THEN 'sec' WHEN 'MINUTE' THEN 'min' ELSE lower(burst_unit) END AS burst_time_unit,
       billing_plan,
       stop_on_quota_reach,
       permission_type,
       permission_roles,
       window_kind,
       engine,
       on_outage
FROM traffic.policies;

GRANT SELECT, INSERT, UPDATE, DELETE ON traffic.policies, traffic.deny_conditions, traffic.outbox, traffic.outbox_counter
    TO tollgate_traffic_manager;
GRANT SELECT ON traffic.outbox_v1, traffic.outbox_position_v1, traffic.policies_v1 TO tollgate_traffic_manager;
GRANT SELECT ON traffic.policies_v1 TO tollgate_publisher, tollgate_store;
