using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class MfaDeviceSql
{
    private const string Columns =
        "account_id, device_id, name_key, path, device_name, sealed_seed, owner_id, enabled_at, last_step, drift_steps, tags, created_at, version";

    public static readonly SqlText Add = SqlText.Common(
        $"INSERT INTO mfa_devices ({Columns}) VALUES (@account, @deviceId, @nameKey, @path, @name, @sealedSeed, @ownerId, @enabledAt, @lastStep, @drift, @tags, @createdAt, 1)");

    public static readonly SqlText Find = SqlText.Common($"SELECT {Columns} FROM mfa_devices WHERE account_id = @account AND name_key = @nameKey");

    public static readonly SqlText ListOfOwner = SqlText.Common(
        $"SELECT {Columns} FROM mfa_devices WHERE account_id = @account AND owner_id = @ownerId ORDER BY name_key");

    public static readonly SqlText List = SqlText.Paged($"SELECT {Columns} FROM mfa_devices WHERE account_id = @account AND name_key > @after ORDER BY name_key");

    public static readonly SqlText ListAssigned = SqlText.Paged(
        $"SELECT {Columns} FROM mfa_devices WHERE account_id = @account AND owner_id IS NOT NULL AND name_key > @after ORDER BY name_key");

    public static readonly SqlText ListUnassigned = SqlText.Paged(
        $"SELECT {Columns} FROM mfa_devices WHERE account_id = @account AND owner_id IS NULL AND name_key > @after ORDER BY name_key");

    public static readonly SqlText Count = SqlText.Common("SELECT COUNT(*) FROM mfa_devices WHERE account_id = @account");

    public static readonly SqlText CountAssigned = SqlText.Common("SELECT COUNT(*) FROM mfa_devices WHERE account_id = @account AND owner_id IS NOT NULL");

    public static readonly SqlText Update = SqlText.Common(
        """
        UPDATE mfa_devices SET owner_id = @ownerId, enabled_at = @enabledAt, last_step = @lastStep, drift_steps = @drift, tags = @tags, version = version + 1
        WHERE account_id = @account AND device_id = @deviceId AND version = @version
        """);

    // INVARIANT: one statement compares and sets. A second caller with the same code finds the step taken, whatever it read before.
    public static readonly SqlText UseStep = SqlText.Common(
        """
        UPDATE mfa_devices SET last_step = @step, version = version + 1
        WHERE account_id = @account AND device_id = @deviceId AND owner_id = @ownerId AND last_step < @step
        """);

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM mfa_devices WHERE account_id = @account AND device_id = @deviceId AND version = @version");
}
