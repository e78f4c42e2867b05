-- Instants are unix milliseconds, booleans 0 or 1, key columns compare by code unit. Generated ids are VARCHAR, what people write is NVARCHAR.
CREATE TABLE installation (
  id INT NOT NULL CONSTRAINT pk_installation PRIMARY KEY,
  key_check VARBINARY(MAX) NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT ck_installation_single CHECK (id = 1)
);
GO

CREATE TABLE change_counter (
  id INT NOT NULL CONSTRAINT pk_change_counter PRIMARY KEY,
  last_sequence BIGINT NOT NULL,
  CONSTRAINT ck_change_counter_single CHECK (id = 1)
);
GO
INSERT INTO change_counter (id, last_sequence) VALUES (1, 0);
GO

CREATE TABLE changes (
  scope VARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_changes PRIMARY KEY,
  last_sequence BIGINT NOT NULL
);
GO
CREATE INDEX ix_changes_sequence ON changes (last_sequence);
GO

CREATE TABLE ring_keys (
  key_id VARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_ring_keys PRIMARY KEY,
  purpose SMALLINT NOT NULL,
  algorithm VARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
  key_state SMALLINT NOT NULL,
  sealed_material VARBINARY(MAX) NOT NULL,
  certificate_der VARBINARY(MAX) NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NULL,
  version BIGINT NOT NULL
);
GO
-- One current and one next key of a purpose and algorithm: several nodes that make them at once agree on one.
CREATE UNIQUE INDEX ux_ring_keys_live ON ring_keys (purpose, algorithm, key_state) WHERE key_state < 3;
GO

