namespace Federation.Wire.SigV4;

/// <summary>What a caller signs with.</summary>
/// <param name="accessKeyId">The access key id.</param>
/// <param name="secretAccessKey">The secret access key.</param>
/// <param name="sessionToken">The session token of temporary credentials, else null.</param>
public sealed class SigningCredentials(string accessKeyId, string secretAccessKey, string? sessionToken = null)
{
    /// <summary>The access key id.</summary>
    public string AccessKeyId { get; } = accessKeyId;

    /// <summary>The session token, or null.</summary>
    public string? SessionToken { get; } = sessionToken;

    internal string SecretAccessKey { get; } = secretAccessKey;

    /// <summary>The name of the type: a secret never reaches a log by way of a text.</summary>
    public override string ToString() => nameof(SigningCredentials);
}
