-- The words by which consumers find APIs and documents, weighted by where they stand; kept by the database itself.

CREATE FUNCTION registry.api_words(name text, tags text[], provider text, description text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN setweight(to_tsvector('pg_catalog.english', coalesce(name, '')), 'A')
        || setweight(to_tsvector('pg_catalog.english', coalesce(array_to_string(tags, ' '), '')), 'B')
        || setweight(to_tsvector('pg_catalog.english', coalesce(provider, '')), 'C')
        || setweight(to_tsvector('pg_catalog.english', left(coalesce(description, ''), 100000)), 'D');
GRANT EXECUTE ON FUNCTION registry.api_words(text, text[], text, text) TO tollgate_publisher;

ALTER TABLE registry.published_apis ADD COLUMN words tsvector
    GENERATED ALWAYS AS (registry.api_words(name, tags, provider, description)) STORED;
CREATE INDEX published_apis_words ON registry.published_apis USING gin (words);

-- a tsvector holds a megabyte at most
ALTER TABLE registry.documents ADD COLUMN words tsvector
    GENERATED ALWAYS AS (
        setweight(to_tsvector('pg_catalog.english', name), 'A')
        || setweight(to_tsvector('pg_catalog.english', left(summary, 100000)), 'B')
        || setweight(to_tsvector('pg_catalog.english', left(coalesce(content_text, ''), 200000)), 'D')) STORED;
CREATE INDEX documents_words ON registry.documents USING gin (words);

-- For the Store: one row an API and one a document; document_id is null in those of APIs.
CREATE VIEW registry.words_v1 AS
    SELECT a.api_id, NULL::uuid AS document_id, 'API_LEVEL'::text AS visibility, a.words
    FROM registry.published_apis a
    UNION ALL
    SELECT d.api_id, d.document_id, d.visibility, d.words
    FROM registry.documents d
    JOIN registry.published_apis a USING (api_id)
    WHERE d.visibility <> 'OWNER_ONLY';
GRANT SELECT ON registry.words_v1 TO tollgate_publisher, tollgate_store;
