-- A letter knows its group, so that groups need no look at each letter's job. What was there before gets it in 0037, in
-- a transaction of its own: this one holds its locks for a moment alone.

ALTER TABLE gatehouse.dead_letter ADD COLUMN group_id text;

-- A job stays what it is; a letter that dies again may have another cause.
CREATE FUNCTION gatehouse.set_letter_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT console.dead_letter_group_id(NEW.root_cause, NEW.fingerprint, j.destination_id, j.path)
      INTO NEW.group_id FROM gatehouse.job_execution j WHERE j.id = NEW.job_id;
    RETURN NEW;
END $$;
CREATE TRIGGER set_group BEFORE INSERT OR UPDATE OF root_cause, fingerprint ON gatehouse.dead_letter
    FOR EACH ROW EXECUTE FUNCTION gatehouse.set_letter_group();

-- Whose letters the group had when something was said of it: it outlives them, and is not for others to read. NULL: not
-- known, for it was said before there were these.
ALTER TABLE gatehouse.dead_letter_group ADD COLUMN tenants text[], ADD COLUMN sources text[];
