using Federation.Saml.Assertions;
using Federation.Saml.Protocol;
using Federation.Saml.Validation;
using Federation.Services.SignIn;

namespace Federation.Services.Federated;

/// <summary>
/// The roles of one sign-in. A Role pair counts only with a provider whose keys verified this very response: for pairs that name other providers (one IdP, a
/// provider in each account) the response is verified again with that provider's own metadata.
/// </summary>
public sealed class RoleResolver(RoleGrants grants, SamlProviderDirectory providers)
{
    /// <summary>How many other providers one response is verified with.</summary>
    private const int MostOthers = 20;

    /// <summary>Grants of the response's own provider first, then those of others in the order of the assertion.</summary>
    public async Task<IReadOnlyList<RoleGrant>> ResolveAsync(
        UnverifiedResponse response, ValidatedAssertion assertion, SamlIdentity identity, SamlValidationContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(context);
        var found = new List<RoleGrant>(await grants.ForProviderAsync(identity, cancellationToken));
        var others = AwsSamlAttributes.RolePairs(identity).Select(pair => pair.ProviderArn)
            .Where(arn => arn != identity.ProviderArn).Distinct(StringComparer.Ordinal).Take(MostOthers);
        foreach (var arn in others)
        {
            if (await providers.FindAsync(arn, cancellationToken) is not { } entry)
            {
                continue;
            }

            var again = SamlResponseValidator.Validate(response, context with { Provider = entry.Metadata, AllowSha1 = entry.Provider.Settings.AllowSha1 });
            if (again.Succeeded && again.Assertion.Id == assertion.Id && SamlIdentity.Of(entry.Provider, again.Assertion) is { } other)
            {
                found.AddRange(await grants.ForProviderAsync(other, cancellationToken));
            }
        }

        return [.. found.DistinctBy(grant => grant.RoleArn, StringComparer.Ordinal)];
    }
}
