using Federation.Saml.Protocol;

namespace Federation.Saml.Metadata;

/// <summary>What a refresh changed, in sentences for administrators.</summary>
public static class SamlMetadataChanges
{
    /// <summary>Compares two states of one provider's metadata; empty when nothing that matters changed.</summary>
    public static IReadOnlyList<string> Between(SamlIdpMetadata before, SamlIdpMetadata after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = new List<string>();
        if (before.EntityId != after.EntityId)
        {
            changes.Add($"the entity id changed from `{before.EntityId}` to `{after.EntityId}`");
        }

        Compare(before.SigningKeys, after.SigningKeys, key => key.Thumbprint, Describe, "signing key", changes);
        Compare(before.SingleSignOnServices, after.SingleSignOnServices, Whole, Whole, "single sign-on endpoint", changes);
        Compare(before.SingleLogoutServices, after.SingleLogoutServices, Whole, Whole, "single logout endpoint", changes);
        Compare(before.NameIdFormats, after.NameIdFormats, format => format, format => format, "NameID format", changes);
        if (before.WantAuthnRequestsSigned != after.WantAuthnRequestsSigned)
        {
            changes.Add(after.WantAuthnRequestsSigned ? "requests must now be signed" : "requests need no longer be signed");
        }

        if (before.ValidUntil != after.ValidUntil)
        {
            changes.Add(after.ValidUntil is { } end ? $"the metadata is now valid until {SamlInstant.Format(end)}" : "the metadata no longer says how long it is valid");
        }

        return changes;
    }

    private static void Compare<T>(
        IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> identity, Func<T, string> text, string what, List<string> changes)
    {
        changes.AddRange(after.ExceptBy(before.Select(identity), identity, StringComparer.Ordinal).Select(item => $"a {what} joined: `{text(item)}`"));
        changes.AddRange(before.ExceptBy(after.Select(identity), identity, StringComparer.Ordinal).Select(item => $"a {what} is gone: `{text(item)}`"));
    }

    private static string Whole(SamlEndpoint endpoint) =>
        endpoint.ResponseLocation is null ? $"{endpoint.Binding} {endpoint.Location}" : $"{endpoint.Binding} {endpoint.Location} {endpoint.ResponseLocation}";

    private static string Describe(SamlKey key) => key.CertificateSubject is { } subject ? $"{subject}, {key.Thumbprint}" : key.Thumbprint;
}
