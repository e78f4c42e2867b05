-- Users, groups and managed policies. What hangs on them moves their row version, so that a deletion never leaves an orphan.
CREATE TABLE iam_users (
  account_id VARCHAR(12) NOT NULL CONSTRAINT fk_iam_users_account REFERENCES accounts (account_id),
  user_id VARCHAR(32) NOT NULL,
  name_key VARCHAR(128) NOT NULL,
  user_name VARCHAR(128) NOT NULL,
  path VARCHAR(512) NOT NULL,
  permissions_boundary VARCHAR(2048) NULL,
  tags TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_iam_users PRIMARY KEY (account_id, user_id)
);
CREATE UNIQUE INDEX ux_iam_users_name ON iam_users (account_id, name_key);

CREATE TABLE iam_groups (
  account_id VARCHAR(12) NOT NULL CONSTRAINT fk_iam_groups_account REFERENCES accounts (account_id),
  group_id VARCHAR(32) NOT NULL,
  name_key VARCHAR(128) NOT NULL,
  group_name VARCHAR(128) NOT NULL,
  path VARCHAR(512) NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_iam_groups PRIMARY KEY (account_id, group_id)
);
CREATE UNIQUE INDEX ux_iam_groups_name ON iam_groups (account_id, name_key);

CREATE TABLE group_members (
  account_id VARCHAR(12) NOT NULL,
  group_id VARCHAR(32) NOT NULL,
  user_id VARCHAR(32) NOT NULL,
  CONSTRAINT pk_group_members PRIMARY KEY (account_id, group_id, user_id),
  CONSTRAINT fk_group_members_group FOREIGN KEY (account_id, group_id) REFERENCES iam_groups (account_id, group_id),
  CONSTRAINT fk_group_members_user FOREIGN KEY (account_id, user_id) REFERENCES iam_users (account_id, user_id)
);
CREATE INDEX ix_group_members_user ON group_members (account_id, user_id);

CREATE TABLE managed_policies (
  account_id VARCHAR(12) NOT NULL CONSTRAINT fk_managed_policies_account REFERENCES accounts (account_id),
  policy_id VARCHAR(32) NOT NULL,
  name_key VARCHAR(128) NOT NULL,
  policy_name VARCHAR(128) NOT NULL,
  path VARCHAR(512) NOT NULL,
  description VARCHAR(1000) NULL,
  default_version INT NOT NULL,
  last_version INT NOT NULL,
  tags TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_managed_policies PRIMARY KEY (account_id, policy_id)
);
CREATE UNIQUE INDEX ux_managed_policies_name ON managed_policies (account_id, name_key);

CREATE TABLE managed_policy_versions (
  account_id VARCHAR(12) NOT NULL,
  policy_id VARCHAR(32) NOT NULL,
  version_number INT NOT NULL,
  policy_document TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT pk_managed_policy_versions PRIMARY KEY (account_id, policy_id, version_number),
  CONSTRAINT fk_managed_policy_versions_policy FOREIGN KEY (account_id, policy_id) REFERENCES managed_policies (account_id, policy_id) ON DELETE CASCADE
);

-- No foreign keys: an owner is a user, a group or a role, and the gateway's own policies have no row. policy_usage: 1 gives permissions, 2 bounds them.
CREATE TABLE policy_attachments (
  account_id VARCHAR(12) NOT NULL,
  owner_id VARCHAR(32) NOT NULL,
  policy_usage SMALLINT NOT NULL,
  policy_id VARCHAR(32) NOT NULL,
  name_key VARCHAR(128) NOT NULL,
  policy_name VARCHAR(128) NOT NULL,
  policy_arn VARCHAR(2048) NOT NULL,
  CONSTRAINT pk_policy_attachments PRIMARY KEY (account_id, owner_id, policy_usage, policy_id)
);
CREATE INDEX ix_policy_attachments_policy ON policy_attachments (account_id, policy_id, policy_usage, owner_id);
