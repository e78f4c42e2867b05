using Federation.Policy.Compilation;

namespace Federation.Policy.Evaluation;

/// <summary>
/// How the kinds of policies combine (IAM User Guide, policy evaluation logic). Written once over <see cref="IPolicyFacts"/>, so
/// that the fast evaluation and the explaining one cannot disagree.
/// </summary>
internal static class DecisionLogic
{
    public static Verdict Decide<TFacts>(in EvaluationInputs inputs, ref TFacts facts)
        where TFacts : IPolicyFacts, allows ref struct
    {
        // AWS STS, GetCallerIdentity: no permissions are required, and none can be denied.
        if (IsAction(inputs, "sts:GetCallerIdentity"))
        {
            return Verdict.Allowed;
        }

        if (facts.AnyDeny())
        {
            return Verdict.Denied;
        }

        if (!facts.ServiceControlAllows())
        {
            return Verdict.Lacks(PolicyKind.ServiceControl);
        }

        if (!facts.EndpointAllows())
        {
            return Verdict.Lacks(PolicyKind.Endpoint);
        }

        var caller = inputs.Request.Principal;
        var resourceKind = KindOfResourcePolicy(inputs);

        // AWS STS, AssumeRole: the root user of an account cannot assume a role.
        if (caller.Kind == PrincipalKind.Root && resourceKind == PolicyKind.Trust)
        {
            return Verdict.Lacks(PolicyKind.Trust);
        }

        var grants = facts.ResourceGrants();
        if (caller.AccountId is null)
        {
            return grants == PrincipalMatch.None ? Verdict.Lacks(resourceKind) : Verdict.Allowed;
        }

        return IsSameAccount(inputs) ? SameAccount(caller, resourceKind, grants, ref facts) : CrossAccount(caller, resourceKind, grants, ref facts);
    }

    /// <summary>Service-linked roles are beyond organization policies; service control policies do not apply to callers without account.</summary>
    public static bool ServiceControlApplies(in EvaluationInputs inputs)
        => inputs.ServiceControl is not null && inputs.Request.Principal is { AccountId: not null, IsServiceLinkedRole: false };

    public static bool ResourceControlApplies(in EvaluationInputs inputs)
        => inputs.ResourceControl is not null && !inputs.Request.Principal.IsServiceLinkedRole;

    public static PolicyKind KindOfResourcePolicy(in EvaluationInputs inputs)
        => inputs.ResourcePolicyKind ?? (inputs.ResourcePolicy is { Policies: [var policy, ..] } ? policy.Kind : PolicyKind.Resource);

    private static bool IsSameAccount(in EvaluationInputs inputs)
        => inputs.Request.ResourceAccountId is not { } account || string.Equals(account, inputs.Request.Principal.AccountId, StringComparison.Ordinal);

    private static Verdict SameAccount<TFacts>(RequestPrincipal caller, PolicyKind resourceKind, PrincipalMatch grants, ref TFacts facts)
        where TFacts : IPolicyFacts, allows ref struct
    {
        // A grant to the caller itself or to everyone: an implicit denial in boundary or session policy does not limit it.
        if ((grants & PrincipalMatch.Direct) != 0)
        {
            return Verdict.Allowed;
        }

        var fromResource = (grants & PrincipalMatch.Source) != 0;
        if (!fromResource)
        {
            // A role and a key are out of reach unless their policy names the caller or hands over to the account.
            if (resourceKind is PolicyKind.Trust or PolicyKind.KeyPolicy && (grants & PrincipalMatch.Account) == 0)
            {
                return Verdict.Lacks(resourceKind);
            }

            if (!IdentityGrants(caller, ref facts))
            {
                return Verdict.Lacks(PolicyKind.Identity);
            }
        }

        return Limited(caller, ref facts);
    }

    private static Verdict CrossAccount<TFacts>(RequestPrincipal caller, PolicyKind resourceKind, PrincipalMatch grants, ref TFacts facts)
        where TFacts : IPolicyFacts, allows ref struct
    {
        if (grants == PrincipalMatch.None)
        {
            return Verdict.Lacks(resourceKind);
        }

        return IdentityGrants(caller, ref facts) ? Limited(caller, ref facts) : Verdict.Lacks(PolicyKind.Identity);
    }

    private static bool IdentityGrants<TFacts>(RequestPrincipal caller, ref TFacts facts)
        where TFacts : IPolicyFacts, allows ref struct
        => caller.Kind == PrincipalKind.Root || facts.IdentityAllows();

    private static Verdict Limited<TFacts>(RequestPrincipal caller, ref TFacts facts)
        where TFacts : IPolicyFacts, allows ref struct
    {
        if (caller.Kind != PrincipalKind.Root && !facts.BoundaryAllows())
        {
            return Verdict.Lacks(PolicyKind.PermissionsBoundary);
        }

        return facts.SessionAllows() ? Verdict.Allowed : Verdict.Lacks(PolicyKind.Session);
    }

    private static bool IsAction(in EvaluationInputs inputs, string action) => string.Equals(inputs.Request.Action, action, StringComparison.OrdinalIgnoreCase);
}
