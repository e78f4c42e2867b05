using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.OutboundIdentity;

/// <summary>The payload of a token about a caller (AWS: Understanding token claims). What does not apply is left out; units of the organization and AWS's own compute services have no claim.</summary>
internal sealed record OutboundClaims
{
    private const string Namespace = "https://sts.amazonaws.com/";
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal required string Issuer { get; init; }

    internal required string TokenId { get; init; }

    internal required DateTimeOffset IssuedAt { get; init; }

    internal required DateTimeOffset ExpiresAt { get; init; }

    internal required IReadOnlyList<string> Audience { get; init; }

    internal required string Region { get; init; }

    internal string? OrganizationId { get; init; }

    internal required IReadOnlyList<Tag> RequestTags { get; init; }

    /// <summary>ARN of the role behind a session, of the user, of root.</summary>
    internal static string SubjectOf(Caller caller) => caller.PrincipalArn.Length > 0 ? caller.PrincipalArn : caller.Arn;

    /// <summary>The payload as JSON.</summary>
    internal string Write(Caller caller)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            // RFC 7519 §4.1.3: one audience is a text.
            if (Audience.Count == 1)
            {
                json.WriteString("aud", Audience[0]);
            }
            else
            {
                WriteTexts(json, "aud", Audience);
            }

            json.WriteString("sub", SubjectOf(caller));
            WriteIdentity(json, caller);
            json.WriteString("iss", Issuer);
            json.WriteNumber("exp", ExpiresAt.ToUnixTimeSeconds());
            json.WriteNumber("iat", IssuedAt.ToUnixTimeSeconds());
            json.WriteString("jti", TokenId);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteIdentity(Utf8JsonWriter json, Caller caller)
    {
        json.WriteStartObject(Namespace);
        json.WriteString("aws_account", caller.AccountId.Value);
        json.WriteString("source_region", Region);
        WriteIfThere(json, "org_id", OrganizationId);
        json.WriteString("principal_id", SubjectOf(caller));
        if (caller.Session is { } session)
        {
            json.WriteString("original_session_exp", session.ExpiresAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            WriteIfThere(json, "source_identity", session.SourceIdentity);
            WriteIfThere(json, "federated_provider", session.FederatedProvider);
        }

        WriteTags(json, "principal_tags", caller.PrincipalTags);
        WriteTags(json, "request_tags", RequestTags);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteTags(Utf8JsonWriter json, string name, IReadOnlyList<Tag> tags)
    {
        if (tags.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var tag in tags)
        {
            json.WriteString(tag.Key, tag.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteIfThere(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
