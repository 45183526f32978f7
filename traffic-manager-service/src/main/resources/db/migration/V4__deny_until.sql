-- A deny condition may end by itself, and says why it stands.

ALTER TABLE traffic.deny_conditions
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN reason text NOT NULL DEFAULT '';
