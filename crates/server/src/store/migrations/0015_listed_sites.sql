-- Whether the releases that a site holds are in site_release. Those of sites that no machine has any more are not, which most sites are that
-- ever were: whoever asks who has a release looks at each of them. They are there again when a machine has the site again.
ALTER TABLE site ADD COLUMN listed BIGINT NOT NULL DEFAULT 1;
CREATE INDEX site_listed ON site (id) WHERE listed = 1;

-- Since when no site lists a release, in seconds since 1970. It stays as long as what was on machines is kept.
ALTER TABLE release ADD COLUMN gone BIGINT;
