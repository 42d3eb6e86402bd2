-- Exceptions in the order of their last days.
CREATE INDEX policy_exception_by_end ON policy_exception (organisation, last_day COLLATE "binary", id);
