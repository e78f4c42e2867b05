using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Groups;
using Federation.Services.Iam.Roles;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Simulation;

/// <summary>Reads users, groups and roles with their documents.</summary>
internal static class PolicySources
{
    internal const string User = "USER";
    internal const string Group = "GROUP";
    internal const string Role = "ROLE";

    private const int PageSize = 100;

    /// <summary>The demand of an operation on the user, group or role of an ARN; on the ARN as it was given where it names none of the account's.</summary>
    internal static async Task<Result<IReadOnlyList<Demand>>> DemandAsync(string action, string arn, OperationContext context, CancellationToken cancellationToken)
    {
        var (type, account, name) = Parse(arn);
        var own = account == context.Caller.AccountId ? type : null;
        var demand = own switch
        {
            User => await UserRules.OnExistingAsync(action, name, context, cancellationToken),
            Group => await GroupRules.OnExistingAsync(action, name, context, cancellationToken),
            Role => await RoleRules.OnExistingAsync(action, name, context, cancellationToken),
            _ => Demand.Identity(action, arn, context.Caller.AccountId),
        };
        return Result<IReadOnlyList<Demand>>.Of([demand with { Shown = arn }]);
    }

    /// <summary>The user, group or role of an ARN, in the caller's account.</summary>
    internal static async Task<Result<PolicySource>> FindAsync(string arn, OperationContext context, CancellationToken cancellationToken)
    {
        var (type, account, name) = Parse(arn);
        if (type is null)
        {
            return IamErrors.InvalidInput($"Invalid ARN {arn}: it names no user, group or role.");
        }

        var store = await context.ReadAsync(cancellationToken);
        var found = account != context.Caller.AccountId ? null : type switch
        {
            User => await UserAsync(name, context, store, cancellationToken),
            Group => await GroupAsync(name, context, store, cancellationToken),
            _ => await RoleAsync(name, context, store, cancellationToken),
        };
        // The path is part of the ARN: a namesake elsewhere is not meant.
        return found?.Arn == arn ? found : IamErrors.NotFound(type == User ? "user" : type == Group ? "group" : "role", name);
    }

    /// <summary>The type of what an ARN names, null where it is no user, group or role.</summary>
    internal static (string? Type, AccountId Account, string Name) Parse(string arn)
    {
        foreach (var (resource, type) in new[] { ("user", User), ("group", Group), ("role", Role) })
        {
            if (Arns.TryParseIam(arn, resource, out var account, out _, out var name))
            {
                return (type, account, name);
            }
        }

        return (null, default, string.Empty);
    }

    /// <summary>The identity policies that hang on an owner itself.</summary>
    internal static async Task<IReadOnlyList<SourcePolicy>> OfOwnerAsync(
        IUnitOfWork store, AccountId account, string ownerId, string ownerType, string ownerName, CancellationToken cancellationToken)
    {
        var policies = new List<SourcePolicy>();
        string? after = null;
        do
        {
            var page = await store.InlinePolicies.ListAsync(account, ownerId, after, PageSize, cancellationToken);
            var type = ownerType switch { User => "user", Group => "group", _ => "role" };
            policies.AddRange(page.Items.Select(policy => new SourcePolicy(policy.PolicyName, type, policy.Document) { OwnerType = ownerType, OwnerName = ownerName }));
            after = page.Next;
        }
        while (after is not null);

        foreach (var attachment in await store.PolicyAttachments.ListOfOwnerAsync(account, ownerId, PolicyUsage.Permissions, cancellationToken))
        {
            policies.Add(await ManagedAsync(store, account, attachment.PolicyArn, cancellationToken) with { OwnerType = ownerType, OwnerName = ownerName });
        }

        return policies;
    }

    private static async Task<PolicySource?> UserAsync(string name, OperationContext context, IUnitOfWork store, CancellationToken cancellationToken)
    {
        if (await UserRules.FindAsync(store, context, name, cancellationToken) is not { Succeeded: true, Value: var user })
        {
            return null;
        }

        var policies = new List<SourcePolicy>(await OfOwnerAsync(store, user.AccountId, user.UserId, User, user.UserName, cancellationToken));
        string? after = null;
        do
        {
            var groups = await store.Groups.ListOfUserAsync(user.AccountId, user.UserId, after, PageSize, cancellationToken);
            foreach (var group in groups.Items)
            {
                policies.AddRange(await OfOwnerAsync(store, user.AccountId, group.GroupId, Group, group.GroupName, cancellationToken));
            }

            after = groups.Next;
        }
        while (after is not null);

        return new PolicySource
        {
            Type = User,
            AccountId = user.AccountId,
            Arn = user.Arn,
            Name = user.UserName,
            UniqueId = user.UserId,
            Tags = user.Tags,
            Policies = policies,
            Boundary = await BoundaryAsync(store, user.AccountId, user.PermissionsBoundary, cancellationToken),
        };
    }

    private static async Task<PolicySource?> GroupAsync(string name, OperationContext context, IUnitOfWork store, CancellationToken cancellationToken) =>
        await GroupRules.FindAsync(store, context, name, cancellationToken) is not { Succeeded: true, Value: var group } ? null : new PolicySource
        {
            Type = Group,
            AccountId = group.AccountId,
            Arn = group.Arn,
            Name = group.GroupName,
            UniqueId = group.GroupId,
            Policies = await OfOwnerAsync(store, group.AccountId, group.GroupId, Group, group.GroupName, cancellationToken),
        };

    private static async Task<PolicySource?> RoleAsync(string name, OperationContext context, IUnitOfWork store, CancellationToken cancellationToken) =>
        await RoleRules.FindAsync(store, context, name, cancellationToken) is not { Succeeded: true, Value: var role } ? null : new PolicySource
        {
            Type = Role,
            AccountId = role.AccountId,
            Arn = role.Arn,
            Name = role.RoleName,
            UniqueId = role.RoleId,
            Tags = role.Tags,
            Policies = await OfOwnerAsync(store, role.AccountId, role.RoleId, Role, role.RoleName, cancellationToken),
            Boundary = await BoundaryAsync(store, role.AccountId, role.PermissionsBoundary, cancellationToken),
        };

    private static async Task<SourcePolicy?> BoundaryAsync(IUnitOfWork store, AccountId account, string? arn, CancellationToken cancellationToken) =>
        arn is null ? null : await ManagedAsync(store, account, arn, cancellationToken);

    /// <summary>The version in force. A policy that is gone has no document, which nobody can evaluate: what it hangs on may do nothing.</summary>
    private static async Task<SourcePolicy> ManagedAsync(IUnitOfWork store, AccountId account, string arn, CancellationToken cancellationToken)
    {
        if (AwsManagedPolicies.Find(arn) is { } builtIn)
        {
            return new SourcePolicy(builtIn.Policy.PolicyName, "aws-managed", builtIn.Document) { Arn = arn };
        }

        var policy = await ManagedPolicyLookup.FindOwnAsync(account, arn, store, cancellationToken);
        var version = policy is null ? null : await store.ManagedPolicies.FindDefaultVersionAsync(account, policy.PolicyId, cancellationToken);
        return new SourcePolicy(policy?.PolicyName ?? arn, "user-managed", version?.Document ?? string.Empty) { Arn = arn };
    }
}
