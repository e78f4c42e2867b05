using Federation.Model.Identifiers;
using Federation.Model.Users;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class UserRow
{
    public AccountId AccountId { get; init; }

    public required string UserId { get; init; }

    public required string NameKey { get; init; }

    public required string UserName { get; init; }

    public required string Path { get; init; }

    public string? PermissionsBoundary { get; init; }

    public required string Tags { get; init; }

    public long CreatedAt { get; init; }

    public long Version { get; init; }

    public User ToUser() => new()
    {
        AccountId = AccountId,
        UserId = UserId,
        UserName = UserName,
        Path = Path,
        PermissionsBoundary = PermissionsBoundary,
        Tags = StoreJson.ReadTags(Tags),
        CreatedAt = Instants.From(CreatedAt),
        Version = Version,
    };
}
