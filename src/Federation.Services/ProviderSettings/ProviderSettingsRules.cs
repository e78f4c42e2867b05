using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Federation.Model.Results;
using Federation.Model.SamlProviders;
using Federation.Saml;
using Federation.Saml.Compatibility;
using Federation.Saml.Metadata;

namespace Federation.Services.ProviderSettings;

/// <summary>How settings are changed and what they must be.</summary>
internal static partial class ProviderSettingsRules
{
    private static readonly SamlProviderSettings Defaults = new();

    private static readonly Dictionary<string, Func<SamlProviderSettings, SamlProviderSettings>> Resets = new(StringComparer.Ordinal)
    {
        [nameof(SamlProviderSettings.IdpInitiated)] = settings => settings with { IdpInitiated = Defaults.IdpInitiated },
        [nameof(SamlProviderSettings.MailDomains)] = settings => settings with { MailDomains = [] },
        [nameof(SamlProviderSettings.ShowOnSignIn)] = settings => settings with { ShowOnSignIn = null },
        [nameof(SamlProviderSettings.AllowSha1)] = settings => settings with { AllowSha1 = false },
        [nameof(SamlProviderSettings.SignRequests)] = settings => settings with { SignRequests = null },
        [nameof(SamlProviderSettings.AuthnRequestBinding)] = settings => settings with { AuthnRequestBinding = null },
        [nameof(SamlProviderSettings.ForceAuthn)] = settings => settings with { ForceAuthn = false },
        [nameof(SamlProviderSettings.NameIdFormat)] = settings => settings with { NameIdFormat = null },
        [nameof(SamlProviderSettings.RequestedAuthnContext)] = settings => settings with { RequestedAuthnContext = [] },
        [nameof(SamlProviderSettings.ClockSkewSeconds)] = settings => settings with { ClockSkewSeconds = Defaults.ClockSkewSeconds },
        [nameof(SamlProviderSettings.MetadataUrl)] = settings => settings with { MetadataUrl = null },
        [nameof(SamlProviderSettings.MetadataTrustAnchor)] = settings => settings with { MetadataTrustAnchor = null },
        [nameof(SamlProviderSettings.RequireEncryption)] = settings => settings with { RequireEncryption = false },
        [nameof(SamlProviderSettings.SubjectAttribute)] = settings => settings with { SubjectAttribute = null },
        [nameof(SamlProviderSettings.Preset)] = settings => settings with { Preset = null },
    };

    /// <summary>Members that say something about the whole installation's sign-in page: only the management account sets them.</summary>
    internal static bool TouchesSignInPage(UpdateSamlProviderSettingsRequest request) =>
        request.MailDomains is not null || request.ShowOnSignIn is not null
            || request.Reset?.Any(name => name is nameof(SamlProviderSettings.MailDomains) or nameof(SamlProviderSettings.ShowOnSignIn)) == true;

    /// <summary>True where nothing else is set: what the management account may do to another account's provider.</summary>
    internal static bool TouchesNothingElse(UpdateSamlProviderSettingsRequest request) =>
        request with { SAMLProviderArn = null, MailDomains = null, ShowOnSignIn = null, Reset = null } == new UpdateSamlProviderSettingsRequest()
            && request.Reset?.All(name => name is nameof(SamlProviderSettings.MailDomains) or nameof(SamlProviderSettings.ShowOnSignIn)) != false;

