-- Accounts whose principals may have tokens about themselves. A row stays when it is turned off: tokens given before still name the issuer.
CREATE TABLE outbound_identity (
  account_id VARCHAR(12) NOT NULL CONSTRAINT pk_outbound_identity PRIMARY KEY CONSTRAINT fk_outbound_identity_account REFERENCES accounts (account_id),
  is_enabled SMALLINT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
