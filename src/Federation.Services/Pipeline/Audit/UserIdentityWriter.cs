using System.Globalization;
using System.Text.Json;
using Federation.Model.Identifiers;
using Federation.Services.Sessions;

namespace Federation.Services.Pipeline.Audit;

/// <summary>Writes CloudTrail's userIdentity element (AWS: CloudTrail userIdentity element).</summary>
internal static class UserIdentityWriter
{
    /// <summary>What an account is told of a caller of another one: who it was and whose (AWS: CloudTrail, logging of AssumeRole across accounts). Name, ARN and key are the other's own affair.</summary>
    internal static void WriteForeign(Utf8JsonWriter writer, Caller caller)
    {
        writer.WriteStartObject("userIdentity");
        writer.WriteString("type", "AWSAccount");
        writer.WriteString("principalId", caller.UserId);
        writer.WriteString("accountId", caller.AccountId.Value);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, Caller caller)
    {
        writer.WriteStartObject("userIdentity");
        writer.WriteString("type", TypeOf(caller.Kind));
        if (caller.Federated is { } federated && caller.Kind is CallerKind.SamlIdentity or CallerKind.WebIdentity)
        {
            writer.WriteString("principalId", caller.Federated!.PrincipalId);
            writer.WriteString("userName", federated.Subject);
            writer.WriteString("identityProvider", federated.Issuer);
            writer.WriteEndObject();
            return;
        }

        writer.WriteString("principalId", caller.UserId);
        writer.WriteString("arn", caller.Arn);
        if (caller.AccountId.IsSet)
        {
            writer.WriteString("accountId", caller.AccountId.Value);
        }

        if (caller.AccessKeyId is { } key)
        {
            writer.WriteString("accessKeyId", key);
        }

        if (caller.Kind == CallerKind.User && caller.Name is { } name)
        {
            writer.WriteString("userName", name);
        }

        WriteSession(writer, caller);
        writer.WriteEndObject();
    }

    private static void WriteSession(Utf8JsonWriter writer, Caller caller)
    {
        if (caller.Session is not { } session)
        {
            return;
        }

        writer.WriteStartObject("sessionContext");
        if (caller.Kind is CallerKind.AssumedRole or CallerKind.FederatedUser)
        {
            WriteIssuer(writer, caller);
        }

        WriteWebIdentity(writer, session);
        writer.WriteStartObject("attributes");
        writer.WriteString("creationDate", session.IssuedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        writer.WriteString("mfaAuthenticated", session.MfaAuthenticatedAt is null ? "false" : "true");
        writer.WriteEndObject();
        if (session.SourceIdentity is { } source)
        {
            writer.WriteString("sourceIdentity", source);
        }

        writer.WriteEndObject();
    }

    /// <summary>The provider of a web identity session with the claims that last for it (AWS: webIdFederationData; SAML sessions have none).</summary>
    private static void WriteWebIdentity(Utf8JsonWriter writer, SessionClaims session)
    {
        if (session.FederatedProvider is not { } provider || !Arns.TryParseOidcProvider(provider, out _, out _))
        {
            return;
        }

        writer.WriteStartObject("webIdFederationData");
        writer.WriteString("federatedProvider", provider);
        writer.WriteStartObject("attributes");
        foreach (var (name, values) in session.FederatedContext)
        {
            writer.WriteString(name, string.Join(',', values));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The role of a session, or the user or root who asked for a federated user.</summary>
    private static void WriteIssuer(Utf8JsonWriter writer, Caller caller)
    {
        writer.WriteStartObject("sessionIssuer");
        writer.WriteString("type", caller.Kind == CallerKind.AssumedRole ? "Role" : caller.PrincipalId is null ? "Root" : "IAMUser");
        writer.WriteString("principalId", caller.PrincipalId ?? caller.AccountId.Value);
        writer.WriteString("arn", caller.PrincipalArn);
        writer.WriteString("accountId", caller.AccountId.Value);
        if (caller.PrincipalId is not null)
        {
            writer.WriteString("userName", caller.PrincipalArn[(caller.PrincipalArn.LastIndexOf('/') + 1)..]);
        }

        writer.WriteEndObject();
    }

    private static string TypeOf(CallerKind kind) => kind switch
    {
        CallerKind.Root => "Root",
        CallerKind.User => "IAMUser",
        CallerKind.AssumedRole => "AssumedRole",
        CallerKind.FederatedUser => "FederatedUser",
        CallerKind.SamlIdentity => "SAMLUser",
        CallerKind.WebIdentity => "WebIdentityUser",
        _ => "Unknown",
    };
}
