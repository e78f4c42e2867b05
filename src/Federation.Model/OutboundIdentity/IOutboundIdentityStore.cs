using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.OutboundIdentity;

/// <summary>The switches of outbound identity federation, one an account.</summary>
public interface IOutboundIdentityStore
{
    /// <summary>The switch of an account, or null where it was never turned.</summary>
    Task<OutboundIdentitySwitch?> FindAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Adds (version 0) or turns a switch. Conflict: it is there already. Stale: it is another version than the one it was read with.</summary>
    Task<StoreOutcome> PutAsync(OutboundIdentitySwitch state, CancellationToken cancellationToken);
}
