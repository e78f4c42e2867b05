-- When keys and roles were last used: written in batches, apart from their versions.
ALTER TABLE access_keys ADD last_used_at BIGINT NULL;
GO
ALTER TABLE access_keys ADD last_used_service VARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL;
GO
ALTER TABLE access_keys ADD last_used_region VARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL;
GO
ALTER TABLE roles ADD last_used_at BIGINT NULL;
GO
ALTER TABLE roles ADD last_used_service VARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL;
GO
ALTER TABLE roles ADD last_used_region VARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL;
GO
