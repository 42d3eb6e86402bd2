-- The environments of machines, as their newest reports tell. Kind, version, implementation and creator are the machine's words.
CREATE TABLE environment (
    machine INTEGER NOT NULL REFERENCES machine (id),
    -- The prefix.
    path INTEGER NOT NULL REFERENCES path (id),
    kind TEXT NOT NULL,
    python TEXT NOT NULL,
    implementation TEXT NOT NULL,
    creator TEXT NOT NULL,
    -- The rows of the paths of the sites that it sees, in its order, with spaces between.
    sites TEXT NOT NULL,
    -- Since when there is one at this prefix.
    since BIGINT NOT NULL,
    PRIMARY KEY (machine, path)
);
-- Those of an organisation are listed in their order.
CREATE INDEX machine_in_order ON machine (organisation, id);
-- Machines that reported before this are asked again.
UPDATE machine SET state = NULL;

-- 1 where its key was revoked: whatever becomes of it, that key is not trusted again.
ALTER TABLE machine ADD COLUMN untrusted BIGINT NOT NULL DEFAULT 0;
UPDATE machine SET untrusted = 1 WHERE status = 'revoked';

-- Which of a hundred parts of all machines it is in, by the first eight digits of its id: a policy that is staged for so many percent is for
-- the parts below that number.
ALTER TABLE machine ADD COLUMN share BIGINT NOT NULL DEFAULT 0;
WITH d (c, v) AS (VALUES ('0', 0), ('1', 1), ('2', 2), ('3', 3), ('4', 4), ('5', 5), ('6', 6), ('7', 7), ('8', 8), ('9', 9),
    ('a', 10), ('b', 11), ('c', 12), ('d', 13), ('e', 14), ('f', 15))
UPDATE machine SET share = COALESCE((
    -- The powers of 16, modulo 100.
    (SELECT v FROM d WHERE c = substr(name, 1, 1)) * 56 + (SELECT v FROM d WHERE c = substr(name, 2, 1)) * 16
    + (SELECT v FROM d WHERE c = substr(name, 3, 1)) * 76 + (SELECT v FROM d WHERE c = substr(name, 4, 1)) * 36
    + (SELECT v FROM d WHERE c = substr(name, 5, 1)) * 96 + (SELECT v FROM d WHERE c = substr(name, 6, 1)) * 56
    + (SELECT v FROM d WHERE c = substr(name, 7, 1)) * 16 + (SELECT v FROM d WHERE c = substr(name, 8, 1))
    ) % 100, 0);
