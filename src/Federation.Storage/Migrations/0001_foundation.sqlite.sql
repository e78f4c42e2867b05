-- Instants are unix milliseconds, booleans 0 or 1, key columns compare by bytes (SQLite's default collation).
CREATE TABLE installation (
  id INTEGER NOT NULL CONSTRAINT pk_installation PRIMARY KEY,
  key_check BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT ck_installation_single CHECK (id = 1)
);

CREATE TABLE change_counter (
  id INTEGER NOT NULL CONSTRAINT pk_change_counter PRIMARY KEY,
  last_sequence BIGINT NOT NULL,
  CONSTRAINT ck_change_counter_single CHECK (id = 1)
);
INSERT INTO change_counter (id, last_sequence) VALUES (1, 0);

CREATE TABLE changes (
  scope VARCHAR(64) NOT NULL CONSTRAINT pk_changes PRIMARY KEY,
  last_sequence BIGINT NOT NULL
);
CREATE INDEX ix_changes_sequence ON changes (last_sequence);

CREATE TABLE ring_keys (
  key_id VARCHAR(64) NOT NULL CONSTRAINT pk_ring_keys PRIMARY KEY,
  purpose SMALLINT NOT NULL,
  algorithm VARCHAR(16) NOT NULL,
  key_state SMALLINT NOT NULL,
  sealed_material BLOB NOT NULL,
  certificate_der BLOB NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NULL,
  version BIGINT NOT NULL
);
-- One current and one next key of a purpose and algorithm: several nodes that make them at once agree on one.
CREATE UNIQUE INDEX ux_ring_keys_live ON ring_keys (purpose, algorithm, key_state) WHERE key_state < 3;

CREATE TABLE accounts (
  account_id VARCHAR(12) NOT NULL CONSTRAINT pk_accounts PRIMARY KEY,
  account_name VARCHAR(64) NOT NULL,
  email VARCHAR(128) NOT NULL,
  email_key VARCHAR(128) NOT NULL,
  account_state VARCHAR(32) NOT NULL,
  is_management SMALLINT NOT NULL,
  joined_method VARCHAR(16) NULL,
  joined_at BIGINT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX ux_accounts_email ON accounts (email_key);
CREATE UNIQUE INDEX ux_accounts_management ON accounts (is_management) WHERE is_management = 1;

CREATE TABLE organizations (
  id INTEGER NOT NULL CONSTRAINT pk_organizations PRIMARY KEY,
  organization_id VARCHAR(34) NOT NULL,
  management_account_id VARCHAR(12) NOT NULL CONSTRAINT fk_organizations_management REFERENCES accounts (account_id),
  root_id VARCHAR(34) NOT NULL,
  feature_set VARCHAR(32) NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT ck_organizations_single CHECK (id = 1)
);

CREATE TABLE create_account_requests (
  request_id VARCHAR(36) NOT NULL CONSTRAINT pk_create_account_requests PRIMARY KEY,
  account_name VARCHAR(64) NOT NULL,
  request_state VARCHAR(16) NOT NULL,
  account_id VARCHAR(12) NULL,
  failure_reason VARCHAR(64) NULL,
  requested_at BIGINT NOT NULL,
  completed_at BIGINT NULL
);

CREATE TABLE roles (
  account_id VARCHAR(12) NOT NULL CONSTRAINT fk_roles_account REFERENCES accounts (account_id),
  role_id VARCHAR(32) NOT NULL,
  name_key VARCHAR(128) NOT NULL,
  role_name VARCHAR(128) NOT NULL,
  path VARCHAR(512) NOT NULL,
  trust_policy TEXT NOT NULL,
  description VARCHAR(1000) NULL,
  max_session_duration INT NOT NULL,
  permissions_boundary VARCHAR(2048) NULL,
  tags TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_roles PRIMARY KEY (account_id, role_id)
);
CREATE UNIQUE INDEX ux_roles_name ON roles (account_id, name_key);

CREATE TABLE inline_policies (
  account_id VARCHAR(12) NOT NULL CONSTRAINT fk_inline_policies_account REFERENCES accounts (account_id),
  owner_id VARCHAR(32) NOT NULL,
  name_key VARCHAR(128) NOT NULL,
  policy_name VARCHAR(128) NOT NULL,
  policy_document TEXT NOT NULL,
  CONSTRAINT pk_inline_policies PRIMARY KEY (account_id, owner_id, name_key)
);

CREATE TABLE saml_providers (
  account_id VARCHAR(12) NOT NULL CONSTRAINT fk_saml_providers_account REFERENCES accounts (account_id),
  name_key VARCHAR(128) NOT NULL,
  provider_name VARCHAR(128) NOT NULL,
  provider_id VARCHAR(64) NOT NULL,
  metadata_document TEXT NOT NULL,
  entity_id VARCHAR(1024) NOT NULL,
  entity_id_hash BLOB NOT NULL,
  valid_until BIGINT NULL,
  tags TEXT NOT NULL,
  settings TEXT NOT NULL,
  listed SMALLINT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_saml_providers PRIMARY KEY (account_id, name_key)
);
CREATE UNIQUE INDEX ux_saml_providers_id ON saml_providers (provider_id);
CREATE INDEX ix_saml_providers_entity ON saml_providers (entity_id_hash);
CREATE INDEX ix_saml_providers_listed ON saml_providers (listed, name_key, account_id);

CREATE TABLE saml_mail_domains (
  account_id VARCHAR(12) NOT NULL,
  provider_name_key VARCHAR(128) NOT NULL,
  domain VARCHAR(255) NOT NULL CONSTRAINT pk_saml_mail_domains PRIMARY KEY,
  CONSTRAINT fk_saml_mail_domains_provider FOREIGN KEY (account_id, provider_name_key) REFERENCES saml_providers (account_id, name_key) ON DELETE CASCADE
);
CREATE INDEX ix_saml_mail_domains_provider ON saml_mail_domains (account_id, provider_name_key);

CREATE TABLE access_keys (
  account_id VARCHAR(12) NOT NULL CONSTRAINT fk_access_keys_account REFERENCES accounts (account_id),
  access_key_id VARCHAR(128) NOT NULL CONSTRAINT pk_access_keys PRIMARY KEY,
  user_id VARCHAR(32) NULL,
  sealed_secret BLOB NOT NULL,
  key_status VARCHAR(16) NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX ix_access_keys_user ON access_keys (account_id, user_id, created_at);

CREATE TABLE role_mappings (
  account_id VARCHAR(12) NOT NULL CONSTRAINT fk_role_mappings_account REFERENCES accounts (account_id),
  name_key VARCHAR(128) NOT NULL,
  mapping_name VARCHAR(128) NOT NULL,
  provider_arn VARCHAR(256) NOT NULL,
  document_version INT NOT NULL,
  CONSTRAINT pk_role_mappings PRIMARY KEY (account_id, name_key)
);
CREATE INDEX ix_role_mappings_provider ON role_mappings (account_id, provider_arn, name_key);

CREATE TABLE role_mapping_versions (
  account_id VARCHAR(12) NOT NULL,
  name_key VARCHAR(128) NOT NULL,
  document_version INT NOT NULL,
  mapping_name VARCHAR(128) NOT NULL,
  provider_arn VARCHAR(256) NOT NULL,
  mapping_document TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  CONSTRAINT pk_role_mapping_versions PRIMARY KEY (account_id, name_key, document_version),
  CONSTRAINT fk_role_mapping_versions_mapping FOREIGN KEY (account_id, name_key) REFERENCES role_mappings (account_id, name_key) ON DELETE CASCADE
);

-- The trail outlives its account, so there is no foreign key. audit_id is the order of writing; room for chained digests.
CREATE TABLE audit_events (
  account_id VARCHAR(12) NOT NULL,
  audit_id INTEGER NOT NULL CONSTRAINT pk_audit_events PRIMARY KEY AUTOINCREMENT,
  event_id VARCHAR(36) NOT NULL,
  event_time BIGINT NOT NULL,
  event_source VARCHAR(128) NOT NULL,
  event_name VARCHAR(128) NOT NULL,
  read_only SMALLINT NOT NULL,
  user_name VARCHAR(256) NULL,
  access_key_id VARCHAR(128) NULL,
  error_code VARCHAR(128) NULL,
  resources TEXT NULL,
  event_json TEXT NOT NULL
);
CREATE UNIQUE INDEX ux_audit_events_event ON audit_events (account_id, event_id);
CREATE INDEX ix_audit_events_time ON audit_events (account_id, event_time, audit_id);
CREATE INDEX ix_audit_events_name ON audit_events (account_id, event_name, event_time, audit_id);
CREATE INDEX ix_audit_events_user ON audit_events (account_id, user_name, event_time, audit_id);
CREATE INDEX ix_audit_events_key ON audit_events (account_id, access_key_id, event_time, audit_id);

CREATE TABLE audit_resources (
  account_id VARCHAR(12) NOT NULL,
  resource_hash BLOB NOT NULL,
  event_time BIGINT NOT NULL,
  audit_id BIGINT NOT NULL CONSTRAINT fk_audit_resources_event REFERENCES audit_events (audit_id) ON DELETE CASCADE,
  CONSTRAINT pk_audit_resources PRIMARY KEY (account_id, resource_hash, event_time, audit_id)
);
CREATE INDEX ix_audit_resources_event ON audit_resources (audit_id);

CREATE TABLE one_time_uses (
  use_key BLOB NOT NULL CONSTRAINT pk_one_time_uses PRIMARY KEY,
  holder_hash BLOB NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX ix_one_time_uses_expiry ON one_time_uses (expires_at);

CREATE TABLE revocations (
  account_id VARCHAR(12) NOT NULL,
  kind SMALLINT NOT NULL,
  target_hash BLOB NOT NULL,
  target VARCHAR(2048) NOT NULL,
  issued_before BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  CONSTRAINT pk_revocations PRIMARY KEY (account_id, kind, target_hash)
);
CREATE INDEX ix_revocations_expiry ON revocations (expires_at);
