-- How many machines have a package, and in how many versions, as it was counted last: lists are in order by it. For each group that has it, and, as group
-- 0, for all of the organisation. What has no row was not counted yet, which is not that nobody has it.
CREATE TABLE package_count (
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    machine_group INTEGER NOT NULL,
    -- The normalised name (PEP 503).
    name TEXT COLLATE "binary" NOT NULL,
    machines BIGINT NOT NULL,
    versions BIGINT NOT NULL,
    PRIMARY KEY (organisation, machine_group, name)
);
CREATE INDEX package_count_by_machines ON package_count (organisation, machine_group, machines DESC, name COLLATE "binary");
CREATE INDEX package_count_by_versions ON package_count (organisation, machine_group, versions DESC, name COLLATE "binary");

-- When that was counted, in seconds since 1970; NULL for never.
ALTER TABLE organisation ADD COLUMN packages_counted BIGINT;
