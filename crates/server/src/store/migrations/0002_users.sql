-- People, what they may do, and what they did. Truth values are BIGINT, 0 or 1.

-- A user of an organisation. (USER is a word of SQL.)
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    -- The argon2id hash of the password; NULL while there is none.
    password TEXT,
    -- viewer, approver, policy-editor or administrator
    role TEXT NOT NULL,
    -- 1: for all groups; 0: for those of account_group.
    all_groups BIGINT NOT NULL,
    created BIGINT NOT NULL,
    -- Wrong passwords since the last right one, and until when none is looked at.
    failed BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    disabled BIGINT,
    UNIQUE (organisation, name)
);

CREATE TABLE account_group (
    account INTEGER NOT NULL REFERENCES account (id),
    machine_group INTEGER NOT NULL REFERENCES machine_group (id),
    PRIMARY KEY (account, machine_group)
);

CREATE TABLE api_token (
    id INTEGER PRIMARY KEY,
    -- NULL: the operator's, who sees nothing of any organisation.
    organisation INTEGER REFERENCES organisation (id),
    -- Whose it is; NULL for a program's. It gives no more than that user may.
    account INTEGER REFERENCES account (id),
    -- token, or session for one that a password gave
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The SHA-256 of the token, which is random.
    digest BYTEA NOT NULL UNIQUE,
    role TEXT NOT NULL,
    all_groups BIGINT NOT NULL,
    read_only BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    created BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    -- When it was last used, to a minute.
    used BIGINT,
    revoked BIGINT
);
CREATE INDEX api_token_by_organisation ON api_token (organisation, kind, id);
CREATE INDEX api_token_by_account ON api_token (account);

CREATE TABLE api_token_group (
    token INTEGER NOT NULL REFERENCES api_token (id),
    machine_group INTEGER NOT NULL REFERENCES machine_group (id),
    PRIMARY KEY (token, machine_group)
);

-- A link that is good once: for the first administrator of an organisation, or for the password of a user.
CREATE TABLE one_time_link (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    -- NULL: the first administrator.
    account INTEGER REFERENCES account (id),
    digest BYTEA NOT NULL UNIQUE,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    used BIGINT
);

-- What was done through the API. Rows are added, and neither changed nor removed.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    -- NULL: the operator's.
    organisation INTEGER REFERENCES organisation (id),
    made BIGINT NOT NULL,
    who TEXT NOT NULL,
    -- The token that was used; NULL for none.
    token INTEGER,
    -- The address of the peer; '' where it is not known.
    origin TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    -- JSON, without secrets; NULL for nothing.
    before TEXT,
    after TEXT
);
CREATE INDEX audit_by_organisation ON audit (organisation, id);

-- What the API lists and looks for. Texts are ordered by their bytes on both databases ("binary" is SQLite's own name for that).
-- With the system, so that those of a rare one are found without reading all machines.
CREATE INDEX machine_by_hostname ON machine (organisation, hostname COLLATE "binary", id, os COLLATE "binary");
CREATE INDEX machine_by_group_hostname ON machine (organisation, machine_group, hostname COLLATE "binary", id, os COLLATE "binary");
CREATE INDEX machine_by_status ON machine (organisation, status, hostname COLLATE "binary", id);
CREATE INDEX release_by_name ON release (organisation, name COLLATE "binary", version COLLATE "binary");
-- Who has a release, in this order, and what a site holds.
CREATE INDEX machine_site_by_place ON machine_site (site, machine, path);
DROP INDEX machine_site_by_site;
CREATE INDEX site_release_by_site ON site_release (site, release);
CREATE INDEX event_by_code ON event (organisation, code, position);
CREATE INDEX event_by_package ON event (organisation, package, position) WHERE package <> '';
CREATE INDEX enrolment_token_by_organisation ON enrolment_token (organisation, id);
