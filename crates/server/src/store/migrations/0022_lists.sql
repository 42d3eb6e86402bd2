-- What happened to a machine, by when its sites began.
CREATE INDEX machine_site_past_by_since ON machine_site_past (machine, since, path) WHERE since < ended;
-- How many notices of a kind there are since a time.
CREATE INDEX notice_by_kind ON notice (organisation, kind, time);
