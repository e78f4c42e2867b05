using Federation.Model.Identifiers;
using Federation.Model.SamlProviders;
using Federation.Model.Storage;
using Federation.Services.Caching;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.ProviderSettings;

namespace Federation.Services.SignIn;

/// <summary>Finds SAML providers with their metadata read once, kept until something in the account changes.</summary>
public sealed class SamlProviderDirectory(IDatabase database, IChangeTracker tracker, TimeProvider timeProvider, CacheOptions options)
{
    /// <summary>How many providers of one entity id a message is held against.</summary>
    private const int MostOfOneEntity = 50;

    /// <summary>Bytes that a character of the metadata takes: its text, and what is read of it.</summary>
    private const int BytesOfCharacter = 4;

    private readonly VersionedCache<string, SamlProviderEntry> _cache = new(
        tracker, options.SamlProviders, static entry => (long)entry.Provider.MetadataDocument.Length * BytesOfCharacter,
        (account, name, cancellationToken) => LoadAsync(database, account, name, timeProvider, cancellationToken));

    /// <summary>The provider of an ARN, or null where there is none or its metadata cannot be read or ran out.</summary>
    public async ValueTask<SamlProviderEntry?> FindAsync(string arn, CancellationToken cancellationToken)
    {
        if (!Arns.TryParseIam(arn, "saml-provider", out var account, out var path, out var name) || path != "/")
        {
            return null;
        }

        var entry = await _cache.GetAsync(account, NameKey.Of(name), cancellationToken);
        var now = timeProvider.GetUtcNow();
        // SAML Metadata 2.3.2: nothing is taken from metadata past its validUntil, cached or not.
        return entry is not null && entry.Provider.Arn == arn && !(entry.Metadata.ValidUntil <= now) ? entry.At(now) : null;
    }

    /// <summary>The providers of every account that an issuer can be: the management account's first.</summary>
    public async Task<IReadOnlyList<SamlProviderEntry>> FindByIssuerAsync(string? issuer, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(issuer))
        {
            return [];
        }

        IReadOnlyList<string> arns;
        await using (var store = await database.BeginReadAsync(cancellationToken))
        {
            arns = await store.SamlProviders.ListArnsByEntityIdAsync(issuer, MostOfOneEntity, cancellationToken);
        }

        var entries = new List<SamlProviderEntry>();
        foreach (var arn in arns)
        {
            if (await FindAsync(arn, cancellationToken) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>A row with its metadata read; null where that cannot be.</summary>
    private static SamlProviderEntry? Open(SamlProvider provider, SamlMetadataState? state, TimeProvider timeProvider)
    {
        var metadata = MetadataReader.Read(provider.MetadataDocument, timeProvider.GetUtcNow());
        return metadata.Succeeded ? MetadataKeys.InForce(new SamlProviderEntry(provider, metadata.Value), state) : null;
    }

    private static async Task<SamlProviderEntry?> LoadAsync(IDatabase database, AccountId account, string name, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        return await store.SamlProviders.FindAsync(account, name, cancellationToken) is { } provider
            ? Open(provider, await store.SamlMetadataStates.FindAsync(account, name, cancellationToken), timeProvider)
            : null;
    }
}
