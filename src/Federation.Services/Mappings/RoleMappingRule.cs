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

    /// <summary>The attribute in <c>${saml:attribute/NAME}</c>, decoded; null for any other text.</summary>
    internal static string? AttributeOf(string? sessionName) =>
        sessionName is not null && sessionName.StartsWith("${" + AttributePrefix, StringComparison.OrdinalIgnoreCase) && sessionName.EndsWith('}')
            && sessionName.Length > AttributePrefix.Length + 3
            ? Uri.UnescapeDataString(sessionName[(AttributePrefix.Length + 2)..^1])
            : null;

    /// <summary>Whether the rule's condition holds for a person, under which it gives all of its roles.</summary>
    internal bool Holds(SamlIdentity identity)
    {
        var context = new RequestContext();
        foreach (var (name, values) in identity.Attributes)
        {
            context.SetMany(KeyOf(name), values);
        }

        context.Set(ContextKeys.SamlSubject, identity.Subject);
        context.Set(ContextKeys.SamlIssuer, identity.Issuer);
        context.Set(ContextKeys.SamlAudience, identity.Recipient);
        return PolicyEvaluator.Evaluate(new EvaluationInputs
        {
            Request = new AuthorizationRequest { Principal = Person, Action = Action, Resource = Roles[0], ResourceAccountId = Person.AccountId, Context = context },
            Principal = new PrincipalPolicySet([Compiled]),
        }) == Outcome.Allowed;
    }

    /// <summary>The condition key of an attribute: slashes and blanks of its name percent-encoded.</summary>
    internal static string KeyOf(string attributeName) =>
        AttributePrefix + attributeName.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal);
}
