-- What machines tell that was changed outside of an install: of one version of a package, at one place of one machine.
CREATE TABLE tampered_finding (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    machine INTEGER NOT NULL REFERENCES machine (id),
    -- Where its site lies.
    path INTEGER NOT NULL REFERENCES path (id),
    -- The normalised name (PEP 503), and the version as its metadata writes it; '' where it gives none.
    package TEXT NOT NULL,
    version TEXT NOT NULL,
    -- The file, of several the one that matters most; what is the matter with it; and how many files there are.
    file INTEGER NOT NULL REFERENCES path (id),
    reason TEXT NOT NULL,
    files BIGINT NOT NULL,
    -- 0 unknown, 1 low, 2 medium, 3 high, 4 critical
    severity BIGINT NOT NULL,
    -- When it was seen to change last, by the machine's clock: a number that is another one where it changed again.
    changed BIGINT NOT NULL,
    first_seen BIGINT NOT NULL,
    -- When it was found last after it was not there or was accepted as it was, and when it was not there any more.
    opened BIGINT NOT NULL,
    closed BIGINT,
    status TEXT NOT NULL,
    -- As of other findings (0017).
    assignee TEXT,
    comments BIGINT NOT NULL DEFAULT 0,
    exception INTEGER REFERENCES policy_exception (id),
    accepted BIGINT,
    accepted_end BIGINT NOT NULL DEFAULT 0,
    UNIQUE (machine, path, package, version)
);
CREATE INDEX tampered_finding_by_severity ON tampered_finding (organisation, status, severity, id);
CREATE INDEX tampered_finding_by_opened ON tampered_finding (organisation, status, opened, id);
CREATE INDEX tampered_finding_by_package ON tampered_finding (organisation, package, status);
CREATE INDEX tampered_finding_by_assignee ON tampered_finding (organisation, assignee, status, severity, id) WHERE assignee IS NOT NULL;
CREATE INDEX tampered_finding_accepted ON tampered_finding (organisation, severity, id) WHERE accepted_end > 0;
CREATE INDEX tampered_finding_closed_since ON tampered_finding (organisation, status, closed) WHERE status = 'closed';

-- That something was changed is accepted by an exception for that finding alone: no policy is told of it. It is kept for longer than the finding.
ALTER TABLE policy_exception ADD COLUMN finding INTEGER;
CREATE INDEX policy_exception_by_finding ON policy_exception (finding) WHERE finding IS NOT NULL;

-- How much of what is found on a machine is of this kind (0023).
ALTER TABLE machine_verdict ADD COLUMN tampered BIGINT NOT NULL DEFAULT 0;
-- Whether a machine tells what was changed there: 1, or 0 where nothing looks at that.
ALTER TABLE machine ADD COLUMN tells_tampered BIGINT NOT NULL DEFAULT 0;
