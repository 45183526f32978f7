-- Categories that administrators offer and providers choose from. What APIs name already is offered from now on.
CREATE TABLE apis.api_categories (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    description text NOT NULL
);
CREATE UNIQUE INDEX api_categories_name ON apis.api_categories (lower(name));
INSERT INTO apis.api_categories (id, name, description)
SELECT DISTINCT ON (lower(c)) gen_random_uuid(), c, '' FROM apis.apis, unnest(categories) AS c ORDER BY lower(c), c;

CREATE VIEW apis.api_categories_v1 AS SELECT id, name, description FROM apis.api_categories;

GRANT SELECT, INSERT, UPDATE, DELETE ON apis.api_categories TO tollgate_publisher;
GRANT SELECT ON apis.api_categories_v1 TO tollgate_publisher, tollgate_store;
