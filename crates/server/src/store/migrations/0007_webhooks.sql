-- What a notice is about, for programs: JSON. Its kind is silent, heard, finding, refused, expiring, request, revoked or cloned.
ALTER TABLE notice ADD COLUMN facts TEXT NOT NULL DEFAULT '{}';
-- The row of the exception that it is about; 0 for none.
ALTER TABLE notice ADD COLUMN subject INTEGER NOT NULL DEFAULT 0;
CREATE INDEX notice_by_subject ON notice (organisation, kind, subject) WHERE subject > 0;

-- Programs of an organisation that are told its notices.
CREATE TABLE webhook (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    url TEXT NOT NULL,
    -- The kinds that it is told, with spaces between.
    kinds TEXT NOT NULL,
    -- What it is signed with, sealed.
    secret BYTEA NOT NULL,
    created BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    -- The last notice of which it is decided whether it is told.
    notice INTEGER NOT NULL,
    -- Since when it wants nothing any more: it answered 410.
    gone BIGINT
);
CREATE INDEX webhook_by_organisation ON webhook (organisation, id);

-- What a webhook is to be told, or was.
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    webhook INTEGER NOT NULL REFERENCES webhook (id),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    created BIGINT NOT NULL,
    -- waiting, done or dead
    state TEXT NOT NULL,
    -- From when on it may be taken: its time or, where somebody has it, when that one's lease ends.
    due BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    -- What came of the last attempt: the status of the answer, NULL for none, and what was wrong.
    status BIGINT,
    error TEXT NOT NULL,
    ended BIGINT
);
CREATE INDEX delivery_by_due ON delivery (due) WHERE state = 'waiting';
CREATE INDEX delivery_by_webhook ON delivery (organisation, webhook, id);
CREATE INDEX delivery_by_state ON delivery (state, ended);

-- People who are told notices by mail.
CREATE TABLE mail_recipient (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    address TEXT NOT NULL,
    kinds TEXT NOT NULL,
    created BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    -- The last notice that was mailed, when the last mail went out, when the next may, and why the last did not.
    notice INTEGER NOT NULL,
    mailed BIGINT NOT NULL,
    due BIGINT NOT NULL,
    error TEXT NOT NULL,
    UNIQUE (organisation, address)
);
