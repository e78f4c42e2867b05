-- Reports that are made in the background. report_state: 1 being made, 2 done, 3 failed.
CREATE TABLE report_jobs (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT fk_report_jobs_account REFERENCES accounts (account_id),
  job_id VARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
  report_state SMALLINT NOT NULL,
  parameters NVARCHAR(MAX) NULL,
  started_at BIGINT NOT NULL,
  completed_at BIGINT NULL,
  expires_at BIGINT NOT NULL,
  content VARBINARY(MAX) NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_report_jobs PRIMARY KEY (account_id, job_id)
);
GO
CREATE INDEX ix_report_jobs_expiry ON report_jobs (expires_at);
GO

-- The last call of each operation by each user and role: written in batches. It outlives its principal, so there is no foreign key to it.
CREATE TABLE last_accesses (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT fk_last_accesses_account REFERENCES accounts (account_id),
  principal_id VARCHAR(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
  service_name VARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  operation_name VARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  accessed_at BIGINT NOT NULL,
  region VARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  CONSTRAINT pk_last_accesses PRIMARY KEY (account_id, principal_id, service_name, operation_name)
);
GO
CREATE INDEX ix_last_accesses_time ON last_accesses (accessed_at);
GO
