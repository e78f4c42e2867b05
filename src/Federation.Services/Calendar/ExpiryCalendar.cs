using Federation.Model.Identifiers;
using Federation.Model.Keys;
using Federation.Model.SamlProviders;
using Federation.Model.Storage;
using Federation.Services.ProviderSettings;

namespace Federation.Services.Calendar;

/// <summary>Everything that runs out: keys and metadata of every provider, and our own SAML keys.</summary>
public sealed class ExpiryCalendar(IKeyRing ring, ServiceOptions options)
{
    private const int PageSize = 200;

    /// <summary>The entries of one account, in order of their end. Our own keys are the management account's concern.</summary>
    public async Task<IReadOnlyList<ExpiryEntry>> ListAsync(IUnitOfWork store, AccountId account, bool isManagement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var entries = new List<ExpiryEntry>(isManagement ? OwnKeys(account) : []);
        for (string? after = null; ;)
        {
            var page = await store.SamlProviders.ListAsync(account, after, PageSize, cancellationToken);
            foreach (var provider in page.Items)
            {
                entries.AddRange(Of(provider));
            }

            if ((after = page.Next) is null)
            {
                return [.. entries.OrderBy(entry => entry.ExpiresAt).ThenBy(entry => entry.Resource, StringComparer.Ordinal).ThenBy(entry => entry.Name, StringComparer.Ordinal)];
            }
        }
    }

    private IEnumerable<ExpiryEntry> OwnKeys(AccountId account)
    {
        foreach (var (purpose, kind) in new[] { (KeyPurpose.SamlSigning, ExpiryKinds.OwnSigningCertificate), (KeyPurpose.SamlEncryption, ExpiryKinds.OwnEncryptionCertificate) })
        {
            foreach (var certificate in ring.SamlKeys(purpose))
            {
                yield return new ExpiryEntry(account, kind, options.EntityId, certificate.Thumbprint.ToLowerInvariant(), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
            }
        }
    }

    private static IEnumerable<ExpiryEntry> Of(SamlProvider provider)
    {
        if (provider.ValidUntil is { } end)
        {
            yield return new ExpiryEntry(provider.AccountId, ExpiryKinds.ProviderMetadata, provider.Arn, provider.Arn, end);
        }

        if (provider.Settings.MetadataTrustAnchor is { } pem && ProviderSettingsRules.ReadAnchor(pem) is { NotAfter: { } anchorEnd } anchor)
        {
            yield return new ExpiryEntry(provider.AccountId, ExpiryKinds.MetadataTrustAnchor, provider.Arn, anchor.Thumbprint, anchorEnd);
        }

        foreach (var key in MetadataKeys.ReadEvenIfExpired(provider.MetadataDocument)?.SigningKeys ?? [])
        {
            if (key.NotAfter is { } keyEnd)
            {
                yield return new ExpiryEntry(provider.AccountId, ExpiryKinds.ProviderCertificate, provider.Arn, key.Thumbprint, keyEnd);
            }
        }
    }
}
