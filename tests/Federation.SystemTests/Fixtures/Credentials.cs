using System.Text.Json;

namespace Federation.SystemTests.Fixtures;

/// <summary>An access key, with the session token where it is a temporary one.</summary>
public sealed record Credentials(string AccessKeyId, string SecretAccessKey, string? SessionToken)
{
    /// <summary>Reads the answer of <c>POST /portal/credentials</c>.</summary>
    public static Credentials Read(JsonElement answer) => new(
        answer.GetProperty(nameof(AccessKeyId)).GetString()!, answer.GetProperty(nameof(SecretAccessKey)).GetString()!, answer.GetProperty(nameof(SessionToken)).GetString()!);

    public override string ToString() => AccessKeyId;
}
