-- What happened to a machine, by when its sites began.
CREATE INDEX machine_site_past_by_since ON machine_site_past (machine, since, path) WHERE since < ended;
-- How many notices of a kind there are since a time.
CREATE INDEX notice_by_kind ON notice (organisation, kind, time);

-- What is looked through once, in the background: up to which row that was done, and to which one it goes.
CREATE TABLE walk (
    name TEXT PRIMARY KEY,
    reached BIGINT NOT NULL,
    last BIGINT NOT NULL
);
-- Sites that were listed before it was noted where they have releases from (`store/origin_walk.rs`).
INSERT INTO walk (name, reached, last) SELECT 'origins', 0, COALESCE(MAX(id), 0) FROM site;

-- What was done, by time: all of it, by whom, and of what kind. Of what was done to something there is an index.
DROP INDEX audit_by_organisation;
CREATE INDEX audit_in_order ON audit (organisation, made, id);
CREATE INDEX audit_by_who ON audit (organisation, who, made, id);
CREATE INDEX audit_by_action ON audit (organisation, action, made, id);