CREATE TABLE accounts (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_accounts PRIMARY KEY,
  account_name NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  email NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  email_key NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  account_state VARCHAR(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
  is_management SMALLINT NOT NULL,
  joined_method VARCHAR(16) COLLATE Latin1_General_100_BIN2 NULL,
  joined_at BIGINT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
GO
CREATE UNIQUE INDEX ux_accounts_email ON accounts (email_key);
GO
CREATE UNIQUE INDEX ux_accounts_management ON accounts (is_management) WHERE is_management = 1;
GO

CREATE TABLE organizations (
  id INT NOT NULL CONSTRAINT pk_organizations PRIMARY KEY,
  organization_id VARCHAR(34) COLLATE Latin1_General_100_BIN2 NOT NULL,
  management_account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT fk_organizations_management REFERENCES accounts (account_id),
  root_id VARCHAR(34) COLLATE Latin1_General_100_BIN2 NOT NULL,
  feature_set VARCHAR(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT ck_organizations_single CHECK (id = 1)
);
GO

CREATE TABLE create_account_requests (
  request_id VARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_create_account_requests PRIMARY KEY,
  account_name NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  request_state VARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NULL,
  failure_reason VARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
  requested_at BIGINT NOT NULL,
  completed_at BIGINT NULL
);
GO

CREATE TABLE roles (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT fk_roles_account REFERENCES accounts (account_id),
  role_id VARCHAR(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
  name_key NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  role_name NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  path NVARCHAR(512) COLLATE Latin1_General_100_BIN2 NOT NULL,
  trust_policy NVARCHAR(MAX) NOT NULL,
  description NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NULL,
  max_session_duration INT NOT NULL,
  permissions_boundary NVARCHAR(2048) COLLATE Latin1_General_100_BIN2 NULL,
  tags NVARCHAR(MAX) NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_roles PRIMARY KEY (account_id, role_id)
);
GO
CREATE UNIQUE INDEX ux_roles_name ON roles (account_id, name_key);
GO

CREATE TABLE inline_policies (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT fk_inline_policies_account REFERENCES accounts (account_id),
  owner_id VARCHAR(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
  name_key NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  policy_name NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  policy_document NVARCHAR(MAX) NOT NULL,
  CONSTRAINT pk_inline_policies PRIMARY KEY (account_id, owner_id, name_key)
);
GO

CREATE TABLE saml_providers (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT fk_saml_providers_account REFERENCES accounts (account_id),
  name_key NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  provider_name NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  provider_id VARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  metadata_document NVARCHAR(MAX) NOT NULL,
  entity_id NVARCHAR(1024) COLLATE Latin1_General_100_BIN2 NOT NULL,
  entity_id_hash VARBINARY(32) NOT NULL,
  valid_until BIGINT NULL,
  tags NVARCHAR(MAX) NOT NULL,
  settings NVARCHAR(MAX) NOT NULL,
  listed SMALLINT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_saml_providers PRIMARY KEY (account_id, name_key)
);
GO
CREATE UNIQUE INDEX ux_saml_providers_id ON saml_providers (provider_id);
GO
CREATE INDEX ix_saml_providers_entity ON saml_providers (entity_id_hash);
GO
CREATE INDEX ix_saml_providers_listed ON saml_providers (listed, name_key, account_id);
GO

CREATE TABLE saml_mail_domains (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
  provider_name_key NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  domain NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_saml_mail_domains PRIMARY KEY,
  CONSTRAINT fk_saml_mail_domains_provider FOREIGN KEY (account_id, provider_name_key) REFERENCES saml_providers (account_id, name_key) ON DELETE CASCADE
);
GO
CREATE INDEX ix_saml_mail_domains_provider ON saml_mail_domains (account_id, provider_name_key);
GO

CREATE TABLE access_keys (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT fk_access_keys_account REFERENCES accounts (account_id),
  access_key_id NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_access_keys PRIMARY KEY,
  user_id VARCHAR(32) COLLATE Latin1_General_100_BIN2 NULL,
  sealed_secret VARBINARY(MAX) NOT NULL,
  key_status VARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
  created_at BIGINT NOT NULL
);
GO
CREATE INDEX ix_access_keys_user ON access_keys (account_id, user_id, created_at);
GO

CREATE TABLE role_mappings (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT fk_role_mappings_account REFERENCES accounts (account_id),
  name_key NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  mapping_name NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  provider_arn NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
  document_version INT NOT NULL,
  CONSTRAINT pk_role_mappings PRIMARY KEY (account_id, name_key)
);
GO
CREATE INDEX ix_role_mappings_provider ON role_mappings (account_id, provider_arn, name_key);
GO

CREATE TABLE role_mapping_versions (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
  name_key NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  document_version INT NOT NULL,
  mapping_name NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  provider_arn NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
  mapping_document NVARCHAR(MAX) NOT NULL,
  updated_at BIGINT NOT NULL,
  CONSTRAINT pk_role_mapping_versions PRIMARY KEY (account_id, name_key, document_version),
  CONSTRAINT fk_role_mapping_versions_mapping FOREIGN KEY (account_id, name_key) REFERENCES role_mappings (account_id, name_key) ON DELETE CASCADE
);
GO

-- The trail outlives its account, so there is no foreign key. audit_id is the order of writing; room for chained digests.
CREATE TABLE audit_events (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
  audit_id BIGINT IDENTITY(1,1) NOT NULL CONSTRAINT pk_audit_events PRIMARY KEY,
  event_id VARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
  event_time BIGINT NOT NULL,
  event_source NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  event_name NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  read_only SMALLINT NOT NULL,
  user_name NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NULL,
  access_key_id NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NULL,
  error_code NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NULL,
  resources NVARCHAR(MAX) NULL,
  event_json NVARCHAR(MAX) NOT NULL
);
GO
CREATE UNIQUE INDEX ux_audit_events_event ON audit_events (account_id, event_id);
GO
CREATE INDEX ix_audit_events_time ON audit_events (account_id, event_time, audit_id);
GO
CREATE INDEX ix_audit_events_name ON audit_events (account_id, event_name, event_time, audit_id);
GO
CREATE INDEX ix_audit_events_user ON audit_events (account_id, user_name, event_time, audit_id);
GO
CREATE INDEX ix_audit_events_key ON audit_events (account_id, access_key_id, event_time, audit_id);
GO

CREATE TABLE audit_resources (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
  resource_hash VARBINARY(32) NOT NULL,
  event_time BIGINT NOT NULL,
  audit_id BIGINT NOT NULL CONSTRAINT fk_audit_resources_event REFERENCES audit_events (audit_id) ON DELETE CASCADE,
  CONSTRAINT pk_audit_resources PRIMARY KEY (account_id, resource_hash, event_time, audit_id)
);
GO
CREATE INDEX ix_audit_resources_event ON audit_resources (audit_id);
GO

CREATE TABLE one_time_uses (
  use_key VARBINARY(32) NOT NULL CONSTRAINT pk_one_time_uses PRIMARY KEY,
  holder_hash VARBINARY(32) NULL,
  expires_at BIGINT NOT NULL
);
GO
CREATE INDEX ix_one_time_uses_expiry ON one_time_uses (expires_at);
GO

CREATE TABLE revocations (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
  kind SMALLINT NOT NULL,
  target_hash VARBINARY(32) NOT NULL,
  target NVARCHAR(2048) COLLATE Latin1_General_100_BIN2 NOT NULL,
  issued_before BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  CONSTRAINT pk_revocations PRIMARY KEY (account_id, kind, target_hash)
);
GO
CREATE INDEX ix_revocations_expiry ON revocations (expires_at);
