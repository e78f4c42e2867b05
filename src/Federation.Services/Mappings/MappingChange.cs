using Federation.Model.Identifiers;
using Federation.Model.Roles;
using Federation.Services.Iam;
using Federation.Services.Pipeline;

namespace Federation.Services.Mappings;

/// <summary>
/// A document that is to come into force, read once for demands and handler, beside the one that it replaces. A mapping hands roles to people, and so it takes iam:PassRole on every
/// role of every rule that is new or was changed; who may write mappings may not therefore become whatever trusts a provider.
/// </summary>
/// <param name="InForce">The document in force when the demands were made; null where there is none.</param>
/// <param name="Next">The document to come; null where a version was asked for that is not there.</param>
/// <param name="Read">What it says; null where it is not valid.</param>
/// <param name="Problems">Why it is not.</param>
internal sealed record MappingChange(string? InForce, string? Next, RoleMappingDocument? Read, IReadOnlyList<string> Problems)
{
    /// <summary>iam:PassedToService, as the audit trail calls the gateway.</summary>
    internal const string Service = "federation.amazonaws.com";

    private const string PassRole = "iam:PassRole";

    /// <summary>The demand on the mapping and those on the roles that it would hand out anew.</summary>
    internal static async Task<IReadOnlyList<Demand>> DemandsAsync(string action, string name, string? next, OperationContext context, CancellationToken cancellationToken)
    {
        var demand = await RoleMappingRules.DemandAsync(action, name, context, cancellationToken);
        var store = await context.ReadAsync(cancellationToken);
        var present = await store.RoleMappings.FindAsync(context.Caller.AccountId, name, cancellationToken);
        var (read, problems) = next is null ? (null, []) : RoleMappingDocument.Read(next);
        context.Keep(new MappingChange(present?.Document, next, read, problems));
        var demands = new List<Demand> { demand };
        foreach (var role in read is null ? [] : NewRoles(present is null ? null : RoleMappingDocument.Read(present.Document).Document, read))
        {
            demands.Add(await PassAsync(role, demand.Resource, context, cancellationToken));
        }

        return demands;
    }

    /// <summary>Roles of rules that did not stand in the former document just so: a condition that changed hands the role to other people.</summary>
    private static IEnumerable<string> NewRoles(RoleMappingDocument? before, RoleMappingDocument after)
    {
        var present = before is null || before.ProviderArn != after.ProviderArn ? [] : before.Rules.SelectMany(GrantsOf).ToHashSet();
        return after.Rules.SelectMany(GrantsOf).Where(grant => !present.Contains(grant)).Select(grant => grant.Role).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<(string Role, string? Condition, string? SessionName)> GrantsOf(RoleMappingRule rule) => rule.Roles.Select(role => (role, rule.Condition, rule.SessionNameAttribute));

    /// <summary>
    /// A role of the caller's account with its tags and boundary. Another account's role is not there for the caller; that it trusts the provider says that this account decides who gets
    /// it, and so this account's policies do.
    /// </summary>
    private static async Task<Demand> PassAsync(string arn, string mappingArn, OperationContext context, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["iam:PassedToService"] = [Service],
            ["iam:AssociatedResourceArn"] = [mappingArn],
        };
        if (Arns.TryParseIam(arn, "role", out var owner, out _, out var name) && owner == context.Caller.AccountId && await FindAsync(owner, name, arn, context, cancellationToken) is { } role)
        {
            TagRules.AddResourceContext(keys, role.Tags);
            if (role.PermissionsBoundary is { } boundary)
            {
                keys["iam:PermissionsBoundary"] = [boundary];
            }
        }

        return Demand.Identity(PassRole, arn, owner) with { Context = keys, IsForCallerToDecide = true };
    }

    private static async Task<Role?> FindAsync(AccountId account, string name, string arn, OperationContext context, CancellationToken cancellationToken) =>
        await (await context.ReadAsync(cancellationToken)).Roles.FindByNameAsync(account, name, cancellationToken) is { } role && role.Arn == arn ? role : null;
}
