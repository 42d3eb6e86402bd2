-- What machines of a small group have is looked at first, and then what is asked of it: without that, whoever sees such a group alone waits
-- until all that others have was looked through.
CREATE INDEX machine_site_of_group ON machine_site (machine_group, site);
