-- The session store of installations without Redis.
CREATE TABLE sessions (
  kind VARCHAR(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
  id NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  entry_value VARBINARY(MAX) NOT NULL,
  entry_indexes NVARCHAR(MAX) NULL,
  expires_at BIGINT NOT NULL,
  CONSTRAINT pk_sessions PRIMARY KEY (kind, id)
);
GO
CREATE INDEX ix_sessions_expiry ON sessions (expires_at);
GO
CREATE INDEX ix_sessions_kind_expiry ON sessions (kind, expires_at);
GO

CREATE TABLE session_indexes (
  kind VARCHAR(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
  index_value NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  id NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  CONSTRAINT pk_session_indexes PRIMARY KEY (kind, index_value, id),
  CONSTRAINT fk_session_indexes_session FOREIGN KEY (kind, id) REFERENCES sessions (kind, id) ON DELETE CASCADE
);
GO
CREATE INDEX ix_session_indexes_session ON session_indexes (kind, id);
GO

CREATE TABLE session_counters (
  kind VARCHAR(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
  id NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  window_start BIGINT NOT NULL,
  hits BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  CONSTRAINT pk_session_counters PRIMARY KEY (kind, id, window_start)
);
GO
CREATE INDEX ix_session_counters_expiry ON session_counters (expires_at);
