-- The resources are clustered by their key already. The unique index of event ids stays here: a commit whose answer was lost is tried again, and must not write its records twice.
ALTER TABLE audit_resources DROP CONSTRAINT fk_audit_resources_event;
GO
DROP INDEX ix_audit_resources_event ON audit_resources;
GO
