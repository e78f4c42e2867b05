-- Every call writes here: each index less is a page less in its transaction. What tells resources apart is the table itself; an event is found by the time that its id holds;
-- and nothing removes single events: whoever thins out the trail by hand removes the resources of the same account and time with them.
CREATE TABLE audit_resources_by_key (
  account_id VARCHAR(12) NOT NULL,
  resource_hash BLOB NOT NULL,
  event_time BIGINT NOT NULL,
  audit_id BIGINT NOT NULL,
  CONSTRAINT pk_audit_resources PRIMARY KEY (account_id, resource_hash, event_time, audit_id)
) WITHOUT ROWID;
INSERT INTO audit_resources_by_key (account_id, resource_hash, event_time, audit_id)
SELECT account_id, resource_hash, event_time, audit_id FROM audit_resources ORDER BY account_id, resource_hash, event_time, audit_id;
DROP TABLE audit_resources;
ALTER TABLE audit_resources_by_key RENAME TO audit_resources;
DROP INDEX ux_audit_events_event;
