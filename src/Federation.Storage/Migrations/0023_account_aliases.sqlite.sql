-- Aliases are unique in the whole gateway, because people sign in with them before any account is known.
CREATE TABLE account_aliases (
  account_id VARCHAR(12) NOT NULL CONSTRAINT pk_account_aliases PRIMARY KEY CONSTRAINT fk_account_aliases_account REFERENCES accounts (account_id),
  account_alias VARCHAR(63) NOT NULL
);
CREATE UNIQUE INDEX ux_account_aliases_alias ON account_aliases (account_alias);
