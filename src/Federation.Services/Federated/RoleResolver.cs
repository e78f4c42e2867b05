using Federation.Saml.Assertions;
using Federation.Saml.Protocol;
using Federation.Saml.Validation;
using Federation.Services.SignIn;

namespace Federation.Services.Federated;

/// <summary>
/// The roles of one sign-in. A Role pair counts only with a provider whose keys verified this very response: for pairs that name other providers (one IdP, a
/// provider in each account) the response is verified again with that provider's own metadata and by that provider's own settings.
/// </summary>
public sealed class RoleResolver(RoleGrants grants, SamlProviderDirectory providers, SamlDoors doors)
{
    /// <summary>How many other providers one response is verified with.</summary>
    private const int MostOthers = 20;

    /// <summary>Grants of the response's own provider first, then those of others in the order of the assertion.</summary>
    public async Task<RoleEvaluation> ResolveAsync(
        UnverifiedResponse response, ValidatedAssertion assertion, SamlIdentity identity, SamlExpectedRequest expected, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        ArgumentNullException.ThrowIfNull(identity);
        var own = await grants.EvaluateAsync(identity, cancellationToken);
        var found = new List<RoleGrant>(own.Grants);
        var rules = new List<RuleOutcome>(own.Rules);
        var identities = new List<SamlIdentity>();
        var others = AwsSamlAttributes.RolePairs(identity).Select(pair => pair.ProviderArn)
            .Where(arn => arn != identity.ProviderArn).Distinct(StringComparer.Ordinal).Take(MostOthers);
        foreach (var arn in others)
        {
            if (await providers.FindAsync(arn, cancellationToken) is not { } entry || !MayVouch(entry, assertion))
            {
                continue;
            }

            var again = SamlResponseValidator.Validate(response, doors.Browser(entry, expected, now));
            if (again.Succeeded && again.Assertion.Id == assertion.Id && SamlIdentity.Of(entry.Provider, again.Assertion) is { } other)
            {
                var evaluation = await grants.EvaluateAsync(other, cancellationToken);
                identities.Add(other);
                found.AddRange(evaluation.Grants);
                rules.AddRange(evaluation.Rules);
            }
        }

        return new RoleEvaluation([.. found.DistinctBy(grant => grant.RoleArn, StringComparer.Ordinal)], rules) { OtherIdentities = identities };
    }

    /// <summary>A sign-in that nobody asked for reaches only the roles of providers that may start one: another account's leniency is not theirs.</summary>
    private static bool MayVouch(SamlProviderEntry entry, ValidatedAssertion assertion) =>
        assertion.InResponseTo is not null || entry.Provider.Settings.IdpInitiated == Model.SamlProviders.IdpInitiatedModes.Accept;
}
