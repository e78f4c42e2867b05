-- OpenID Connect providers. A URL has no scheme and compares to the letter, as issuers do.
CREATE TABLE oidc_providers (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT fk_oidc_providers_account REFERENCES accounts (account_id),
  provider_url NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
  provider_id VARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  client_ids NVARCHAR(MAX) NULL,
  thumbprints NVARCHAR(MAX) NULL,
  tags NVARCHAR(MAX) NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_oidc_providers PRIMARY KEY (account_id, provider_url)
);
GO
CREATE UNIQUE INDEX ux_oidc_providers_id ON oidc_providers (provider_id);
