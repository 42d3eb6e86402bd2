-- Where sites lie, as far as judging rests on it: equal places of different machines are one setting.
CREATE TABLE setting (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    -- The SHA-256 of its body, which is JSON.
    digest BYTEA NOT NULL,
    body BYTEA NOT NULL,
    UNIQUE (organisation, digest)
);

ALTER TABLE machine_site ADD COLUMN setting INTEGER REFERENCES setting (id);
CREATE INDEX machine_site_by_setting ON machine_site (site, setting, machine);
-- Machines that reported before this are asked again, and tell where their sites lie.
UPDATE machine SET state = NULL;

-- Since when a machine is silent; NULL while it is not.
ALTER TABLE machine ADD COLUMN silent BIGINT;
CREATE INDEX machine_silent ON machine (organisation) WHERE silent IS NOT NULL;
CREATE INDEX site_wanted ON site (first_seen) WHERE contents IS NULL;

-- What is to be done. A row is one piece of work, however often it is asked for.
CREATE TABLE job (
    -- audit: of the site `subject`. policy: of that site, in a setting, by a bundle. bundle: of all sites of machines that go, or went, by
    -- the bundle `subject`. What a kind has not is 0.
    kind TEXT NOT NULL,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    subject INTEGER NOT NULL,
    setting INTEGER NOT NULL,
    bundle INTEGER NOT NULL,
    -- From when on it may be taken: its time or, where somebody has it, when that one's lease ends.
    due BIGINT NOT NULL,
    -- Who has it; '' for nobody.
    owner TEXT NOT NULL,
    -- How often it was asked for: whoever does it sees whether it was asked for again meanwhile.
    asked BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    -- 1 where it was attempted often enough. It stays, with its error, until it is asked for again.
    failed BIGINT NOT NULL,
    error TEXT NOT NULL,
    PRIMARY KEY (kind, organisation, subject, setting, bundle)
);
CREATE INDEX job_by_due ON job (failed, due);
CREATE INDEX job_by_lease ON job (due) WHERE owner <> '';

-- What is known of packages: the newest is the present one.
CREATE TABLE advisory_version (
    id INTEGER PRIMARY KEY,
    digest BYTEA NOT NULL,
    source TEXT NOT NULL,
    -- When it was fetched, in seconds since 1970.
    retrieved BIGINT NOT NULL,
    records BIGINT NOT NULL,
    taken BIGINT NOT NULL
);

-- The number of the present version. Whoever keeps what was judged holds this row meanwhile, and so does who brings a new version.
INSERT INTO counter (name, value) VALUES ('advisory_version', 0);

-- The files of the present version, in parts: every server on this database judges by the same.
CREATE TABLE advisory_part (
    version INTEGER NOT NULL REFERENCES advisory_version (id),
    file TEXT NOT NULL,
    number BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (version, file, number)
);

-- That a release was held against what is known. Without a row it was not, which is not "clean".
CREATE TABLE release_judgement (
    release INTEGER PRIMARY KEY REFERENCES release (id),
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    -- What it was judged by; 0 where nothing was known.
    advisories INTEGER NOT NULL,
    judged BIGINT NOT NULL,
    -- clean, findings or unchecked
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- 1 where something else is known of it since.
    due BIGINT NOT NULL
);
CREATE INDEX release_judgement_unchecked ON release_judgement (organisation, outcome, release);

CREATE TABLE release_finding (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    release INTEGER NOT NULL REFERENCES release (id),
    -- malware, vulnerability or lookalike
    kind TEXT NOT NULL,
    -- The record that it is called by first, or the name that it looks like.
    advisory TEXT NOT NULL,
    -- What else it is called, and the versions that mend it, with spaces between.
    aliases TEXT NOT NULL,
    fixed TEXT NOT NULL,
    -- 0 unknown, 1 low, 2 medium, 3 high, 4 critical
    severity BIGINT NOT NULL,
    summary TEXT NOT NULL,
    advisories INTEGER NOT NULL,
    first_seen BIGINT NOT NULL,
    -- When it was found last after it was not there, and when it was not there any more.
    opened BIGINT NOT NULL,
    closed BIGINT,
    -- 1 where the last judgement found it. It is open where that is so and any machine has the release, and else closed.
    holds BIGINT NOT NULL,
    status TEXT NOT NULL,
    UNIQUE (release, kind, advisory)
);
CREATE INDEX release_finding_by_severity ON release_finding (organisation, status, severity, id);

-- That a site was held against a policy. Without a row it was not, which is not "clean".
CREATE TABLE site_judgement (
    site INTEGER NOT NULL REFERENCES site (id),
    setting INTEGER NOT NULL REFERENCES setting (id),
    bundle INTEGER NOT NULL REFERENCES bundle (id),
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    advisories INTEGER NOT NULL,
    judged BIGINT NOT NULL,
    -- clean, findings or unchecked: the first where nothing is found and everything was checked
    outcome TEXT NOT NULL,
    -- How much is refused, warned of, and could not be checked, and the first reasons for that, a line each.
    refused BIGINT NOT NULL,
    warned BIGINT NOT NULL,
    unchecked BIGINT NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (site, setting, bundle)
);
CREATE INDEX site_judgement_by_bundle ON site_judgement (bundle, outcome);
CREATE INDEX site_judgement_by_outcome ON site_judgement (organisation, outcome);

CREATE TABLE site_finding (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    site INTEGER NOT NULL REFERENCES site (id),
    setting INTEGER NOT NULL REFERENCES setting (id),
    bundle INTEGER NOT NULL REFERENCES bundle (id),
    package TEXT NOT NULL,
    version TEXT NOT NULL,
    rule TEXT NOT NULL,
    -- denied, not-allowed, vulnerable …
    code TEXT NOT NULL,
    -- The advisory that it is about; '' for none.
    advisory TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- observe, warn or enforce
    mode TEXT NOT NULL,
    severity BIGINT NOT NULL,
    first_seen BIGINT NOT NULL,
    opened BIGINT NOT NULL,
    closed BIGINT,
    status TEXT NOT NULL,
    UNIQUE (site, setting, bundle, package, version, rule, code, advisory)
);
CREATE INDEX site_finding_by_severity ON site_finding (organisation, status, severity, id);
CREATE INDEX site_finding_by_bundle ON site_finding (bundle, status, severity, id);
CREATE INDEX site_finding_by_package ON site_finding (organisation, package, status);

-- What people are to be told.
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    time BIGINT NOT NULL,
    -- silent or heard
    kind TEXT NOT NULL,
    machine INTEGER REFERENCES machine (id),
    detail TEXT NOT NULL
);
CREATE INDEX notice_by_organisation ON notice (organisation, id);
