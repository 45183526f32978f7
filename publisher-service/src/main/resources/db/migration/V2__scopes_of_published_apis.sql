-- For the Key Manager: which roles may hold a scope, a row for each API that binds it. No roles mean everyone.
CREATE VIEW registry.scopes_v1 AS
    SELECT s.scope ->> 'name' AS scope,
        ARRAY(SELECT jsonb_array_elements_text(coalesce(s.scope -> 'roles', '[]'))) AS roles
    FROM registry.published_apis a
    CROSS JOIN LATERAL jsonb_array_elements(a.scopes) AS s (scope);

GRANT SELECT ON registry.scopes_v1 TO tollgate_publisher, tollgate_key_manager;
