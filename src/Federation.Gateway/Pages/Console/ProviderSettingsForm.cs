using Federation.Services.ProviderSettings;

namespace Federation.Gateway.Pages.Console;

/// <summary>The settings as a form sends them: an empty field means the default.</summary>
public sealed record ProviderSettingsForm
{
    /// <summary>Refuse, Accept or Restart.</summary>
    public string? IdpInitiated { get; init; }

    /// <summary>As the metadata wishes (empty), true or false.</summary>
    public string? SignRequests { get; init; }

    /// <summary>Redirect, POST, or empty.</summary>
    public string? AuthnRequestBinding { get; init; }

    /// <summary>A checkbox.</summary>
    public bool ForceAuthn { get; init; }

    /// <summary>URI or empty.</summary>
    public string? NameIdFormat { get; init; }

    /// <summary>URIs, one a line.</summary>
    public string? RequestedAuthnContext { get; init; }

    /// <summary>Seconds.</summary>
    public int? ClockSkewSeconds { get; init; }

    /// <summary>URL or empty.</summary>
    public string? MetadataUrl { get; init; }

    /// <summary>PEM or empty.</summary>
    public string? MetadataTrustAnchor { get; init; }

    /// <summary>A checkbox.</summary>
    public bool RequireEncryption { get; init; }

    /// <summary>A checkbox.</summary>
    public bool AllowSha1 { get; init; }

    /// <summary>Attribute or empty.</summary>
    public string? SubjectAttribute { get; init; }

    /// <summary>The operation's request.</summary>
    internal UpdateSamlProviderSettingsRequest ToRequest(string? arn)
    {
        var empty = new (string Name, string? Value)[]
        {
            (nameof(SignRequests), SignRequests), (nameof(AuthnRequestBinding), AuthnRequestBinding), (nameof(NameIdFormat), NameIdFormat),
            (nameof(MetadataUrl), MetadataUrl), (nameof(MetadataTrustAnchor), MetadataTrustAnchor), (nameof(SubjectAttribute), SubjectAttribute),
        };
        return new UpdateSamlProviderSettingsRequest
        {
            SAMLProviderArn = arn,
            IdpInitiated = IdpInitiated,
            SignRequests = bool.TryParse(SignRequests, out var signs) ? signs : null,
            AuthnRequestBinding = Text(AuthnRequestBinding),
            ForceAuthn = ForceAuthn,
            NameIdFormat = Text(NameIdFormat),
            RequestedAuthnContext = (RequestedAuthnContext ?? string.Empty).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            ClockSkewSeconds = ClockSkewSeconds,
            MetadataUrl = Text(MetadataUrl),
            MetadataTrustAnchor = Text(MetadataTrustAnchor),
            RequireEncryption = RequireEncryption,
            AllowSha1 = AllowSha1,
            SubjectAttribute = Text(SubjectAttribute),
            Reset = [.. empty.Where(field => Text(field.Value) is null).Select(field => field.Name)],
        };
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
