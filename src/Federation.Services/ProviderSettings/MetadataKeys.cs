using System.Security.Cryptography;
using System.Text;
using Federation.Model.SamlProviders;
using Federation.Saml.Metadata;
using Federation.Services.SignIn;

namespace Federation.Services.ProviderSettings;

/// <summary>Keys of fetched metadata with their history: new ones join at once, old ones leave after the overlap.</summary>
internal static class MetadataKeys
{
    /// <summary>How long a withdrawn key still counts: an IdP with several nodes does not change over in one moment.</summary>
    internal static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>Names a metadata document.</summary>
    internal static string HashOf(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));

    /// <summary>What a document says, also where it has run out: to show and to compare, never to sign anybody in.</summary>
    internal static SamlIdpMetadata? ReadEvenIfExpired(string document) =>
        SamlMetadataReader.Read(Encoding.UTF8.GetBytes(document), new SamlMetadataOptions { Now = DateTimeOffset.UnixEpoch }).Metadata;

    /// <summary>The states of a provider's keys: its history where that belongs to the present document, else the document's keys as if first seen when the provider was made.</summary>
    internal static IReadOnlyList<SamlKeyState> Known(SamlProviderEntry entry, SamlMetadataState? state)
    {
        var history = Read(entry.Provider, state);
        return history.Count > 0 ? history : [.. entry.Metadata.SigningKeys.Select(key => new SamlKeyState(key, entry.Provider.CreatedAt))];
    }

    /// <summary>Adds withdrawn keys to a provider's metadata for as long as their overlap lasts.</summary>
    internal static SamlProviderEntry InForce(SamlProviderEntry entry, SamlMetadataState? state)
    {
        var withdrawn = Read(entry.Provider, state).Where(key => key.WithdrawnAt is not null).ToList();
        return withdrawn.Count == 0
            ? entry
            : entry with
            {
                Metadata = entry.Metadata.WithSigningKeys([.. entry.Metadata.SigningKeys, .. withdrawn.Select(key => key.Key)]),
                // The first withdrawn key that leaves takes the others with it: no key counts longer than its overlap.
                AfterOverlap = (entry.Metadata, withdrawn.Min(key => key.WithdrawnAt!.Value) + Overlap),
            };
    }

    /// <summary>Key states as they are stored.</summary>
    internal static IReadOnlyList<SamlMetadataKey> Write(IReadOnlyList<SamlKeyState> states) =>
    [
        .. states.Select(state => new SamlMetadataKey(
            state.Key.Certificate?.ToArray(), state.Key.Certificate is null ? state.Key.SubjectPublicKeyInfo.ToArray() : null, state.FirstSeen, state.WithdrawnAt)),
    ];

    private static List<SamlKeyState> Read(SamlProvider provider, SamlMetadataState? state)
    {
        var states = new List<SamlKeyState>();
        if (state is null || state.History.Keys.Count == 0 || state.History.DocumentHash != HashOf(provider.MetadataDocument))
        {
            return states;
        }

        foreach (var stored in state.History.Keys)
        {
            var key = stored.Certificate is { } certificate ? SamlKey.FromCertificate(certificate, out _) : SamlKey.FromSubjectPublicKeyInfo(stored.PublicKey ?? [], out _);
            if (key is not null)
            {
                states.Add(new SamlKeyState(key, stored.FirstSeen, stored.WithdrawnAt));
            }
        }

        return states;
    }
}
