using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal static class InlinePolicySql
{
    private const string Columns = "account_id, owner_id, name_key, policy_name, policy_document";

    public static readonly SqlText Add = SqlText.Common($"INSERT INTO inline_policies ({Columns}) VALUES (@account, @ownerId, @nameKey, @name, @document)");

    public static readonly SqlText Update = SqlText.Common(
        """
        UPDATE inline_policies SET policy_name = @name, policy_document = @document
        WHERE account_id = @account AND owner_id = @ownerId AND name_key = @nameKey
        """);

    public static readonly SqlText Find = SqlText.Common(
        $"SELECT {Columns} FROM inline_policies WHERE account_id = @account AND owner_id = @ownerId AND name_key = @nameKey");

    public static readonly SqlText List = SqlText.Paged(
        $"SELECT {Columns} FROM inline_policies WHERE account_id = @account AND owner_id = @ownerId AND name_key > @after ORDER BY name_key");

    public static readonly SqlText ListOfOwners = SqlText.Of(dialect =>
        $"SELECT {Columns} FROM inline_policies WHERE account_id = @account AND owner_id IN ({dialect.KeysOf("@ownerIds")}) ORDER BY owner_id, name_key");

    public static readonly SqlText Remove = SqlText.Common(
        "DELETE FROM inline_policies WHERE account_id = @account AND owner_id = @ownerId AND name_key = @nameKey");
}
