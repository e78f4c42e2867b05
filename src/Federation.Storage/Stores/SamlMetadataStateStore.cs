using Federation.Model.Identifiers;
using Federation.Model.SamlProviders;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class SamlMetadataStateStore(SqlSession session) : ISamlMetadataStateStore
{
    public async Task<SamlMetadataState?> FindAsync(AccountId account, string providerName, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<StateRow>(SamlMetadataStateSql.Find, new { account, nameKey = NameKey.Of(providerName) }, cancellationToken))?.ToState();

    public Task<StoreOutcome> PutAsync(SamlMetadataState state, CancellationToken cancellationToken)
    {
        var arguments = new
        {
            account = state.AccountId,
            nameKey = NameKey.Of(state.ProviderName),
            history = StoreJson.Write(state.History),
            nextRefreshAt = Instants.Of(state.NextRefreshAt),
            version = state.Version,
        };
        return state.Version == 0
            ? session.InsertAsync(SamlMetadataStateSql.Add, arguments, cancellationToken)
            : session.ChangeAsync(SamlMetadataStateSql.Update, arguments, cancellationToken);
    }

    public async Task<IReadOnlyList<SamlMetadataState>> ListDueAsync(DateTimeOffset now, int take, CancellationToken cancellationToken)
    {
        var rows = await session.ListAsync<StateRow>(SamlMetadataStateSql.ListDue, new { now = Instants.Of(now), take }, cancellationToken);
        return rows.ConvertAll(static row => row.ToState());
    }

    public Task<StoreOutcome> ClaimAsync(SamlMetadataState state, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) => session.ChangeAsync(
        SamlMetadataStateSql.Claim,
        new { account = state.AccountId, nameKey = NameKey.Of(state.ProviderName), version = state.Version, now = Instants.Of(now), until = Instants.Of(until) },
        cancellationToken);

    private sealed class StateRow
    {
        public AccountId AccountId { get; init; }

        public required string ProviderName { get; init; }

        public required string RefreshHistory { get; init; }

        public long? NextRefreshAt { get; init; }

        public long Version { get; init; }

        public SamlMetadataState ToState() => new()
        {
            AccountId = AccountId,
            ProviderName = ProviderName,
            NextRefreshAt = Instants.From(NextRefreshAt),
            History = StoreJson.ReadHistory(RefreshHistory),
            Version = Version,
        };
    }
}
