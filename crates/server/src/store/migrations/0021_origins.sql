-- Where a release was when it was first seen; NULL where that is not known: it was seen before this was noted.
ALTER TABLE release ADD COLUMN first_machine INTEGER REFERENCES machine (id);
ALTER TABLE release ADD COLUMN first_path INTEGER REFERENCES path (id);
-- Where a site has a release from, by a number (`store/origins.rs`); 0 where that is not known.
ALTER TABLE site_release ADD COLUMN origin BIGINT NOT NULL DEFAULT 0;
