-- Clients that keep no secret and prove themselves by PKCE (RFC 7636), and the platform's own ones.
ALTER TABLE keys.clients
    ADD COLUMN public_client boolean NOT NULL DEFAULT false,
    ADD COLUMN sign_out_urls text[] NOT NULL DEFAULT '{}',
    DROP CONSTRAINT clients_origin_check,
    ADD CONSTRAINT clients_origin_check CHECK (origin IN ('APPLICATION', 'REGISTRATION', 'FIRST_PARTY'));

-- One row a code, known by its hash. A used one stays for a while, so that its second use is seen and ends what came of the first.
CREATE TABLE keys.authorization_codes (
    code_hash bytea PRIMARY KEY,
    consumer_key text NOT NULL REFERENCES keys.clients ON DELETE CASCADE,
    user_name text NOT NULL,
    redirect_uri text NOT NULL,
    -- whether the client named it, and so has to name it again
    redirect_uri_sent boolean NOT NULL,
    scopes text[] NOT NULL,
    code_challenge text,
    nonce text,
    signed_in_at timestamptz NOT NULL,
    -- the session at whose end the tokens end too; null for other people's clients
    session_hash bytea,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    -- what came of it
    family_id uuid NOT NULL,
    access_token_id uuid,
    access_token_hash bytea,
    access_expires_at timestamptz
);
CREATE INDEX authorization_codes_by_expiry ON keys.authorization_codes (expires_at);
CREATE INDEX authorization_codes_by_client ON keys.authorization_codes (consumer_key);

ALTER TABLE keys.refresh_tokens ADD COLUMN session_hash bytea;
CREATE INDEX refresh_tokens_by_session ON keys.refresh_tokens (session_hash) WHERE session_hash IS NOT NULL;

-- What users allowed other people's clients to do in their name. Names of users are never given twice.
CREATE TABLE keys.consents (
    user_name text NOT NULL,
    consumer_key text NOT NULL REFERENCES keys.clients ON DELETE CASCADE,
    scopes text[] NOT NULL,
    granted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_name, consumer_key)
);
CREATE INDEX consents_by_client ON keys.consents (consumer_key);

GRANT SELECT, INSERT, UPDATE, DELETE ON keys.authorization_codes, keys.consents TO tollgate_key_manager;
