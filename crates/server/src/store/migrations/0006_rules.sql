-- Machines that never reported, or told that they could not read or tell all: what is not known is counted.
CREATE INDEX machine_unclear ON machine (organisation) WHERE reported = 0 OR problems > 0 OR left_out > 0;

-- Whose a machine is, and what it is called by: what administrators say, never the machine itself. Tags are words with spaces between and around.
ALTER TABLE machine ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE machine ADD COLUMN tags TEXT NOT NULL DEFAULT '';
-- How it came into its group: token, rule or hand. What was done by hand, no rule undoes.
ALTER TABLE machine ADD COLUMN placed TEXT NOT NULL DEFAULT 'token';
-- The version of the rules that it was held against; 0 where that is to be done again.
ALTER TABLE machine ADD COLUMN ruled BIGINT NOT NULL DEFAULT 0;
CREATE INDEX machine_by_ruled ON machine (organisation, ruled);
-- What machines get that are enrolled with it.
ALTER TABLE enrolment_token ADD COLUMN tags TEXT NOT NULL DEFAULT '';

-- Which machines come into which group, for an organisation.
CREATE TABLE group_rules (
    organisation INTEGER PRIMARY KEY REFERENCES organisation (id),
    -- Grows with each change.
    version BIGINT NOT NULL,
    -- The rules in their order, JSON.
    rules TEXT NOT NULL,
    changed BIGINT NOT NULL,
    changed_by TEXT NOT NULL
);
