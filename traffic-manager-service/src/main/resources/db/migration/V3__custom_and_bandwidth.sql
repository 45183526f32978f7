-- Custom rules are a level of their own, and a quota may be in bytes.

ALTER TABLE traffic.policies
    DROP CONSTRAINT policies_level_check,
    ADD CONSTRAINT policies_level_check CHECK (level IN ('APPLICATION', 'SUBSCRIPTION', 'ADVANCED', 'CUSTOM')),
    -- of the column calls, which holds bytes where it says so
    ADD COLUMN quota_unit text NOT NULL DEFAULT 'CALLS' CHECK (quota_unit IN ('CALLS', 'BYTES')),
    ADD COLUMN key_template text,
    -- in CEL; empty: every call
    ADD COLUMN condition text,
    ADD CONSTRAINT policies_rule_check
        CHECK ((level = 'CUSTOM') = (key_template IS NOT NULL) AND (level = 'CUSTOM') = (condition IS NOT NULL));

-- What others may choose from: nobody chooses a custom rule.
CREATE OR REPLACE VIEW traffic.policies_v1 AS
SELECT id AS policy_id,
       name,
       level,
       display_name,
       description,
       CASE quota_unit WHEN 'BYTES' THEN 'BANDWIDTHVOLUME' ELSE 'REQUESTCOUNT' END AS quota_type,
       CASE quota_unit WHEN 'BYTES' THEN -1 ELSE coalesce(calls, -1) END AS request_count,
       CASE WHEN quota_unit <> 'BYTES' THEN NULL
            WHEN calls % 1073741824 = 0 THEN calls / 1073741824
            WHEN calls % 1048576 = 0 THEN calls / 1048576
            ELSE calls / 1024 END AS data_amount,
       CASE WHEN quota_unit <> 'BYTES' THEN NULL
            WHEN calls % 1073741824 = 0 THEN 'GB'
            WHEN calls % 1048576 = 0 THEN 'MB'
            ELSE 'KB' END AS data_unit,
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
FROM traffic.policies
WHERE level <> 'CUSTOM';
