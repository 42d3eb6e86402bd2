-- How many machines have each version of the package, as it was counted last with it: the row of the release, a colon and the number, with commas between.
-- A row for each version and group would be millions. '' until it is counted again, and what is not in it was not counted yet, which is not that nobody has it.
ALTER TABLE package_count ADD COLUMN of_versions TEXT NOT NULL DEFAULT '';
