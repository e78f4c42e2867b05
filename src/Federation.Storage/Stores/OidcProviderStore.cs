using Federation.Model.Identifiers;
using Federation.Model.OidcProviders;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class OidcProviderStore(SqlSession session) : IOidcProviderStore
{
    public Task<StoreOutcome> AddAsync(OidcProvider provider, CancellationToken cancellationToken) =>
        session.InsertAsync(OidcProviderSql.Add, Arguments(provider), cancellationToken);

    public async Task<OidcProvider?> FindAsync(AccountId account, string url, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<ProviderRow>(OidcProviderSql.Find, new { account, url }, cancellationToken))?.ToProvider();

    public async Task<Page<OidcProvider>> ListAsync(AccountId account, string? after, int take, CancellationToken cancellationToken)
    {
        var arguments = new { account, after = after ?? string.Empty, take = Paging.Probe(take) };
        var rows = await session.ListAsync<ProviderRow>(OidcProviderSql.List, arguments, cancellationToken);
        return Paging.Cut(rows, take, static row => row.ToProvider(), static row => row.ProviderUrl);
    }

    public Task<int> CountAsync(AccountId account, CancellationToken cancellationToken) =>
        session.ScalarAsync<int>(OidcProviderSql.Count, new { account }, cancellationToken);

    public Task<StoreOutcome> UpdateAsync(OidcProvider provider, CancellationToken cancellationToken) =>
        session.ChangeAsync(OidcProviderSql.Update, Arguments(provider), cancellationToken);

    public Task<StoreOutcome> RemoveAsync(AccountId account, string url, CancellationToken cancellationToken) =>
        session.ChangeAsync(OidcProviderSql.Remove, new { account, url }, cancellationToken);

    private static object Arguments(OidcProvider provider) => new
    {
        account = provider.AccountId,
        url = provider.Url,
        providerId = new Ascii(provider.ProviderId),
        clientIds = StoreJson.Write(provider.ClientIds),
        thumbprints = StoreJson.Write(provider.Thumbprints),
        tags = StoreJson.Write(provider.Tags),
        createdAt = Instants.Of(provider.CreatedAt),
        version = provider.Version,
    };

    private sealed class ProviderRow
    {
        public AccountId AccountId { get; init; }

        public required string ProviderUrl { get; init; }

        public required string ProviderId { get; init; }

        public string? ClientIds { get; init; }

        public string? Thumbprints { get; init; }

        public required string Tags { get; init; }

        public long CreatedAt { get; init; }

        public long Version { get; init; }

        public OidcProvider ToProvider() => new()
        {
            AccountId = AccountId,
            Url = ProviderUrl,
            ProviderId = ProviderId,
            ClientIds = StoreJson.ReadStrings(ClientIds),
            Thumbprints = StoreJson.ReadStrings(Thumbprints),
            Tags = StoreJson.ReadTags(Tags),
            CreatedAt = Instants.From(CreatedAt),
            Version = Version,
        };
    }
}
