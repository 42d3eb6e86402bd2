-- Types: INTEGER for ids (SQLite keeps such rows by their id), BIGINT for times (seconds since 1970, the server's) and numbers, TEXT, and
-- BYTEA, which SQLite takes for any value.

CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created BIGINT NOT NULL,
    -- What its policies are signed with: the seed of an Ed25519 key, sealed.
    policy_seed BYTEA NOT NULL,
    policy_key BYTEA NOT NULL
);

CREATE TABLE machine_group (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    created BIGINT NOT NULL,
    UNIQUE (organisation, name)
);

CREATE TABLE enrolment_token (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    machine_group INTEGER NOT NULL REFERENCES machine_group (id),
    -- The SHA-256 of the token, which is random.
    digest BYTEA NOT NULL UNIQUE,
    uses BIGINT NOT NULL,
    used BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    created BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    revoked BIGINT
);

CREATE TABLE machine (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    machine_group INTEGER NOT NULL REFERENCES machine_group (id),
    -- The random id that it chose. It is one machine's in all organisations: a request names nothing else.
    name TEXT NOT NULL UNIQUE,
    public_key BYTEA NOT NULL UNIQUE,
    -- active, revoked, cloned or decommissioned
    status TEXT NOT NULL,
    enrolled BIGINT NOT NULL,
    token INTEGER NOT NULL REFERENCES enrolment_token (id),
    -- The number of its newest request, and how many came with an older one since when.
    number BIGINT NOT NULL,
    stale BIGINT NOT NULL,
    stale_since BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    -- The newest report that is here, its state, when it came, and the newest event.
    report BIGINT NOT NULL,
    state BYTEA,
    reported BIGINT NOT NULL,
    event BIGINT NOT NULL,
    -- The bundle that it says it goes by.
    bundle BYTEA,
    -- What it says of itself, for lists and filters.
    hostname TEXT NOT NULL,
    os TEXT NOT NULL,
    kernel TEXT NOT NULL,
    architecture TEXT NOT NULL,
    fetter TEXT NOT NULL,
    mode TEXT NOT NULL,
    denials BIGINT NOT NULL,
    problems BIGINT NOT NULL,
    not_covered BIGINT NOT NULL,
    left_out BIGINT NOT NULL
);
CREATE INDEX machine_by_group ON machine (organisation, machine_group, status);
CREATE INDEX machine_by_seen ON machine (organisation, seen);

-- A report without its sites and events, as JSON compressed with zstd.
CREATE TABLE machine_state (
    machine INTEGER PRIMARY KEY REFERENCES machine (id),
    body BYTEA NOT NULL
);

CREATE TABLE path (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    -- The SHA-256 of its bytes: an index takes no bytes of any length.
    digest BYTEA NOT NULL,
    bytes BYTEA NOT NULL,
    UNIQUE (organisation, digest)
);

CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    digest BYTEA NOT NULL,
    -- The canonical bytes, compressed with zstd; NULL while they are wanted.
    contents BYTEA,
    packages BIGINT NOT NULL,
    left_out BIGINT NOT NULL,
    first_seen BIGINT NOT NULL,
    UNIQUE (organisation, digest)
);

CREATE TABLE release (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    -- The normalised name (PEP 503), and the version as its metadata writes it; '' where it gives none.
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    -- The SHA-256 of these three, by which many are looked for at once.
    digest BYTEA NOT NULL UNIQUE,
    first_seen BIGINT NOT NULL
);

CREATE TABLE site_release (
    release INTEGER NOT NULL REFERENCES release (id),
    site INTEGER NOT NULL REFERENCES site (id),
    PRIMARY KEY (release, site)
);

-- What is where now.
CREATE TABLE machine_site (
    machine INTEGER NOT NULL REFERENCES machine (id),
    path INTEGER NOT NULL REFERENCES path (id),
    site INTEGER NOT NULL REFERENCES site (id),
    kind TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (machine, path)
);
CREATE INDEX machine_site_by_site ON machine_site (site);

-- What was there: from `since` until `ended`.
CREATE TABLE machine_site_past (
    machine INTEGER NOT NULL,
    ended BIGINT NOT NULL,
    path INTEGER NOT NULL,
    site INTEGER NOT NULL,
    since BIGINT NOT NULL
);
CREATE INDEX machine_site_past_by_machine ON machine_site_past (machine, ended);

CREATE TABLE event (
    machine INTEGER NOT NULL REFERENCES machine (id),
    number BIGINT NOT NULL,
    organisation INTEGER NOT NULL,
    -- The order in which events of all machines came.
    position BIGINT NOT NULL,
    received BIGINT NOT NULL,
    code TEXT NOT NULL,
    -- The normalised name of the package that it is about; '' for none.
    package TEXT NOT NULL,
    -- The event as it came, compressed.
    body BYTEA NOT NULL,
    PRIMARY KEY (machine, number)
);
CREATE INDEX event_by_position ON event (organisation, position);

-- A policy as machines take it. Numbers grow within an organisation.
CREATE TABLE bundle (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    number BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    -- Its canonical bytes, compressed with zstd.
    body BYTEA NOT NULL,
    created BIGINT NOT NULL,
    UNIQUE (organisation, number),
    UNIQUE (organisation, digest)
);

-- The bundle that the machines of a group are to go by; where there is a next one, so many percent of them go by that.
CREATE TABLE group_bundle (
    machine_group INTEGER PRIMARY KEY REFERENCES machine_group (id),
    bundle INTEGER REFERENCES bundle (id),
    next_bundle INTEGER REFERENCES bundle (id),
    percent BIGINT NOT NULL,
    -- Grows with each change of any group, so that servers hear of what another one changed.
    changed BIGINT NOT NULL
);
CREATE INDEX group_bundle_by_changed ON group_bundle (changed);
