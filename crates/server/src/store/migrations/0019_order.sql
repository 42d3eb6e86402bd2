-- Findings by when they were opened, of those that are open, accepted or closed.
DROP INDEX release_finding_by_opened;
DROP INDEX site_finding_by_opened;
CREATE INDEX release_finding_by_opened ON release_finding (organisation, status, opened, id);
CREATE INDEX site_finding_by_opened ON site_finding (organisation, status, opened, id);
