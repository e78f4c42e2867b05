using Federation.Model.Identifiers;
using Federation.Model.RoleMappings;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class RoleMappingStore(SqlSession session) : IRoleMappingStore
{
    public async Task<StoreOutcome> PutAsync(RoleMapping mapping, CancellationToken cancellationToken)
    {
        var arguments = new
        {
            account = mapping.AccountId,
            nameKey = NameKey.Of(mapping.Name),
            name = mapping.Name,
            providerArn = mapping.ProviderArn,
            document = mapping.Document,
            version = mapping.DocumentVersion,
            updatedAt = Instants.Of(mapping.UpdatedAt),
        };
        var outcome = mapping.DocumentVersion == 1
            ? await session.InsertAsync(RoleMappingSql.Add, arguments, cancellationToken)
            : await session.ChangeAsync(RoleMappingSql.Advance, arguments, cancellationToken);
        if (outcome != StoreOutcome.Stored)
        {
            return StoreOutcome.Stale;
        }

        await session.ExecuteAsync(RoleMappingSql.AddVersion, arguments, cancellationToken);
        return StoreOutcome.Stored;
    }

    public async Task<RoleMapping?> FindAsync(AccountId account, string name, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<MappingRow>(RoleMappingSql.Find, Key(account, name), cancellationToken))?.ToMapping();

    public async Task<RoleMapping?> FindVersionAsync(AccountId account, string name, int documentVersion, CancellationToken cancellationToken)
    {
        var arguments = new { account, nameKey = NameKey.Of(name), version = documentVersion };
        return (await session.FirstOrDefaultAsync<MappingRow>(RoleMappingSql.FindVersion, arguments, cancellationToken))?.ToMapping();
    }

    public async Task<IReadOnlyList<RoleMapping>> ListVersionsAsync(AccountId account, string name, int take, CancellationToken cancellationToken)
    {
        var rows = await session.ListAsync<MappingRow>(RoleMappingSql.ListVersions, new { account, nameKey = NameKey.Of(name), take }, cancellationToken);
        return rows.ConvertAll(static row => row.ToMapping());
    }

    public async Task<Page<RoleMapping>> ListAsync(AccountId account, string? after, int take, CancellationToken cancellationToken)
    {
        var arguments = new { account, after = after ?? string.Empty, take = Paging.Probe(take) };
        var rows = await session.ListAsync<MappingRow>(RoleMappingSql.List, arguments, cancellationToken);
        return Paging.Cut(rows, take, static row => row.ToMapping(), static row => row.NameKey);
    }

    public async Task<IReadOnlyList<RoleMapping>> ListForProviderAsync(AccountId account, string providerArn, CancellationToken cancellationToken)
    {
        var rows = await session.ListAsync<MappingRow>(RoleMappingSql.ListForProvider, new { account, providerArn }, cancellationToken);
        return rows.ConvertAll(static row => row.ToMapping());
    }

    public Task<StoreOutcome> RemoveAsync(AccountId account, string name, CancellationToken cancellationToken) =>
        session.ChangeAsync(RoleMappingSql.Remove, Key(account, name), cancellationToken);

    private static object Key(AccountId account, string name) => new { account, nameKey = NameKey.Of(name) };

    private sealed class MappingRow
    {
        public AccountId AccountId { get; init; }

        public required string NameKey { get; init; }

        public required string MappingName { get; init; }

        public required string ProviderArn { get; init; }

        public required string MappingDocument { get; init; }

        public long DocumentVersion { get; init; }

        public long UpdatedAt { get; init; }

        public RoleMapping ToMapping() => new()
        {
            AccountId = AccountId,
            Name = MappingName,
            ProviderArn = ProviderArn,
            Document = MappingDocument,
            DocumentVersion = checked((int)DocumentVersion),
            UpdatedAt = Instants.From(UpdatedAt),
        };
    }
}
