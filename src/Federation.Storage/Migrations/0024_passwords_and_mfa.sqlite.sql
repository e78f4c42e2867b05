-- Passwords as hashes (PHC strings), and virtual MFA devices. No foreign key from a device to its owner: the owner may be root, which has no row.
CREATE TABLE password_policies (
  account_id VARCHAR(12) NOT NULL CONSTRAINT pk_password_policies PRIMARY KEY CONSTRAINT fk_password_policies_account REFERENCES accounts (account_id),
  minimum_length INT NOT NULL,
  require_symbols SMALLINT NOT NULL,
  require_numbers SMALLINT NOT NULL,
  require_uppercase SMALLINT NOT NULL,
  require_lowercase SMALLINT NOT NULL,
  allow_users_to_change SMALLINT NOT NULL,
  max_age_days INT NULL,
  reuse_prevention INT NULL,
  hard_expiry SMALLINT NULL
);

CREATE TABLE login_profiles (
  account_id VARCHAR(12) NOT NULL,
  user_id VARCHAR(32) NOT NULL,
  password_hash VARCHAR(256) NOT NULL,
  former_hashes TEXT NULL,
  reset_required SMALLINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  last_used_at BIGINT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_login_profiles PRIMARY KEY (account_id, user_id),
  CONSTRAINT fk_login_profiles_user FOREIGN KEY (account_id, user_id) REFERENCES iam_users (account_id, user_id)
);

CREATE TABLE mfa_devices (
  account_id VARCHAR(12) NOT NULL CONSTRAINT fk_mfa_devices_account REFERENCES accounts (account_id),
  device_id VARCHAR(32) NOT NULL,
  name_key VARCHAR(738) NOT NULL,
  path VARCHAR(512) NOT NULL,
  device_name VARCHAR(226) NOT NULL,
  sealed_seed BLOB NOT NULL,
  owner_id VARCHAR(32) NULL,
  enabled_at BIGINT NULL,
  last_step BIGINT NOT NULL,
  drift_steps INT NOT NULL,
  tags TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_mfa_devices PRIMARY KEY (account_id, device_id)
);
CREATE UNIQUE INDEX ux_mfa_devices_name ON mfa_devices (account_id, name_key);
CREATE INDEX ix_mfa_devices_owner ON mfa_devices (account_id, owner_id);
