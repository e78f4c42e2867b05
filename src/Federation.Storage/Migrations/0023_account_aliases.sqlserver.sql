-- Aliases are unique in the whole gateway, because people sign in with them before any account is known.
CREATE TABLE account_aliases (
  account_id VARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT pk_account_aliases PRIMARY KEY CONSTRAINT fk_account_aliases_account REFERENCES accounts (account_id),
  account_alias NVARCHAR(63) COLLATE Latin1_General_100_BIN2 NOT NULL
);
GO
CREATE UNIQUE INDEX ux_account_aliases_alias ON account_aliases (account_alias);
GO
