-- The policies of a group, each version for ever.
CREATE TABLE policy (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    machine_group INTEGER NOT NULL REFERENCES machine_group (id),
    version BIGINT NOT NULL,
    text TEXT NOT NULL,
    -- What it refers to: JSON, compressed with zstd.
    files BYTEA NOT NULL,
    note TEXT NOT NULL,
    created BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    UNIQUE (machine_group, version)
);

-- Which of them the machines of a group are to go by, and which a part of them.
CREATE TABLE group_policy (
    machine_group INTEGER PRIMARY KEY REFERENCES machine_group (id),
    policy INTEGER REFERENCES policy (id),
    next_policy INTEGER REFERENCES policy (id),
    percent BIGINT NOT NULL
);

-- Each time that this was changed.
CREATE TABLE activation (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    machine_group INTEGER NOT NULL REFERENCES machine_group (id),
    policy INTEGER REFERENCES policy (id),
    percent BIGINT NOT NULL,
    activated BIGINT NOT NULL,
    activated_by TEXT NOT NULL
);
CREATE INDEX activation_by_group ON activation (machine_group, id);

-- What holds beside the policies: of a group, or of all.
CREATE TABLE policy_exception (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    machine_group INTEGER REFERENCES machine_group (id),
    -- What it lifts, as a policy says it; '' where it does not say.
    rule TEXT NOT NULL,
    advisory TEXT NOT NULL,
    package TEXT NOT NULL,
    reason TEXT NOT NULL,
    owner TEXT NOT NULL,
    -- The last day, YYYY-MM-DD.
    last_day TEXT NOT NULL,
    created BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    revoked BIGINT
);
CREATE INDEX policy_exception_by_group ON policy_exception (organisation, machine_group, id);
