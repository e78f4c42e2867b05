using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Services.OutboundIdentity;

/// <summary>What verifiers of an account's tokens ask for (OpenID Connect Discovery 1.0 §3). An account that never had its switch on has no issuer; one that turned it off still has: tokens live on.</summary>
public sealed class OutboundDiscovery(IDatabase database, ServiceOptions options)
{
    /// <summary>Below an issuer.</summary>
    public const string KeysPath = "/.well-known/jwks.json";

    /// <summary>The issuer of an account; null where it has none.</summary>
    public async Task<string?> FindIssuerAsync(string account, CancellationToken cancellationToken)
    {
        if (!AccountId.TryCreate(account, out var id))
        {
            return null;
        }

        await using var store = await database.BeginReadAsync(cancellationToken);
        return await store.OutboundIdentity.FindAsync(id, cancellationToken) is null ? null : OutboundIssuer.Of(options, id);
    }
}
