-- The session store of installations without Redis.
CREATE TABLE sessions (
  kind VARCHAR(32) NOT NULL,
  id VARCHAR(128) NOT NULL,
  entry_value BLOB NOT NULL,
  entry_indexes TEXT NULL,
  expires_at BIGINT NOT NULL,
  CONSTRAINT pk_sessions PRIMARY KEY (kind, id)
);
CREATE INDEX ix_sessions_expiry ON sessions (expires_at);
CREATE INDEX ix_sessions_kind_expiry ON sessions (kind, expires_at);

CREATE TABLE session_indexes (
  kind VARCHAR(32) NOT NULL,
  index_value VARCHAR(128) NOT NULL,
  id VARCHAR(128) NOT NULL,
  CONSTRAINT pk_session_indexes PRIMARY KEY (kind, index_value, id),
  CONSTRAINT fk_session_indexes_session FOREIGN KEY (kind, id) REFERENCES sessions (kind, id) ON DELETE CASCADE
);
CREATE INDEX ix_session_indexes_session ON session_indexes (kind, id);

CREATE TABLE session_counters (
  kind VARCHAR(32) NOT NULL,
  id VARCHAR(128) NOT NULL,
  window_start BIGINT NOT NULL,
  hits BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  CONSTRAINT pk_session_counters PRIMARY KEY (kind, id, window_start)
);
CREATE INDEX ix_session_counters_expiry ON session_counters (expires_at);
