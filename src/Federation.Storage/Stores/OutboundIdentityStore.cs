using Federation.Model.Identifiers;
using Federation.Model.OutboundIdentity;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class OutboundIdentityStore(SqlSession session) : IOutboundIdentityStore
{
    public async Task<OutboundIdentitySwitch?> FindAsync(AccountId account, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<SwitchRow>(OutboundIdentitySql.Find, new { account }, cancellationToken))?.ToSwitch();

    public Task<StoreOutcome> PutAsync(OutboundIdentitySwitch state, CancellationToken cancellationToken)
    {
        var (account, enabled, changedAt) = (state.AccountId, state.IsEnabled ? 1 : 0, Instants.Of(state.ChangedAt));
        return state.Version == 0
            ? session.InsertAsync(OutboundIdentitySql.Add, new { account, enabled, changedAt }, cancellationToken)
            : session.ChangeAsync(OutboundIdentitySql.Update, new { account, enabled, changedAt, version = state.Version }, cancellationToken);
    }

    private sealed class SwitchRow
    {
        public AccountId AccountId { get; init; }

        public long IsEnabled { get; init; }

        public long ChangedAt { get; init; }

        public long Version { get; init; }

        public OutboundIdentitySwitch ToSwitch() => new() { AccountId = AccountId, IsEnabled = IsEnabled == 1, ChangedAt = Instants.From(ChangedAt), Version = Version };
    }
}
