using Federation.Model.SamlProviders;
using Federation.Saml;
using Federation.Saml.Assertions;
using Federation.Services.Pipeline;

namespace Federation.Services.Federated;

/// <summary>A person as a provider's verified assertion describes them: a plain record that a session can keep.</summary>
public sealed record SamlIdentity
{
    private const string FormatPrefix = "urn:oasis:names:tc:SAML:2.0:nameid-format:";

    /// <summary>ARN of the provider whose keys verified.</summary>
    public required string ProviderArn { get; init; }

    /// <summary>Identifier of that provider, which a namesake made later does not have.</summary>
    public required string ProviderId { get; init; }

    /// <summary>Entity id of the IdP.</summary>
    public required string Issuer { get; init; }

    /// <summary>The subject: the NameID, or the configured attribute.</summary>
    public required string Subject { get; init; }

    /// <summary>persistent, transient, or the whole format URI.</summary>
    public required string SubjectType { get; init; }

    /// <summary>The NameID exactly as it came, for logout.</summary>
    public SamlNameId? NameId { get; init; }

    /// <summary>AWS's NameQualifier.</summary>
    public required string NameQualifier { get; init; }

    /// <summary>The Recipient: what STS calls the audience.</summary>
    public required string Recipient { get; init; }

    /// <summary>Values by attribute name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; init; }

    /// <summary>The session at the IdP.</summary>
    public string? SessionIndex { get; init; }

    /// <summary>When that session ends.</summary>
    public DateTimeOffset? SessionNotOnOrAfter { get; init; }

    /// <summary>When the person signed in at the IdP.</summary>
    public required DateTimeOffset AuthnInstant { get; init; }

    /// <summary>ID of the assertion.</summary>
    public required string AssertionId { get; init; }

    /// <summary>Key of the person, for revocation: provider and subject.</summary>
    public string SubjectKey => SubjectKeyOf(ProviderArn, Subject);

    /// <summary>The key of a provider's subject.</summary>
    internal static string SubjectKeyOf(string providerArn, string subject) => $"{providerArn} {subject}";

    /// <summary>
    /// Why the browser's door finds no key of a person in an assertion; null where it does. STS takes a transient NameID, as AWS does: nothing is kept by it there, and
    /// trust policies tell it by <c>saml:sub_type</c>.
    /// </summary>
    public static string? WhyNoKey(SamlProvider provider, ValidatedAssertion assertion)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(assertion);
        return provider.Settings.SubjectAttribute is { } chosen
            ? assertion.Values(chosen).Take(2).Count(value => value.Length > 0) == 1 ? null : $"the attribute `{chosen}`, which is the subject's key, must come with exactly one value"
            : assertion.NameId switch
            {
                null => "there is no NameID: choose an attribute that stays as the subject's key",
                { IsTransient: true } => Saml.Insight.SamlSubjectProposal.TransientAdvice,
                { Value.Length: 0 } => "the NameID is empty",
                _ => null,
            };
    }

    /// <summary>The identity that an assertion of a provider gives; null where it names no subject.</summary>
    public static SamlIdentity? Of(SamlProvider provider, ValidatedAssertion assertion)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(assertion);
        var attributes = assertion.Attributes.GroupBy(attribute => attribute.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.SelectMany(attribute => attribute.Texts)], StringComparer.Ordinal);
        var chosen = provider.Settings.SubjectAttribute;
        var subject = chosen is null ? assertion.NameId?.Value : attributes.GetValueOrDefault(chosen)?.SingleOrNull();
        return string.IsNullOrEmpty(subject) ? null : new SamlIdentity
        {
            ProviderArn = provider.Arn,
            ProviderId = provider.ProviderId,
            Issuer = assertion.Issuer,
            Subject = subject,
            SubjectType = chosen is null ? TypeOf(assertion.NameId?.Format) : "attribute",
            NameId = assertion.NameId,
            NameQualifier = Federated.NameQualifier.Of(assertion.Issuer, provider.AccountId, provider.Name),
            Recipient = assertion.Recipient,
            Attributes = attributes,
            SessionIndex = assertion.SessionIndex,
            SessionNotOnOrAfter = assertion.SessionNotOnOrAfter,
            AuthnInstant = assertion.AuthnInstant,
            AssertionId = assertion.Id,
        };
    }

    /// <summary>The values of an attribute; empty where it did not come.</summary>
    public IReadOnlyList<string> Values(string attributeName) => Attributes.GetValueOrDefault(attributeName) ?? [];

    /// <summary>The condition keys that this identity brings into trust policies and into its sessions.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ContextKeys()
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["saml:aud"] = [Recipient],
            ["saml:iss"] = [Issuer],
            ["saml:sub"] = [Subject],
            ["saml:sub_type"] = [SubjectType],
            ["saml:namequalifier"] = [NameQualifier],
            // AWS: saml:doc is the account and the provider's friendly name.
            ["saml:doc"] = [$"{ProviderArn.Split(':')[4]}/{ProviderArn[(ProviderArn.LastIndexOf('/') + 1)..]}"],
        };
        foreach (var (name, values) in Attributes)
        {
            if (values.Count > 0 && SamlContextKeys.Of(name) is { } key)
            {
                keys[key] = keys.TryGetValue(key, out var present) ? [.. present, .. values] : values;
            }
        }

        return keys;
    }

    /// <summary>The federated caller that this identity is.</summary>
    public FederatedIdentity ToFederated() => new()
    {
        ProviderArn = ProviderArn,
        Issuer = Issuer,
        Subject = Subject,
        PrincipalId = $"{NameQualifier}:{Subject}",
        ContextKeys = ContextKeys(),
    };

    private static string TypeOf(string? format) =>
        format is null ? SamlNameIdFormats.Unspecified
        : format.StartsWith(FormatPrefix, StringComparison.Ordinal) ? format[FormatPrefix.Length..]
        : format;
}

/// <summary>Small reads.</summary>
internal static class ListReads
{
    /// <summary>The only element; null for none or several, since several subjects are no subject.</summary>
    internal static string? SingleOrNull(this IReadOnlyList<string> values) => values.Count == 1 ? values[0] : null;
}
