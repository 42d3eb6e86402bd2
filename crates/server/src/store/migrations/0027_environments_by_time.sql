-- Environments in the order in which they came.
CREATE INDEX environment_by_since ON environment (since, machine, path);
