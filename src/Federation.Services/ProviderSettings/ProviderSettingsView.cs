using Federation.Model.SamlProviders;
using Federation.Saml.Compatibility;
using Federation.Saml.Metadata;
using Federation.Services.SignIn;

namespace Federation.Services.ProviderSettings;

/// <summary>Shows settings and the state of metadata.</summary>
internal static class ProviderSettingsView
{
    internal static SamlProviderSettingsResponse Of(SamlProvider provider, SamlMetadataState? state, DateTimeOffset now)
    {
        var settings = provider.Settings;
        return new SamlProviderSettingsResponse
        {
            SAMLProviderArn = provider.Arn,
            EntityId = provider.EntityId,
            IdpInitiated = settings.IdpInitiated,
            MailDomains = settings.MailDomains,
            ShowOnSignIn = settings.ShowOnSignIn,
            AllowSha1 = settings.AllowSha1,
            SignRequests = settings.SignRequests,
            AuthnRequestBinding = settings.AuthnRequestBinding,
            ForceAuthn = settings.ForceAuthn,
            NameIdFormat = settings.NameIdFormat,
            RequestedAuthnContext = settings.RequestedAuthnContext,
            ClockSkewSeconds = settings.ClockSkewSeconds,
            MetadataUrl = settings.MetadataUrl,
            MetadataTrustAnchor = settings.MetadataTrustAnchor,
            RequireEncryption = settings.RequireEncryption,
            SubjectAttribute = settings.SubjectAttribute,
            Preset = settings.Preset,
            PresetSays = settings.Preset is { } name ? SamlCompatibilityPresets.Find(name)?.Says : null,
            Metadata = State(provider, state, now),
        };
    }

    private static MetadataStateShape State(SamlProvider provider, SamlMetadataState? state, DateTimeOffset now)
    {
        var metadata = MetadataKeys.ReadEvenIfExpired(provider.MetadataDocument);
        var keys = metadata is null ? [] : MetadataKeys.Known(new SamlProviderEntry(provider, metadata), state).Where(key => !(key.WithdrawnAt + MetadataKeys.Overlap <= now));
        return new MetadataStateShape
        {
            LastGoodAt = state?.History.LastGoodAt,
            LastTriedAt = state?.History.LastTriedAt,
            LastProblem = state?.History.LastProblem,
            NextRefreshAt = state?.NextRefreshAt,
            ValidUntil = provider.ValidUntil,
            Keys = [.. keys.Select(Key)],
            Changes = [.. (state?.History.Changes ?? []).Select(change => new MetadataChangeShape { At = change.At, What = change.What })],
        };
    }

    private static MetadataKeyShape Key(SamlKeyState state) => new()
    {
        Thumbprint = state.Key.Thumbprint,
        Kind = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{state.Key.Algorithm} {state.Key.SizeBits}"),
        CertificateSubject = state.Key.CertificateSubject,
        CertificateNotAfter = state.Key.NotAfter,
        FirstSeen = state.FirstSeen,
        WithdrawnAt = state.WithdrawnAt,
    };
}
