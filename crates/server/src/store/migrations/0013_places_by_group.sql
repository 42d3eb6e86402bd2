-- The group of a place's machine, beside it: whether a group has something is asked once for each site, not for each machine that has it.
-- Who moves a machine moves its places (regroup.rs).
ALTER TABLE machine_site ADD COLUMN machine_group INTEGER NOT NULL DEFAULT 0;
UPDATE machine_site SET machine_group = (SELECT m.machine_group FROM machine m WHERE m.id = machine_site.machine);
CREATE INDEX machine_site_by_group ON machine_site (site, machine_group, machine, path);

-- The order in which pages of a preview's places go, with all that they need of it.
CREATE INDEX preview_finding_in_order ON preview_finding
    (preview, package COLLATE "binary", version COLLATE "binary", site, setting, change);
-- What a machine's sites have of it: with all that is counted, or SQLite takes the index above and reads all of it for each site.
DROP INDEX preview_finding_by_site;
CREATE INDEX preview_finding_by_site ON preview_finding (preview, site, setting, change, package, version);
