using Federation.Model.Identifiers;

namespace Federation.Model.SamlProviders;

/// <summary>What is known of a provider's metadata that is fetched from a URL: when it was last good, when it is fetched next, what changed, and the keys with their history.</summary>
public sealed record SamlMetadataState
{
    /// <summary>Account of the provider.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Name of the provider.</summary>
    public required string ProviderName { get; init; }

    /// <summary>When the next fetch is due; null where nothing is fetched.</summary>
    public DateTimeOffset? NextRefreshAt { get; init; }

    /// <summary>Everything else.</summary>
    public SamlMetadataHistory History { get; init; } = new();

    /// <summary>Row version for optimistic updates; 0 for a row that is not there yet.</summary>
    public long Version { get; init; }
}

/// <summary>The history of fetches.</summary>
public sealed record SamlMetadataHistory
{
    /// <summary>When a fetch last brought metadata that could be used, or confirmed the copy at hand.</summary>
    public DateTimeOffset? LastGoodAt { get; init; }

    /// <summary>When it was last tried.</summary>
    public DateTimeOffset? LastTriedAt { get; init; }

    /// <summary>Why the last try failed; null after a success.</summary>
    public string? LastProblem { get; init; }

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; init; }

    /// <summary>ETag of the copy at hand.</summary>
    public string? ETag { get; init; }

    /// <summary>SHA-256 of the metadata document that the keys below belong to, in hexadecimal: a document that was uploaded by hand since then knows no overlap.</summary>
    public string? DocumentHash { get; init; }

    /// <summary>The signing keys in force.</summary>
    public IReadOnlyList<SamlMetadataKey> Keys { get; init; } = [];

    /// <summary>What changed, the newest first, at most twenty entries.</summary>
    public IReadOnlyList<SamlMetadataChange> Changes { get; init; } = [];
}

/// <summary>A signing key of a provider with its history.</summary>
/// <param name="Certificate">The certificate (DER), or null where metadata gave a bare key.</param>
/// <param name="PublicKey">Subject public key info (DER) where there is no certificate.</param>
/// <param name="FirstSeen">When metadata first had it.</param>
/// <param name="WithdrawnAt">When metadata first came without it; null while metadata has it.</param>
public sealed record SamlMetadataKey(byte[]? Certificate, byte[]? PublicKey, DateTimeOffset FirstSeen, DateTimeOffset? WithdrawnAt);

/// <summary>One change that a fetch brought.</summary>
/// <param name="At">When.</param>
/// <param name="What">A sentence.</param>
public sealed record SamlMetadataChange(DateTimeOffset At, string What);
