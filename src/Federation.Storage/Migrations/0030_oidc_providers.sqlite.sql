-- OpenID Connect providers. A URL has no scheme and compares to the letter, as issuers do.
CREATE TABLE oidc_providers (
  account_id VARCHAR(12) NOT NULL CONSTRAINT fk_oidc_providers_account REFERENCES accounts (account_id),
  provider_url VARCHAR(256) NOT NULL,
  provider_id VARCHAR(64) NOT NULL,
  client_ids TEXT NULL,
  thumbprints TEXT NULL,
  tags TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_oidc_providers PRIMARY KEY (account_id, provider_url)
);
CREATE UNIQUE INDEX ux_oidc_providers_id ON oidc_providers (provider_id);
