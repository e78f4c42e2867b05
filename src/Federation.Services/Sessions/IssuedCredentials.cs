using Federation.Model.Secrets;

namespace Federation.Services.Sessions;

/// <summary>Temporary credentials on their way out. Nothing of it is stored.</summary>
public sealed record IssuedCredentials
{
    /// <summary><c>ASIA…</c>.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>40 characters.</summary>
    public required Secret SecretAccessKey { get; init; }

    /// <summary>The sealed token, base64, at most 6 KB.</summary>
    public required Secret SessionToken { get; init; }

    /// <summary>When they end, whole seconds.</summary>
    public required DateTimeOffset Expiration { get; init; }

    /// <summary>Percentage of the room for session policies and tags that is used; null where there are none.</summary>
    public int? PackedPolicySize { get; init; }
}
