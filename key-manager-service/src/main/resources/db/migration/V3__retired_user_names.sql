-- Applications, APIs and clients are owned by name: the name of a deleted user is nobody's any more. In lower case.
CREATE TABLE users.retired_names (
    user_name text PRIMARY KEY,
    retired_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON users.retired_names TO tollgate_key_manager;
