using Federation.Policy;
using Federation.Services.Federated;

namespace Federation.Services.Mappings;

/// <summary>One rule of a role mapping.</summary>
/// <param name="Sid">Its name within the document.</param>
/// <param name="Roles">ARNs it gives.</param>
/// <param name="SessionNameAttribute">Attribute that names the session, or null.</param>
/// <param name="Compiled">The rule as a policy that allows its roles.</param>
public sealed record RoleMappingRule(string Sid, IReadOnlyList<string> Roles, string? SessionNameAttribute, CompiledPolicy Compiled)
{
    internal const string Action = "sts:AssumeRoleWithSAML";

    /// <summary>Stands for the person in the evaluation of a rule's condition, which no principal key can name.</summary>
    private static readonly RequestPrincipal Person = RequestPrincipal.User("arn:aws:iam::000000000001:user/person", "000000000001");

    internal const string AttributePrefix = "saml:attribute/";

    /// <summary>The condition as it stands in the document, without white space; null where everybody has the roles.</summary>
    internal string? Condition { get; init; }

    /// <summary>The attribute in <c>${saml:attribute/NAME}</c>, decoded; null for any other text.</summary>
    internal static string? AttributeOf(string? sessionName) =>
        sessionName is not null && sessionName.StartsWith("${" + AttributePrefix, StringComparison.OrdinalIgnoreCase) && sessionName.EndsWith('}')
            && sessionName.Length > AttributePrefix.Length + 3
            ? Uri.UnescapeDataString(sessionName[(AttributePrefix.Length + 2)..^1])
            : null;

    /// <summary>Whether the rule's condition holds for a person, under which it gives all of its roles, and why it does not.</summary>
    internal RuleOutcome Judge(string mapping, SamlIdentity identity)
    {
        var inputs = Inputs(identity);
        var holds = PolicyEvaluator.Evaluate(inputs) == Outcome.Allowed;
        return new RuleOutcome(mapping, Sid, holds, Roles, holds ? null : Why(PolicyEvaluator.Explain(inputs)));
    }

    // Names and operators only: values are personal data.
    private static string Why(Decision decision)
    {
        var reasons = decision.FailedConditions
            .Select(condition => condition.Actual is null ? $"{condition.Key} did not come" : $"{condition.Operator} on {condition.Key} is not met")
            .Concat(decision.MissingContextKeys.Select(key => $"{key} did not come"))
            .Distinct(StringComparer.Ordinal).ToList();
        return reasons.Count == 0 ? "the condition is not met" : string.Join("; ", reasons);
    }

    private EvaluationInputs Inputs(SamlIdentity identity)
    {
        var context = new RequestContext();
        foreach (var (name, values) in identity.Attributes)
        {
            context.SetMany(KeyOf(name), values);
        }

        context.Set(ContextKeys.SamlSubject, identity.Subject);
        context.Set(ContextKeys.SamlIssuer, identity.Issuer);
        context.Set(ContextKeys.SamlAudience, identity.Recipient);
        return new EvaluationInputs
        {
            Request = new AuthorizationRequest { Principal = Person, Action = Action, Resource = Roles[0], ResourceAccountId = Person.AccountId, Context = context },
            Principal = new PrincipalPolicySet([Compiled]),
        };
    }

    /// <summary>The condition key of an attribute: slashes and blanks of its name percent-encoded.</summary>
    internal static string KeyOf(string attributeName) =>
        AttributePrefix + attributeName.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal);
}
