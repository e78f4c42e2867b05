using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.SamlProviders;

/// <summary>The states of metadata that is fetched from URLs, by account.</summary>
public interface ISamlMetadataStateStore
{
    /// <summary>The state of a provider, by name without case, or null.</summary>
    Task<SamlMetadataState?> FindAsync(AccountId account, string providerName, CancellationToken cancellationToken);

    /// <summary>Writes a state of the version it was read with, or a first one of version 0. Stale or Conflict: another write came in between.</summary>
    Task<StoreOutcome> PutAsync(SamlMetadataState state, CancellationToken cancellationToken);

    /// <summary>States whose fetch is due and that no other node works at, those that waited longest first.</summary>
    Task<IReadOnlyList<SamlMetadataState>> ListDueAsync(DateTimeOffset now, int take, CancellationToken cancellationToken);

    /// <summary>Claims a state for one node until an instant. Stale: another node was first.</summary>
    Task<StoreOutcome> ClaimAsync(SamlMetadataState state, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);
}
