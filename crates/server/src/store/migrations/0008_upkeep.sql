-- Passwords that were tried for a user from an address: a network of IPv6.
CREATE TABLE password_attempt (
    account INTEGER NOT NULL REFERENCES account (id),
    origin TEXT NOT NULL,
    -- Wrong ones since the last right one, until when none is looked at, when one was tried last, and when a right one was.
    failed BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    tried BIGINT NOT NULL,
    right_at BIGINT,
    PRIMARY KEY (account, origin)
);

-- What one server at a time does: it has it until then.
CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    until BIGINT NOT NULL
);

-- What goes when it is old.
-- Which contents some history names.
CREATE INDEX machine_site_past_by_site ON machine_site_past (site);
CREATE INDEX event_by_received ON event (received);
CREATE INDEX release_finding_by_closed ON release_finding (closed) WHERE status = 'closed';
CREATE INDEX site_finding_by_closed ON site_finding (closed) WHERE status = 'closed';
CREATE INDEX audit_by_time ON audit (made);
CREATE INDEX notice_by_time ON notice (time);

-- Of what something could not be checked, also where something was found.
CREATE INDEX release_judgement_in_part ON release_judgement (organisation, release) WHERE reason <> '';
CREATE INDEX site_judgement_in_part ON site_judgement (organisation, site) WHERE unchecked > 0;
