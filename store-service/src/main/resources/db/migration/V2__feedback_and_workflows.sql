-- What consumers say about APIs, and requests that wait for an approver.

CREATE TABLE feedback.ratings (
    rating_id  uuid PRIMARY KEY,
    api_id     uuid        NOT NULL,
    user_name  text        NOT NULL CHECK (user_name <> ''),
    rating     smallint    NOT NULL CHECK (rating BETWEEN 1 AND 5),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT one_rating_of_user_and_api UNIQUE (api_id, user_name)
);

CREATE VIEW feedback.average_ratings_v1 AS
SELECT api_id, round(avg(rating), 1) AS average, count(*) AS ratings FROM feedback.ratings GROUP BY api_id;

-- A thread is a comment and the replies to it; replies have none of their own.
CREATE TABLE feedback.comments (
    comment_id  uuid PRIMARY KEY,
    api_id      uuid        NOT NULL,
    parent_id   uuid REFERENCES feedback.comments (comment_id) ON DELETE CASCADE,
    author      text        NOT NULL CHECK (author <> ''),
    content     text        NOT NULL CHECK (length(content) BETWEEN 1 AND 512),
    category    text        NOT NULL CHECK (length(category) BETWEEN 1 AND 64),
    entry_point text        NOT NULL CHECK (entry_point IN ('devPortal', 'publisher')),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz
);
CREATE INDEX comments_of_api ON feedback.comments (api_id, created_at DESC, comment_id) WHERE parent_id IS NULL;
CREATE INDEX replies_to_comment ON feedback.comments (parent_id, created_at, comment_id) WHERE parent_id IS NOT NULL;

-- Which requests wait for an approver; those without a row do as the configuration says.
CREATE TABLE subscriptions.workflow_modes (
    kind    text PRIMARY KEY,
    approve boolean NOT NULL
);

CREATE TABLE subscriptions.workflows (
    workflow_id uuid PRIMARY KEY,
    kind        text        NOT NULL CHECK (kind <> ''),
    subject_id  uuid        NOT NULL,
    api_id      uuid,
    requester   text        NOT NULL CHECK (requester <> ''),
    description text        NOT NULL,
    properties  jsonb       NOT NULL DEFAULT '{}',
    status      text        NOT NULL DEFAULT 'CREATED' CHECK (status IN ('CREATED', 'APPROVED', 'REJECTED')),
    reason      text        NOT NULL DEFAULT '',
    decided_by  text,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CHECK (status = 'CREATED' OR decided_by IS NOT NULL)
);
CREATE UNIQUE INDEX one_open_workflow_of_subject ON subscriptions.workflows (subject_id) WHERE status = 'CREATED';
CREATE INDEX open_workflows ON subscriptions.workflows (created_at, workflow_id) WHERE status = 'CREATED';
COMMENT ON COLUMN subscriptions.workflows.subject_id IS 'the application or subscription that waits';

ALTER TABLE subscriptions.applications ADD COLUMN reason text;
ALTER TABLE subscriptions.subscriptions ADD COLUMN reason text;
COMMENT ON COLUMN subscriptions.subscriptions.reason IS 'what the approver said last';

CREATE VIEW subscriptions.workflows_v1 AS
SELECT workflow_id, kind, subject_id, api_id, requester, description, properties, status, reason, created_at, updated_at
FROM subscriptions.workflows;

GRANT SELECT, INSERT, UPDATE, DELETE ON feedback.ratings, feedback.comments, subscriptions.workflow_modes, subscriptions.workflows
    TO tollgate_store;
GRANT SELECT ON feedback.average_ratings_v1, subscriptions.workflows_v1 TO tollgate_store, tollgate_publisher;
