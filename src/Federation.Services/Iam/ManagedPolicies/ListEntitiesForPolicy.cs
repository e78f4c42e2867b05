using System.ComponentModel.DataAnnotations;
using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: ListEntitiesForPolicy.</summary>
public sealed record ListEntitiesForPolicyRequest
{
    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }

    /// <summary>Only this kind of entity.</summary>
    [AllowedValues("User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy")]
    public string? EntityFilter { get; init; }

    /// <summary>Only entities whose path begins so; <c>/</c> by default.</summary>
    [Length(1, 512), RegularExpression(Roles.RoleRules.PathPattern)]
    public string? PathPrefix { get; init; }

    /// <summary>Only those that it is this to: <c>PermissionsPolicy</c> or <c>PermissionsBoundary</c>.</summary>
    [AllowedValues("PermissionsPolicy", "PermissionsBoundary")]
    public string? PolicyUsageFilter { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(ManagedPolicyRules.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: PolicyGroup.</summary>
public sealed record PolicyGroupShape
{
    /// <summary>Name of the group.</summary>
    public string? GroupName { get; init; }

    /// <summary>Its unique id.</summary>
    public string? GroupId { get; init; }
}

/// <summary>AWS: PolicyUser.</summary>
public sealed record PolicyUserShape
{
    /// <summary>Name of the user.</summary>
    public string? UserName { get; init; }

    /// <summary>Its unique id.</summary>
    public string? UserId { get; init; }
}

/// <summary>AWS: PolicyRole.</summary>
public sealed record PolicyRoleShape
{
    /// <summary>Name of the role.</summary>
    public string? RoleName { get; init; }

    /// <summary>Its unique id.</summary>
    public string? RoleId { get; init; }
}

/// <summary>AWS: ListEntitiesForPolicy, answer.</summary>
public sealed record ListEntitiesForPolicyResponse
{
    /// <summary>Groups.</summary>
    public IReadOnlyList<PolicyGroupShape> PolicyGroups { get; init; } = [];

    /// <summary>Users.</summary>
    public IReadOnlyList<PolicyUserShape> PolicyUsers { get; init; } = [];

    /// <summary>Roles.</summary>
    public IReadOnlyList<PolicyRoleShape> PolicyRoles { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the groups, users and roles of the caller's account that a policy hangs on or bounds. A page may be shorter than asked for while more follow, as AWS allows itself.</summary>
public sealed class ListEntitiesForPolicy : ReadOperation<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListEntitiesForPolicy", AccessLevel.List) { Resource = ActionResource.Policy };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListEntitiesForPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await ManagedPolicyRules.OnExistingAsync(Descriptor.Action, request.PolicyArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListEntitiesForPolicyResponse>> HandleAsync(ListEntitiesForPolicyRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var policy = await ManagedPolicyRules.FindAsync(store, context, request.PolicyArn!, cancellationToken);
        if (!policy.Succeeded)
        {
            return policy.Error;
        }

        var after = Paging.ReadMarker(request.Marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var page = await OwnersAsync(store, context.Caller.AccountId, policy.Value.PolicyId, request, Paging.After(after.Value), cancellationToken);
        var (groups, users, roles) = (new List<PolicyGroupShape>(), new List<PolicyUserShape>(), new List<PolicyRoleShape>());
        foreach (var ownerId in page.Items)
        {
            await AddAsync(store, context.Caller.AccountId, ownerId, request.PathPrefix ?? "/", groups, users, roles, cancellationToken);
        }

        return new ListEntitiesForPolicyResponse
        {
            PolicyGroups = groups,
            PolicyUsers = users,
            PolicyRoles = roles,
            IsTruncated = page.IsTruncated,
            Marker = Paging.WriteMarker(page.Next),
        };
    }

    /// <summary>Owners in order of their unique ids, each once although a policy may be attached to it and bound it as well.</summary>
    private static async Task<Page<string>> OwnersAsync(
        IUnitOfWork store, AccountId account, string policyId, ListEntitiesForPolicyRequest request, string? after, CancellationToken cancellationToken)
    {
        var prefix = PrefixOf(request.EntityFilter);
        if (prefix is null)
        {
            return new Page<string>([], null);
        }

        var take = request.MaxItems ?? Paging.DefaultItems;
        after = after is null || string.CompareOrdinal(after, prefix) < 0 ? prefix : after;
        var filter = PolicyUsageNames.Read(request.PolicyUsageFilter);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var hasMore = false;
        foreach (var usage in new[] { PolicyUsage.Permissions, PolicyUsage.Boundary }.Where(usage => filter == PolicyUsage.None || filter == usage))
        {
            var page = await store.PolicyAttachments.ListOfPolicyAsync(account, policyId, usage, after, take, cancellationToken);
            found.UnionWith(page.Items.Select(item => item.OwnerId));
            hasMore |= page.IsTruncated;
        }

        // Each list is whole as far as its last owner: the first so many of both together are those of the page.
        List<string> owners = [.. found.Take(take)];
        hasMore |= found.Count > take;
        List<string> fitting = [.. owners.Where(owner => owner.StartsWith(prefix, StringComparison.Ordinal))];
        return new Page<string>(fitting, hasMore && fitting.Count == owners.Count ? owners[^1] : null);
    }

    /// <summary>What the unique ids of the kind begin with; null for kinds that no policy hangs on.</summary>
    private static string? PrefixOf(string? filter) => filter switch
    {
        null => string.Empty,
        "User" => UniqueIdPrefix.User,
        "Role" => UniqueIdPrefix.Role,
        "Group" => UniqueIdPrefix.Group,
        _ => null,
    };

    private static async Task AddAsync(
        IUnitOfWork store, AccountId account, string ownerId, string pathPrefix, List<PolicyGroupShape> groups, List<PolicyUserShape> users, List<PolicyRoleShape> roles, CancellationToken cancellationToken)
    {
        if (ownerId.StartsWith(UniqueIdPrefix.Group, StringComparison.Ordinal))
        {
            if (await store.Groups.FindByIdAsync(account, ownerId, cancellationToken) is { } group && group.Path.StartsWith(pathPrefix, StringComparison.Ordinal))
            {
                groups.Add(new PolicyGroupShape { GroupName = group.GroupName, GroupId = group.GroupId });
            }
        }
        else if (ownerId.StartsWith(UniqueIdPrefix.User, StringComparison.Ordinal))
        {
            if (await store.Users.FindByIdAsync(account, ownerId, cancellationToken) is { } user && user.Path.StartsWith(pathPrefix, StringComparison.Ordinal))
            {
                users.Add(new PolicyUserShape { UserName = user.UserName, UserId = user.UserId });
            }
        }
        else if (await store.Roles.FindByIdAsync(account, ownerId, cancellationToken) is { } role && role.Path.StartsWith(pathPrefix, StringComparison.Ordinal))
        {
            roles.Add(new PolicyRoleShape { RoleName = role.RoleName, RoleId = role.RoleId });
        }
    }
}
