-- States of SAML metadata that is fetched from URLs, and recorded logins.
CREATE TABLE saml_metadata_states (
  account_id VARCHAR(12) NOT NULL,
  provider_name_key VARCHAR(128) NOT NULL,
  refresh_history TEXT NOT NULL,
  next_refresh_at BIGINT NULL,
  claimed_until BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_saml_metadata_states PRIMARY KEY (account_id, provider_name_key),
  CONSTRAINT fk_saml_metadata_states_provider FOREIGN KEY (account_id, provider_name_key) REFERENCES saml_providers (account_id, name_key) ON DELETE CASCADE
);
CREATE INDEX ix_saml_metadata_states_due ON saml_metadata_states (next_refresh_at);

-- No foreign key: a trace outlives its provider until it is too old.
CREATE TABLE login_traces (
  account_id VARCHAR(12) NOT NULL,
  trace_id VARCHAR(36) NOT NULL CONSTRAINT pk_login_traces PRIMARY KEY,
  provider_arn VARCHAR(256) NULL,
  outcome VARCHAR(32) NOT NULL,
  started_at BIGINT NOT NULL,
  sealed_trace BLOB NOT NULL
);
CREATE INDEX ix_login_traces_account ON login_traces (account_id, trace_id);
CREATE INDEX ix_login_traces_provider ON login_traces (provider_arn, trace_id);
CREATE INDEX ix_login_traces_started ON login_traces (started_at);