    /// <summary>The settings after a request: the preset first, then what goes back to its default, then the members.</summary>
    internal static Result<SamlProviderSettings> Apply(SamlProviderSettings present, UpdateSamlProviderSettingsRequest request)
    {
        var settings = present;
        if (request.Preset is { } name)
        {
            if (SamlCompatibilityPresets.Find(name) is not { } preset)
            {
                return Invalid($"Preset must be one of {string.Join(", ", SamlCompatibilityPresets.All.Select(known => known.Name))}");
            }

            settings = Apply(settings, preset);
        }

        foreach (var member in request.Reset ?? [])
        {
            if (!Resets.TryGetValue(member, out var reset))
            {
                return Invalid($"Reset names `{member}`, which is no setting");
            }

            settings = reset(settings);
        }

        settings = settings with
        {
            IdpInitiated = request.IdpInitiated ?? settings.IdpInitiated,
            MailDomains = request.MailDomains is null ? settings.MailDomains : [.. request.MailDomains.Select(domain => domain.ToLowerInvariant()).Distinct(StringComparer.Ordinal)],
            ShowOnSignIn = request.ShowOnSignIn ?? settings.ShowOnSignIn,
            AllowSha1 = request.AllowSha1 ?? settings.AllowSha1,
            SignRequests = request.SignRequests ?? settings.SignRequests,
            AuthnRequestBinding = request.AuthnRequestBinding ?? settings.AuthnRequestBinding,
            ForceAuthn = request.ForceAuthn ?? settings.ForceAuthn,
            NameIdFormat = request.NameIdFormat ?? settings.NameIdFormat,
            RequestedAuthnContext = request.RequestedAuthnContext ?? settings.RequestedAuthnContext,
            ClockSkewSeconds = request.ClockSkewSeconds ?? settings.ClockSkewSeconds,
            MetadataUrl = request.MetadataUrl ?? settings.MetadataUrl,
            MetadataTrustAnchor = request.MetadataTrustAnchor ?? settings.MetadataTrustAnchor,
            RequireEncryption = request.RequireEncryption ?? settings.RequireEncryption,
            SubjectAttribute = request.SubjectAttribute ?? settings.SubjectAttribute,
        };
        return Check(settings) is { } problem ? Invalid(problem) : settings;
    }

    /// <summary>The key of a trust anchor's certificate, or null.</summary>
    internal static SamlKey? ReadAnchor(string pem)
    {
        try
        {
            return PemEncoding.TryFind(pem, out var fields) && pem[fields.Label] == "CERTIFICATE" ? SamlKey.FromCertificate(Convert.FromBase64String(pem[fields.Base64Data]), out _) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    internal static AwsError Invalid(string message) => new("InvalidSettingException", 400, message);

    private static SamlProviderSettings Apply(SamlProviderSettings settings, SamlCompatibilityPreset preset) => settings with
    {
        Preset = preset.Name,
        SignRequests = preset.SignRequests,
        AuthnRequestBinding = preset.AuthnRequestBinding switch { SamlBindings.HttpRedirect => "Redirect", SamlBindings.HttpPost => "POST", _ => null },
        NameIdFormat = preset.NameIdFormat,
        SubjectAttribute = preset.SubjectAttribute,
        ClockSkewSeconds = preset.ClockSkewSeconds,
        RequestedAuthnContext = [],
    };

    private static string? Check(SamlProviderSettings settings) =>
        settings.MailDomains.FirstOrDefault(domain => !Domain().IsMatch(domain)) is { } wrong ? $"`{wrong}` is no mail domain such as example.com"
        : settings.NameIdFormat is { } format && !Uri.IsWellFormedUriString(format, UriKind.Absolute) ? "NameIdFormat must be the URI of a format"
        : settings.RequestedAuthnContext.Any(context => !Uri.IsWellFormedUriString(context, UriKind.Absolute)) ? "RequestedAuthnContext must be URIs of context classes"
        : settings.NameIdFormat == SamlNameIdFormats.Transient && settings.SubjectAttribute is null ? $"NameIdFormat: {Saml.Insight.SamlSubjectProposal.TransientAdvice}"
        : settings.MetadataTrustAnchor is { } pem && ReadAnchor(pem) is null ? "MetadataTrustAnchor must be one certificate in PEM with a key of at least 2048 bits (RSA) or 256 bits (EC)"
        : settings.MetadataUrl is { } url ? CheckUrl(url, settings.MetadataTrustAnchor is not null)
        : null;

    private static string? CheckUrl(string url, bool isSigned) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0 || address.Fragment.Length > 0
            ? "MetadataUrl must be an https URL without user and fragment"
            : address.Scheme == "http" && !isSigned ? "MetadataUrl: http is taken only for metadata that a MetadataTrustAnchor signs" : null;

    [GeneratedRegex(@"\A(?=.{1,253}\z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 250)]
    private static partial Regex Domain();
}
