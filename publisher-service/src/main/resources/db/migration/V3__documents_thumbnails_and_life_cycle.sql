-- Documents and thumbnails of APIs, and what the life cycle tells gateways.

ALTER TABLE apis.apis
    ADD COLUMN deprecated_at timestamptz,
    ADD COLUMN sunset timestamptz,
    ADD COLUMN serves_default boolean NOT NULL DEFAULT false,
    ADD COLUMN has_thumbnail boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN apis.apis.deprecated_at IS 'since when it is DEPRECATED; null in every other state';
COMMENT ON COLUMN apis.apis.sunset IS 'when the provider means to take it away, as the document says it';
COMMENT ON COLUMN apis.apis.serves_default IS
    'gateways serve it without its version: the default version, or, until that one is deployed, the one before it';

UPDATE apis.apis SET serves_default = default_version WHERE default_version;
UPDATE apis.apis a
SET deprecated_at = (
    SELECT coalesce(max(e.occurred_at), a.updated_at) FROM apis.lifecycle_events e
    WHERE e.api_id = a.id AND e.state = 'Deprecated')
WHERE a.state = 'DEPRECATED';

CREATE TABLE registry.documents (
    document_id uuid PRIMARY KEY,
    row_version bigint NOT NULL,
    api_id uuid NOT NULL,
    name text NOT NULL,
    summary text NOT NULL,
    type text NOT NULL CHECK (type IN
        ('HOWTO', 'SAMPLES', 'PUBLIC_FORUM', 'SUPPORT_FORUM', 'API_MESSAGE_FORMAT', 'SWAGGER_DOC', 'OTHER')),
    other_type_name text,
    source_type text NOT NULL CHECK (source_type IN ('INLINE', 'MARKDOWN', 'URL', 'FILE')),
    source_url text,
    visibility text NOT NULL CHECK (visibility IN ('OWNER_ONLY', 'PRIVATE', 'API_LEVEL')),
    content_text text,
    file_name text,
    media_type text,
    file bytea,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by text NOT NULL
);
CREATE UNIQUE INDEX documents_name ON registry.documents (api_id, lower(name));
-- files are compressed formats as a rule
ALTER TABLE registry.documents ALTER COLUMN file SET STORAGE EXTERNAL;
COMMENT ON COLUMN registry.documents.content_text IS 'what an INLINE or MARKDOWN document says: not sanitised, never HTML to be trusted';
COMMENT ON COLUMN registry.documents.media_type IS 'of the file, by its name''s ending, whatever the uploader said';

CREATE TABLE registry.thumbnails (
    api_id uuid PRIMARY KEY,
    media_type text NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'image/gif', 'image/svg+xml')),
    file bytea NOT NULL,
    updated_at timestamptz NOT NULL
);
ALTER TABLE registry.thumbnails ALTER COLUMN file SET STORAGE EXTERNAL;

-- For the Store: documents of the APIs that consumers may find. API_LEVEL: whoever may see the API; PRIVATE: of those, who
-- is signed in. OWNER_ONLY documents are the provider's own and absent here.
CREATE VIEW registry.published_documents_v1 AS
    SELECT d.document_id, d.api_id, d.name, d.summary, d.type, d.source_type, d.source_url, d.other_type_name,
        d.visibility, d.content_text, d.file_name, d.media_type, d.file, d.created_at, d.updated_at
    FROM registry.documents d
    JOIN registry.published_apis a USING (api_id)
    WHERE d.visibility <> 'OWNER_ONLY';

CREATE VIEW registry.published_thumbnails_v1 AS
    SELECT t.api_id, t.media_type, t.file, t.updated_at
    FROM registry.thumbnails t
    JOIN registry.published_apis a USING (api_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON registry.documents, registry.thumbnails TO tollgate_publisher;
GRANT SELECT ON registry.published_documents_v1, registry.published_thumbnails_v1
    TO tollgate_publisher, tollgate_store;
