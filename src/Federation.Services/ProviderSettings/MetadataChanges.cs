using System.Globalization;
using Federation.Saml.Metadata;

namespace Federation.Services.ProviderSettings;

/// <summary>Says what a fetch changed, one sentence each.</summary>
internal static class MetadataChanges
{
    internal static IReadOnlyList<string> Describe(SamlIdpMetadata? before, SamlIdpMetadata after, SamlKeyRolloverResult keys, DateTimeOffset now)
    {
        var changes = new List<string>();
        changes.AddRange(keys.Added.Select(key => $"the signing key {Short(key)} joined and counts at once"));
        changes.AddRange(keys.Withdrawn.Select(key => $"the signing key {Short(key)} is gone from the metadata and counts until {Text(now + MetadataKeys.Overlap)}"));
        changes.AddRange(keys.Dropped.Select(key => $"the signing key {Short(key)} counts no longer"));
        Compare(changes, "single sign-on addresses", before?.SingleSignOnServices, after.SingleSignOnServices);
        Compare(changes, "single logout addresses", before?.SingleLogoutServices, after.SingleLogoutServices);
        if (before is not null && before.WantAuthnRequestsSigned != after.WantAuthnRequestsSigned)
        {
            changes.Add(after.WantAuthnRequestsSigned ? "the provider wants signed requests now" : "the provider no longer wants signed requests");
        }

        return changes;
    }

    private static void Compare(List<string> changes, string what, IReadOnlyList<SamlEndpoint>? before, IReadOnlyList<SamlEndpoint> after)
    {
        if (before is not null && !before.SequenceEqual(after))
        {
            changes.Add($"the {what} changed to {string.Join(", ", after.Select(endpoint => endpoint.Location).Distinct(StringComparer.Ordinal))}");
        }
    }

    private static string Short(SamlKey key) => key.Thumbprint[..16];

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
