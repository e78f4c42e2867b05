-- When keys and roles were last used: written in batches, apart from their versions.
ALTER TABLE access_keys ADD COLUMN last_used_at BIGINT NULL;
ALTER TABLE access_keys ADD COLUMN last_used_service VARCHAR(64) NULL;
ALTER TABLE access_keys ADD COLUMN last_used_region VARCHAR(64) NULL;
ALTER TABLE roles ADD COLUMN last_used_at BIGINT NULL;
ALTER TABLE roles ADD COLUMN last_used_service VARCHAR(64) NULL;
ALTER TABLE roles ADD COLUMN last_used_region VARCHAR(64) NULL;
