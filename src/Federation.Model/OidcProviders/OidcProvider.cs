using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.OidcProviders;

/// <summary>An IAM OpenID Connect provider: one issuer of tokens as one account trusts it.</summary>
public sealed record OidcProvider
{
    /// <summary>Account that owns it.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>The issuer without its <c>https://</c>, a trailing slash kept: host, perhaps a port, perhaps a path. Unique in the account to the letter; at most 255 characters.</summary>
    public required string Url { get; init; }

    /// <summary>Unique and never used again, also where a provider of the same URL is made anew.</summary>
    public required string ProviderId { get; init; }

    /// <summary>Audiences whose tokens are taken. At most 100.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];

    /// <summary>SHA-1 thumbprints (40 lower-case hexadecimal digits) of certificates that may stand in for a trusted CA on the TLS channel. At most 5.</summary>
    public IReadOnlyList<string> Thumbprints { get; init; } = [];

    /// <summary>At most 50.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Row version for optimistic updates.</summary>
    public long Version { get; init; }

    /// <summary>What tokens name as their issuer.</summary>
    public string Issuer => "https://" + Url;

    /// <summary>The ARN.</summary>
    public string Arn => Arns.OidcProvider(AccountId, Url);
}
