-- Usage as gateways report it: a row a minute for each combination of what was called, by whom, and what came of it.

CREATE TABLE traffic.usage_minutes (
    minute          timestamptz NOT NULL,
    api_id          text NOT NULL,
    verb            text NOT NULL,
    target          text NOT NULL,
    application_id  text NOT NULL,
    sandbox         boolean NOT NULL,
    status          int NOT NULL,
    refusal_code    int NOT NULL,
    calls           bigint NOT NULL,
    request_bytes   bigint NOT NULL,
    response_bytes  bigint NOT NULL,
    latency_buckets int[] NOT NULL,
    latency_counts  bigint[] NOT NULL,
    backend_buckets int[] NOT NULL,
    backend_counts  bigint[] NOT NULL,
    PRIMARY KEY (minute, api_id, verb, target, application_id, sandbox, status, refusal_code)
) PARTITION BY RANGE (minute);
CREATE INDEX usage_minutes_by_api ON traffic.usage_minutes (api_id, minute);
CREATE INDEX usage_minutes_by_application ON traffic.usage_minutes (application_id, minute);

-- One partition a month (UTC), made before the first row of that month; safe when several nodes ask at once.
CREATE FUNCTION traffic.ensure_usage_month(of_moment timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$
DECLARE
    starts    timestamp := date_trunc('month', of_moment AT TIME ZONE 'UTC');
    partition text := 'usage_minutes_' || to_char(starts, 'YYYY_MM');
BEGIN
    IF to_regclass('traffic.' || partition) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('traffic.ensure_usage_month'));
    EXECUTE format('CREATE TABLE IF NOT EXISTS traffic.%I PARTITION OF traffic.usage_minutes FOR VALUES FROM (%L) TO (%L)',
        partition, starts AT TIME ZONE 'UTC', (starts + interval '1 month') AT TIME ZONE 'UTC');
END
$$;
REVOKE ALL ON FUNCTION traffic.ensure_usage_month(timestamptz) FROM PUBLIC;

-- A batch is counted once, whichever Traffic Manager gets it and however often.
CREATE TABLE traffic.usage_batches (
    node_id     text NOT NULL,
    boot_id     text NOT NULL,
    number      bigint NOT NULL,
    environment text NOT NULL,
    calls       bigint NOT NULL,
    last        boolean NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (node_id, boot_id, number)
);
CREATE INDEX usage_batches_by_age ON traffic.usage_batches (received_at);

CREATE VIEW traffic.usage_v1 AS
SELECT minute, api_id, verb, target, application_id, sandbox, status, refusal_code, calls, request_bytes, response_bytes,
       latency_buckets, latency_counts
FROM traffic.usage_minutes;

GRANT SELECT, INSERT, UPDATE, DELETE ON traffic.usage_minutes, traffic.usage_batches TO tollgate_traffic_manager;
GRANT EXECUTE ON FUNCTION traffic.ensure_usage_month(timestamptz) TO tollgate_traffic_manager;
GRANT SELECT ON traffic.usage_v1 TO tollgate_traffic_manager, tollgate_publisher, tollgate_store;
