-- The hour in which a machine was seen, for the index: one that checks in again changes no index until the next hour. PostgreSQL then writes
-- the row anew and none of a dozen indexes; by the second, each check-in would write them all.
ALTER TABLE machine ADD COLUMN seen_hour BIGINT NOT NULL DEFAULT 0;
UPDATE machine SET seen_hour = seen / 3600;
DROP INDEX machine_by_seen;
CREATE INDEX machine_by_seen ON machine (organisation, seen_hour);
