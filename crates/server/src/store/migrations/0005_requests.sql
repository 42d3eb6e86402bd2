-- What the bundles of a group are to hold: the number grows with each change of its policies and exceptions, and `published` is the one that
-- its bundles were made of last. Whoever dies in between has it done by another. `due` is when it was changed.
ALTER TABLE group_policy ADD COLUMN changed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE group_policy ADD COLUMN published BIGINT NOT NULL DEFAULT 0;
ALTER TABLE group_policy ADD COLUMN due BIGINT NOT NULL DEFAULT 0;
CREATE INDEX group_policy_unpublished ON group_policy (due) WHERE published < changed;

-- What was done: stage, activate, unstage or roll-back; '' where it was done before this was noted.
ALTER TABLE activation ADD COLUMN step TEXT NOT NULL DEFAULT '';

-- The newest decision on a request of the machine; 0 for none.
ALTER TABLE machine ADD COLUMN decided BIGINT NOT NULL DEFAULT 0;

-- What somebody on a machine asks to be let pass.
CREATE TABLE package_request (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    machine INTEGER NOT NULL REFERENCES machine (id),
    -- The id that the machine gave it: what comes twice is one request.
    name TEXT NOT NULL,
    -- A name, with versions or without.
    package TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- The user, as the machine calls it. It is no identity.
    user_name TEXT NOT NULL,
    -- The rules that refuse it on the machine, as that says, a line each.
    rules TEXT NOT NULL,
    received BIGINT NOT NULL,
    -- open, approved or refused
    status TEXT NOT NULL,
    -- Grows with each decision for the machine; 0 while it is open.
    decision BIGINT NOT NULL,
    decided BIGINT,
    decided_by TEXT,
    answer TEXT NOT NULL,
    -- The last day on which it is let pass; '' where it is not.
    last_day TEXT NOT NULL,
    UNIQUE (machine, name)
);
CREATE INDEX package_request_by_status ON package_request (organisation, status, id);
CREATE INDEX package_request_by_decision ON package_request (machine, decision);
CREATE INDEX package_request_by_time ON package_request (machine, received);

-- The request that an exception came of, and who took it back.
ALTER TABLE policy_exception ADD COLUMN request INTEGER REFERENCES package_request (id);
ALTER TABLE policy_exception ADD COLUMN revoked_by TEXT;
CREATE INDEX policy_exception_by_request ON policy_exception (request) WHERE request IS NOT NULL;

-- What a version of a policy would do to what a group's machines have.
CREATE TABLE preview (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    machine_group INTEGER NOT NULL REFERENCES machine_group (id),
    policy INTEGER NOT NULL REFERENCES policy (id),
    -- The policy with the exceptions of the time: a bundle's bytes, compressed with zstd, and their digest.
    body BYTEA NOT NULL,
    digest BYTEA NOT NULL,
    created BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    expires BIGINT NOT NULL,
    -- waiting or done
    status TEXT NOT NULL,
    ended BIGINT,
    -- Where it is: the last site and setting that were looked at.
    site INTEGER NOT NULL,
    setting INTEGER NOT NULL,
    -- How many sites in their settings were looked at, and how many of them could not be checked as a whole.
    sites BIGINT NOT NULL,
    unchecked BIGINT NOT NULL,
    -- How much is warned of, and how much was found that there was no room for.
    warned BIGINT NOT NULL,
    left_out BIGINT NOT NULL
);
CREATE INDEX preview_by_group ON preview (machine_group, id);
CREATE INDEX preview_by_expiry ON preview (expires);

-- What would be refused in a site, and what is refused there now.
CREATE TABLE preview_finding (
    preview INTEGER NOT NULL REFERENCES preview (id),
    package TEXT NOT NULL,
    version TEXT NOT NULL,
    site INTEGER NOT NULL,
    setting INTEGER NOT NULL,
    -- new: not refused now. same: now too. gone: now, and not any more. unknown: it was not judged what is now.
    change TEXT NOT NULL,
    rule TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (preview, package, version, site, setting)
);
CREATE INDEX preview_finding_by_change ON preview_finding (preview, change, package, version);

-- What could not be checked.
CREATE TABLE preview_unchecked (
    preview INTEGER NOT NULL REFERENCES preview (id),
    site INTEGER NOT NULL,
    setting INTEGER NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (preview, site, setting)
);
