using Federation.Model.Identifiers;
using Federation.Model.SamlProviders;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class SamlProviderStore(SqlSession session) : ISamlProviderStore
{
    // Not in any account id or name key.
    private const char KeySeparator = '/';

    public async Task<StoreOutcome> AddAsync(SamlProvider provider, CancellationToken cancellationToken)
    {
        var arguments = await ArgumentsAsync(provider, cancellationToken);
        return provider.Settings.MailDomains.Count == 0
            ? await session.InsertAsync(SamlProviderSql.Add, arguments, cancellationToken)
            : await session.AllOrNothingAsync(
                async () => await session.InsertAsync(SamlProviderSql.Add, arguments, cancellationToken) is var outcome && outcome == StoreOutcome.Stored
                    ? await AddDomainsAsync(provider, cancellationToken)
                    : outcome,
                cancellationToken);
    }

    public async Task<SamlProvider?> FindAsync(AccountId account, string name, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<SamlProviderRow>(SamlProviderSql.Find, new { account, nameKey = NameKey.Of(name) }, cancellationToken))?.ToProvider();

    public Task<Page<SamlProvider>> ListAsync(AccountId account, string? after, int take, CancellationToken cancellationToken) =>
        ListAsync(SamlProviderSql.List, account, after, take, cancellationToken);

    public Task<Page<SamlProvider>> ListWithoutMetadataAsync(AccountId account, string? after, int take, CancellationToken cancellationToken) =>
        ListAsync(SamlProviderSql.ListWithoutMetadata, account, after, take, cancellationToken);

    public Task<int> CountAsync(AccountId account, CancellationToken cancellationToken) =>
        session.ScalarAsync<int>(SamlProviderSql.Count, new { account }, cancellationToken);

    public async Task<Page<SamlProvider>> ListForSignInAsync(string? search, string? after, int take, CancellationToken cancellationToken)
    {
        var separator = after?.LastIndexOf(KeySeparator) ?? -1;
        var afterName = separator < 0 ? string.Empty : after![..separator];
        var afterAccount = new Ascii(separator < 0 ? string.Empty : after![(separator + 1)..]);
        var probe = Paging.Probe(take);
        var rows = string.IsNullOrEmpty(search)
            ? await session.ListAsync<SamlProviderRow>(SamlProviderSql.ListForSignIn, new { afterName, afterAccount, take = probe }, cancellationToken)
            : await session.ListAsync<SamlProviderRow>(
                SamlProviderSql.SearchForSignIn, new { afterName, afterAccount, pattern = Pattern(NameKey.Of(search)), take = probe }, cancellationToken);
        return Paging.Cut(rows, take, static row => row.ToProvider(), static row => row.NameKey + KeySeparator + row.AccountId.Value);
    }

    public async Task<SamlProvider?> FindByMailDomainAsync(string domain, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<SamlProviderRow>(SamlProviderSql.FindByMailDomain, new { domain }, cancellationToken))?.ToProvider();

    public async Task<IReadOnlyList<SamlProvider>> FindByEntityIdAsync(string entityId, int take, CancellationToken cancellationToken)
    {
        var arguments = new { entityIdHash = Hashes.Of(entityId), take };
        var rows = await session.ListAsync<SamlProviderRow>(SamlProviderSql.FindByEntityId, arguments, cancellationToken);
        return rows.ConvertAll(static row => row.ToProvider());
    }

    public async Task<IReadOnlyList<string>> ListArnsByEntityIdAsync(string entityId, int take, CancellationToken cancellationToken)
    {
        var arguments = new { entityIdHash = Hashes.Of(entityId), entityId, take };
        var rows = await session.ListAsync<NameRow>(SamlProviderSql.ListByEntityId, arguments, cancellationToken);
        return rows.ConvertAll(static row => Arns.SamlProvider(row.AccountId, row.ProviderName));
    }

    public async Task<StoreOutcome> UpdateAsync(SamlProvider provider, CancellationToken cancellationToken)
    {
        var arguments = await ArgumentsAsync(provider, cancellationToken);
        return await session.AllOrNothingAsync(
            async () =>
            {
                var outcome = await session.ChangeAsync(SamlProviderSql.Update, arguments, cancellationToken);
                if (outcome != StoreOutcome.Stored)
                {
                    return outcome;
                }

                await session.ExecuteAsync(SamlProviderSql.RemoveDomains, Key(provider.AccountId, provider.Name), cancellationToken);
                return await AddDomainsAsync(provider, cancellationToken);
            },
            cancellationToken);
    }

    public Task<StoreOutcome> RemoveAsync(AccountId account, string name, CancellationToken cancellationToken) =>
        session.ChangeAsync(SamlProviderSql.Remove, Key(account, name), cancellationToken);

    private async Task<Page<SamlProvider>> ListAsync(SqlText list, AccountId account, string? after, int take, CancellationToken cancellationToken)
    {
        var arguments = new { account, after = after ?? string.Empty, take = Paging.Probe(take) };
        var rows = await session.ListAsync<SamlProviderRow>(list, arguments, cancellationToken);
        return Paging.Cut(rows, take, static row => row.ToProvider(), static row => row.NameKey);
    }

    private static object Key(AccountId account, string name) => new { account, nameKey = NameKey.Of(name) };

    private static string Pattern(string text) =>
        "%" + text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal)
            .Replace("_", "!_", StringComparison.Ordinal).Replace("[", "![", StringComparison.Ordinal) + "%";

    private async Task<StoreOutcome> AddDomainsAsync(SamlProvider provider, CancellationToken cancellationToken)
    {
        foreach (var domain in provider.Settings.MailDomains.Select(NameKey.Of).Distinct(StringComparer.Ordinal))
        {
            var arguments = new { account = provider.AccountId, nameKey = NameKey.Of(provider.Name), domain };
            if (await session.InsertAsync(SamlProviderSql.AddDomain, arguments, cancellationToken) == StoreOutcome.Conflict)
            {
                return StoreOutcome.Conflict;
            }
        }

        return StoreOutcome.Stored;
    }

    private async Task<object> ArgumentsAsync(SamlProvider provider, CancellationToken cancellationToken)
    {
        var listed = provider.Settings.ShowOnSignIn
            ?? await session.ScalarAsync<int>(SamlProviderSql.IsManagement, new { account = provider.AccountId }, cancellationToken) == 1;
        return new
        {
            account = provider.AccountId,
            nameKey = NameKey.Of(provider.Name),
            name = provider.Name,
            providerId = new Ascii(provider.ProviderId),
            metadata = provider.MetadataDocument,
            entityId = provider.EntityId,
            entityIdHash = Hashes.Of(provider.EntityId),
            validUntil = Instants.Of(provider.ValidUntil),
            tags = StoreJson.Write(provider.Tags),
            settings = StoreJson.Write(provider.Settings),
            listed = listed ? 1 : 0,
            createdAt = Instants.Of(provider.CreatedAt),
            version = provider.Version,
        };
    }

    private sealed class NameRow
    {
        public AccountId AccountId { get; init; }

        public required string ProviderName { get; init; }
    }
}
