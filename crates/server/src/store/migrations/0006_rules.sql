-- Machines that never reported, or told that they could not read or tell all: what is not known is counted.
CREATE INDEX machine_unclear ON machine (organisation) WHERE reported = 0 OR problems > 0 OR left_out > 0;
