using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class KeyRingSql
{
    private const string Columns = "key_id, purpose, algorithm, key_state, sealed_material, certificate_der, created_at, expires_at, version";

    public static readonly SqlText Add = SqlText.Common(
        $"INSERT INTO ring_keys ({Columns}) VALUES (@keyId, @purpose, @algorithm, @state, @sealedMaterial, @certificate, @createdAt, @expiresAt, 1)");

    public static readonly SqlText List = SqlText.Common($"SELECT {Columns} FROM ring_keys ORDER BY created_at, key_id");

    public static readonly SqlText Update = SqlText.Common(
        "UPDATE ring_keys SET key_state = @state, expires_at = @expiresAt, version = version + 1 WHERE key_id = @keyId AND version = @version");

    public static readonly SqlText Remove = SqlText.Common("DELETE FROM ring_keys WHERE key_id = @keyId");

    public static readonly SqlText RemoveExpired = SqlText.Common("DELETE FROM ring_keys WHERE key_state = 3 AND expires_at < @instant");

    public static readonly SqlText FindCheck = SqlText.Common("SELECT key_check FROM installation WHERE id = 1");

    public static readonly SqlText AddCheck = SqlText.Common("INSERT INTO installation (id, key_check, created_at) VALUES (1, @keyCheck, @createdAt)");
}
