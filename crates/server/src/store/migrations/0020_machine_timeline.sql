-- What happened to a machine is told by time, from wherever it is kept: what was done to it, and what people were told of it.
CREATE INDEX audit_by_object ON audit (organisation, object, made, id);
CREATE INDEX notice_by_machine ON notice (machine, kind, time, id) WHERE machine IS NOT NULL;
