using Federation.Model.AccessKeys;
using Federation.Model.Identifiers;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class RoleStore(SqlSession session) : IRoleStore
{
    public Task<StoreOutcome> AddAsync(Role role, CancellationToken cancellationToken) => session.InsertAsync(RoleSql.Add, Arguments(role), cancellationToken);

    public async Task<Role?> FindByNameAsync(AccountId account, string roleName, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<RoleRow>(RoleSql.FindByName, new { account, nameKey = NameKey.Of(roleName) }, cancellationToken))?.ToRole();

    public async Task<Role?> FindByIdAsync(AccountId account, string roleId, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<RoleRow>(RoleSql.FindById, new { account, roleId = new Ascii(roleId) }, cancellationToken))?.ToRole();

    public async Task<Page<Role>> ListAsync(AccountId account, string pathPrefix, string? after, int take, CancellationToken cancellationToken)
    {
        var arguments = new { account, pathPrefix, prefixLength = pathPrefix.Length, after = after ?? string.Empty, take = Paging.Probe(take) };
        var rows = await session.ListAsync<RoleRow>(RoleSql.List, arguments, cancellationToken);
        return Paging.Cut(rows, take, static row => row.ToRole(), static row => row.NameKey);
    }

    public Task<int> CountAsync(AccountId account, CancellationToken cancellationToken) =>
        session.ScalarAsync<int>(RoleSql.Count, new { account }, cancellationToken);

    public Task<StoreOutcome> UpdateAsync(Role role, CancellationToken cancellationToken) => session.ChangeAsync(RoleSql.Update, Arguments(role), cancellationToken);

    public Task<StoreOutcome> SetLastUseAsync(AccountId account, string roleId, CredentialUse use, CancellationToken cancellationToken) =>
        session.ChangeAsync(
            RoleSql.SetLastUse,
            new { account, roleId = new Ascii(roleId), usedAt = Instants.Of(use.At), service = new Ascii(use.Service), region = new Ascii(use.Region) },
            cancellationToken);

    public Task<StoreOutcome> RemoveAsync(AccountId account, string roleId, long version, CancellationToken cancellationToken) =>
        session.ChangeAsync(RoleSql.Remove, new { account, roleId = new Ascii(roleId), version }, cancellationToken);

    private static object Arguments(Role role) => new
    {
        account = role.AccountId,
        roleId = new Ascii(role.RoleId),
        nameKey = NameKey.Of(role.RoleName),
        name = role.RoleName,
        path = role.Path,
        trustPolicy = role.TrustPolicy,
        description = role.Description,
        maxSessionDuration = role.MaxSessionDuration,
        boundary = role.PermissionsBoundary,
        tags = StoreJson.Write(role.Tags),
        createdAt = Instants.Of(role.CreatedAt),
        version = role.Version,
    };

    private sealed class RoleRow
    {
        public AccountId AccountId { get; init; }

        public required string RoleId { get; init; }

        public required string NameKey { get; init; }

        public required string RoleName { get; init; }

        public required string Path { get; init; }

        public required string TrustPolicy { get; init; }

        public string? Description { get; init; }

        public long MaxSessionDuration { get; init; }

        public string? PermissionsBoundary { get; init; }

        public required string Tags { get; init; }

        public long CreatedAt { get; init; }

        public long Version { get; init; }

        public long? LastUsedAt { get; init; }

        public string? LastUsedService { get; init; }

        public string? LastUsedRegion { get; init; }

        public Role ToRole() => new()
        {
            AccountId = AccountId,
            RoleId = RoleId,
            RoleName = RoleName,
            Path = Path,
            TrustPolicy = TrustPolicy,
            Description = Description,
            MaxSessionDuration = checked((int)MaxSessionDuration),
            PermissionsBoundary = PermissionsBoundary,
            Tags = StoreJson.ReadTags(Tags),
            CreatedAt = Instants.From(CreatedAt),
            Version = Version,
            LastUse = LastUses.From(LastUsedAt, LastUsedService, LastUsedRegion),
        };
    }
}
