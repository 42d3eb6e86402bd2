-- A distribution as machines tell it, once in an organisation, however many sites have it: where its details differ, it is another one.
CREATE TABLE distribution (
    id INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    -- The SHA-256 of the organisation and of what it is, by which many are looked for at once.
    digest BYTEA NOT NULL UNIQUE,
    -- What it is, but for whether it was asked for, which each site says: JSON, compressed.
    body BYTEA NOT NULL,
    -- When a site that has it came last, to within half a day.
    used BIGINT NOT NULL
);

-- `site.contents` is a list of these from now on; what was kept before stays as it was.
