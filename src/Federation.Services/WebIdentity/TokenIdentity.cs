using System.Globalization;
using System.Text.Json;
using Federation.Model.OidcProviders;
using Federation.Services.Pipeline;

namespace Federation.Services.WebIdentity;

/// <summary>Somebody whom a provider's verified token names.</summary>
internal sealed record TokenIdentity
{
    /// <summary>Keys that AWS keeps for the session; the others count for the assumption alone.</summary>
    private static readonly string[] Lasting = ["aud", "oaud", "azp", "sub", "amr", "email"];

    /// <summary>Keys that verified values make, and no claim.</summary>
    private static readonly string[] Verified = ["aud", "oaud", "azp", "sub"];

    /// <summary>The provider.</summary>
    internal required OidcProvider Provider { get; init; }

    /// <summary>sub.</summary>
    internal required string Subject { get; init; }

    /// <summary>azp where the token has one, else the registered ones of aud: the party that the token was given to (AWS: the condition key aud).</summary>
    internal required IReadOnlyList<string> Audience { get; init; }

    /// <summary>All claims.</summary>
    internal required JsonElement Claims { get; init; }

    /// <summary>Key of the person or workload, for revocation: provider and subject.</summary>
    internal string SubjectKey => SubjectKeyOf(Provider.Arn, Subject);

    /// <summary>The key of a provider's subject.</summary>
    internal static string SubjectKeyOf(string providerArn, string subject) => $"{providerArn} {subject}";

    /// <summary>
    /// Condition keys for the trust policy, <c>host/path:claim</c>: every claim that is a text, a number, a truth value or a list of texts. Who the bearer is and for whom the token
    /// was made are what was verified, whatever else the token says.
    /// </summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> ContextKeys()
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var claim in Claims.EnumerateObject())
        {
            if (MayBeKey(claim.Name) && ValuesOf(claim.Value) is { } values)
            {
                keys[KeyOf(claim.Name)] = values;
            }
        }

        keys[KeyOf("sub")] = [Subject];
        keys[KeyOf("aud")] = Audience;
        if (Claims.Text("azp") is { } party)
        {
            keys[KeyOf("azp")] = [party];
            keys[KeyOf("oaud")] = StrictJson.Texts(Claims.GetProperty("aud"))!;
        }

        return keys;
    }

    /// <summary>Those that last for the session.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> SessionKeys()
    {
        var all = ContextKeys();
        return Lasting.Select(KeyOf).Where(all.ContainsKey).ToDictionary(key => key, key => all[key], StringComparer.Ordinal);
    }

    /// <summary>The federated caller.</summary>
    internal FederatedIdentity ToFederated() => new()
    {
        ProviderArn = Provider.Arn,
        // CloudTrail: identityProvider and principalId of a WebIdentityUser.
        Issuer = Provider.Arn,
        Subject = Subject,
        PrincipalId = $"{Provider.Arn}:{Audience[0]}:{Subject}",
        ContextKeys = ContextKeys(),
    };

    /// <summary>
    /// A name with a colon could be taken for the key of another provider, whose URL goes on after this one's. Claims differ by letter case (RFC 7519 §10.1.1) and condition keys do
    /// not: another spelling of a claim that AWS knows is not that claim.
    /// </summary>
    private static bool MayBeKey(string claim) =>
        !claim.Contains(':', StringComparison.Ordinal) && !Verified.Contains(claim, StringComparer.OrdinalIgnoreCase)
        && (!Lasting.Contains(claim, StringComparer.OrdinalIgnoreCase) || Lasting.Contains(claim, StringComparer.Ordinal));

    private string KeyOf(string claim) => $"{Provider.Url}:{claim}";

    private static IReadOnlyList<string>? ValuesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => ["true"],
        JsonValueKind.False => ["false"],
        JsonValueKind.Number => [value.TryGetInt64(out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : value.GetRawText()],
        _ => StrictJson.Texts(value),
    };
}
