-- What is rare is in an index of its own, which says of whom it is: pages that say what is not known read nothing else.
DROP INDEX machine_unclear;
CREATE INDEX machine_unclear ON machine (organisation, status, machine_group) WHERE reported = 0 OR problems > 0 OR left_out > 0;
CREATE INDEX machine_to_tell ON machine (organisation, status, machine_group) WHERE state IS NULL;
CREATE INDEX site_missing ON site (organisation) WHERE contents IS NULL;
DROP INDEX machine_silent;
CREATE INDEX machine_silent ON machine (organisation, status, machine_group) WHERE silent IS NOT NULL;

-- Which groups ever went by a bundle: what was found by it and is closed is theirs alone to see.
CREATE TABLE bundle_group (
    bundle INTEGER NOT NULL REFERENCES bundle (id),
    machine_group INTEGER NOT NULL REFERENCES machine_group (id),
    PRIMARY KEY (bundle, machine_group)
);
INSERT INTO bundle_group (bundle, machine_group) SELECT bundle, machine_group FROM group_bundle WHERE bundle IS NOT NULL
    UNION SELECT next_bundle, machine_group FROM group_bundle WHERE next_bundle IS NOT NULL;
