-- What becomes of findings. Who sees to one: the name of a user; NULL for nobody, '' where somebody did. How many comments it has.
ALTER TABLE release_finding ADD COLUMN assignee TEXT;
ALTER TABLE release_finding ADD COLUMN comments BIGINT NOT NULL DEFAULT 0;
ALTER TABLE site_finding ADD COLUMN assignee TEXT;
ALTER TABLE site_finding ADD COLUMN comments BIGINT NOT NULL DEFAULT 0;
CREATE INDEX release_finding_by_assignee ON release_finding (organisation, assignee, status, severity, id) WHERE assignee IS NOT NULL;
CREATE INDEX site_finding_by_assignee ON site_finding (organisation, assignee, status, severity, id) WHERE assignee IS NOT NULL;

-- The exception for all groups that bears what is known of a release: of several the one that holds longest. NULL for none.
ALTER TABLE release_finding ADD COLUMN exception INTEGER REFERENCES policy_exception (id);
-- Since when it is accepted, and when the last day of that is over, in seconds since 1970; NULL and 0 where it is not.
ALTER TABLE release_finding ADD COLUMN accepted BIGINT;
ALTER TABLE release_finding ADD COLUMN accepted_end BIGINT NOT NULL DEFAULT 0;
-- How many of its names, the first of which is `advisory` and the others of which are among `aliases`, are records of their own.
ALTER TABLE release_finding ADD COLUMN records BIGINT NOT NULL DEFAULT 1;
CREATE INDEX release_finding_accepted ON release_finding (organisation, severity, id) WHERE accepted_end > 0;

-- 1 where a later bundle of a group that went by its bundle finds the same: each exception and each version of a policy is another bundle, and
-- nothing was mended when that one closed it.
ALTER TABLE site_finding ADD COLUMN followed BIGINT NOT NULL DEFAULT 0;

-- What is new. Of what is closed most was so long ago: it is found by all three columns.
CREATE INDEX release_finding_closed_since ON release_finding (organisation, status, closed) WHERE status = 'closed';
CREATE INDEX site_finding_closed_since ON site_finding (organisation, status, closed) WHERE status = 'closed' AND followed = 0;
CREATE INDEX release_finding_by_opened ON release_finding (organisation, opened);
CREATE INDEX site_finding_by_opened ON site_finding (organisation, opened);
CREATE INDEX machine_by_enrolled ON machine (organisation, enrolled);
CREATE INDEX package_request_by_received ON package_request (organisation, received);
CREATE INDEX activation_by_time ON activation (organisation, activated);

-- What people say of findings. Rows are added, and go with the finding.
CREATE TABLE finding_comment (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    -- release or policy: in which of the two tables the finding is; and its row there.
    list TEXT NOT NULL,
    finding INTEGER NOT NULL,
    made BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX finding_comment_by_finding ON finding_comment (list, finding, id);

-- How much was found on a day. A day without a row was not counted.
CREATE TABLE finding_day (
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    -- 0 for all of the organisation.
    machine_group INTEGER NOT NULL,
    -- Days since 1970, in UTC.
    day BIGINT NOT NULL,
    -- When it was counted last, in seconds since 1970.
    counted BIGINT NOT NULL,
    -- How much of each kind and severity, JSON.
    counts TEXT NOT NULL,
    PRIMARY KEY (organisation, machine_group, day)
);
CREATE INDEX finding_day_by_day ON finding_day (day);
