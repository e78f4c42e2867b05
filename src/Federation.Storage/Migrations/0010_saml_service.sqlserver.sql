-- States of SAML metadata that is fetched from URLs, and recorded logins.
CREATE TABLE saml_metadata_states (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
  provider_name_key NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  refresh_history NVARCHAR(MAX) NOT NULL,
  next_refresh_at BIGINT NULL,
  claimed_until BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_saml_metadata_states PRIMARY KEY (account_id, provider_name_key),
  CONSTRAINT fk_saml_metadata_states_provider FOREIGN KEY (account_id, provider_name_key) REFERENCES saml_providers (account_id, name_key) ON DELETE CASCADE
);
GO
CREATE INDEX ix_saml_metadata_states_due ON saml_metadata_states (next_refresh_at);
GO

-- No foreign key: a trace outlives its provider until it is too old.
CREATE TABLE login_traces (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
  trace_id VARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_login_traces PRIMARY KEY,
  provider_arn NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NULL,
  outcome VARCHAR(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
  started_at BIGINT NOT NULL,
  sealed_trace VARBINARY(MAX) NOT NULL
);
GO
CREATE INDEX ix_login_traces_account ON login_traces (account_id, trace_id);
GO
CREATE INDEX ix_login_traces_provider ON login_traces (provider_arn, trace_id);
GO
CREATE INDEX ix_login_traces_started ON login_traces (started_at);
