using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Services.Caching;
using Federation.Services.Mappings;

namespace Federation.Services.Federated;

/// <summary>A mapping document under its name.</summary>
/// <param name="Name">Name of the mapping.</param>
/// <param name="Document">The document.</param>
public sealed record NamedMapping(string Name, RoleMappingDocument Document);

/// <summary>Computes the roles that an identity may be offered: the pairs of its own provider in the Role attribute, and the provider's mapping rules.</summary>
public sealed class RoleGrants(IDatabase database, IChangeTracker tracker, CacheOptions options)
{
    private readonly VersionedCache<string, IReadOnlyList<NamedMapping>> _mappings = new(
        tracker, options.RoleMappings, static mappings => mappings.Sum(mapping => mapping.Document.Rules.Count * CacheOptions.ObjectBytes),
        (account, providerArn, cancellationToken) => LoadAsync(database, account, providerArn, cancellationToken));

    /// <summary>
    /// Grants with the identity's own provider as the Federated principal; pairs that name another provider do not count here, since its keys did not verify
    /// this identity. Whether the trust policies agree is not asked yet.
    /// </summary>
    public async Task<IReadOnlyList<RoleGrant>> ForProviderAsync(SamlIdentity identity, CancellationToken cancellationToken) =>
        (await EvaluateAsync(identity, cancellationToken)).Grants;

    /// <summary>The same with every rule that was asked.</summary>
    public async Task<RoleEvaluation> EvaluateAsync(SamlIdentity identity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return Evaluate(identity, await MappingsOfAsync(identity.ProviderArn, cancellationToken));
    }

    /// <summary>What given mappings would give.</summary>
    public static RoleEvaluation Evaluate(SamlIdentity identity, IReadOnlyList<NamedMapping> mappings)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(mappings);
        var grants = new List<RoleGrant>();
        var rules = new List<RuleOutcome>();
        foreach (var (roleArn, providerArn) in AwsSamlAttributes.RolePairs(identity).Where(pair => pair.ProviderArn == identity.ProviderArn))
        {
            grants.Add(new RoleGrant { RoleArn = roleArn, ProviderArn = providerArn, Source = RoleGrant.AttributeSource, SessionName = SessionName(identity, null) });
        }

        foreach (var mapping in mappings)
        {
            foreach (var rule in mapping.Document.Rules)
            {
                var outcome = rule.Judge(mapping.Name, identity);
                rules.Add(outcome);
                grants.AddRange(outcome.Holds ? rule.Roles.Select(role => Grant(identity, mapping, rule, role)) : []);
            }
        }

        return new RoleEvaluation([.. grants.DistinctBy(grant => grant.RoleArn, StringComparer.Ordinal)], rules);
    }

    /// <summary>The present mappings of a provider, read and compiled.</summary>
    public async ValueTask<IReadOnlyList<NamedMapping>> MappingsOfAsync(string providerArn, CancellationToken cancellationToken) =>
        Arns.TryParseIam(providerArn, "saml-provider", out var account, out _, out _)
            ? await _mappings.GetAsync(account, providerArn, cancellationToken) ?? []
            : [];

    private static RoleGrant Grant(SamlIdentity identity, NamedMapping mapping, RoleMappingRule rule, string role) => new()
    {
        RoleArn = role,
        ProviderArn = identity.ProviderArn,
        Source = $"mapping {mapping.Name}/{rule.Sid}",
        SessionName = SessionName(identity, rule.SessionNameAttribute),
    };

    private static string SessionName(SamlIdentity identity, string? ruleAttribute) => SessionNames.Make(
        AwsSamlAttributes.SessionName(identity) ?? (ruleAttribute is null ? null : identity.Values(ruleAttribute).SingleOrNull()) ?? identity.Subject,
        identity.Subject);

    private static async Task<IReadOnlyList<NamedMapping>?> LoadAsync(IDatabase database, AccountId account, string providerArn, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        var mappings = new List<NamedMapping>();
        foreach (var mapping in await store.RoleMappings.ListForProviderAsync(account, providerArn, cancellationToken))
        {
            // A stored document that cannot be read gives nothing, and one whose Provider is another's gives nothing either.
            if (RoleMappingDocument.Read(mapping.Document).Document is { } document && document.ProviderArn == providerArn)
            {
                mappings.Add(new NamedMapping(mapping.Name, document));
            }
        }

        return mappings;
    }
}
