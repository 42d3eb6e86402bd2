-- What a preview found of each release, counted once when it is done: nothing is counted when somebody looks.
CREATE TABLE preview_release (
    preview INTEGER NOT NULL REFERENCES preview (id),
    -- In the order of bytes, by which pages go.
    change TEXT COLLATE "binary" NOT NULL,
    package TEXT COLLATE "binary" NOT NULL,
    version TEXT COLLATE "binary" NOT NULL,
    -- A rule that refuses it, what that is about, and why.
    rule TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- In how many sites in their settings, and on how many machines of the group.
    sites BIGINT NOT NULL,
    machines BIGINT NOT NULL,
    PRIMARY KEY (preview, change, package, version)
);

-- How many machines of the group have it so.
ALTER TABLE preview_unchecked ADD COLUMN machines BIGINT NOT NULL DEFAULT 0;

-- What a machine's sites have of it.
CREATE INDEX preview_finding_by_site ON preview_finding (preview, site, setting);
-- Pages and counts go by the table above.
DROP INDEX preview_finding_by_change;

-- Previews of before are not counted. They are kept for a day only: who needs one asks again.
DELETE FROM preview_finding;
DELETE FROM preview_unchecked;
DELETE FROM job WHERE kind = 'preview';
DELETE FROM preview;
