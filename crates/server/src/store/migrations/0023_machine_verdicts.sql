-- How much is found on each machine that is heard, and how many of its places were not wholly checked, as it was counted last: lists are in order
-- by it, and narrowed by it. A machine without a row was not counted yet, which is not that nothing is found.
CREATE TABLE machine_verdict (
    machine INTEGER PRIMARY KEY REFERENCES machine (id),
    -- Open findings that are not accepted: by severity, and of these malware and what policies are against.
    malware BIGINT NOT NULL,
    critical BIGINT NOT NULL,
    high BIGINT NOT NULL,
    medium BIGINT NOT NULL,
    low BIGINT NOT NULL,
    unrated BIGINT NOT NULL,
    policies BIGINT NOT NULL,
    -- Places of which something was not, or could not be, checked; and one more where the machine did not tell all, or its policy waits.
    unchecked BIGINT NOT NULL,
    -- Of these places, those with a release that could not be held against the advisories.
    releases BIGINT NOT NULL
);

-- When that was counted, in seconds since 1970; NULL for never.
ALTER TABLE organisation ADD COLUMN verdicts_counted BIGINT;

-- Which machines a token let in.
CREATE INDEX machine_by_token ON machine (token);
