using Federation.Model.Groups;
using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Iam.Attachments;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Iam.Roles;
using Federation.Services.Policies;

namespace Federation.Services.Iam.AuthorizationDetails;

/// <summary>One page of an account's entities of all kinds, filled kind by kind until it is full. What hangs on the entities of a kind is asked for once for all of them.</summary>
internal sealed class DetailPages(IUnitOfWork store, AccountId account, int most)
{
    internal const string User = "User";
    internal const string Group = "Group";
    internal const string Role = "Role";
    internal const string LocalPolicy = "LocalManagedPolicy";
    internal const string AwsPolicy = "AWSManagedPolicy";

    /// <summary>The kinds in the order in which they are gone through.</summary>
    internal static readonly string[] Kinds = [User, Group, Role, LocalPolicy, AwsPolicy];

    internal List<UserDetailShape> Users { get; } = [];

    internal List<GroupDetailShape> Groups { get; } = [];

    internal List<RoleDetailShape> Roles { get; } = [];

    internal List<ManagedPolicyDetailShape> Policies { get; } = [];

    private int Room => most - Users.Count - Groups.Count - Roles.Count - Policies.Count;

    /// <summary>Adds entities of a kind for as long as there is room.</summary>
    /// <returns>The key to go on after; null where the kind is through. An empty key: none of the kind found room.</returns>
    internal async Task<string?> AddAsync(string kind, string? after, CancellationToken cancellationToken)
    {
        if (Room == 0 && kind != AwsPolicy)
        {
            return await IsThereMoreAsync(kind, after, cancellationToken) ? after ?? string.Empty : null;
        }

        switch (kind)
        {
            case User:
                var users = await store.Users.ListAsync(account, "/", after, Room, cancellationToken);
                await AddAsync(users.Items, cancellationToken);
                return users.Next;
            case Group:
                var groups = await store.Groups.ListAsync(account, "/", after, Room, cancellationToken);
                var onGroups = await PoliciesOfAsync([.. groups.Items.Select(group => group.GroupId)], cancellationToken);
                Groups.AddRange(groups.Items.Select(group => DetailOf(group, onGroups)));
                return groups.Next;
            case Role:
                var roles = await store.Roles.ListAsync(account, "/", after, Room, cancellationToken);
                var onRoles = await PoliciesOfAsync([.. roles.Items.Select(role => role.RoleId)], cancellationToken);
                foreach (var role in roles.Items)
                {
                    Roles.Add(await DetailOfAsync(role, onRoles, cancellationToken));
                }

                return roles.Next;
            case LocalPolicy:
                var policies = await store.ManagedPolicies.ListAsync(account, "/", after, Room, cancellationToken);
                var versions = (await store.ManagedPolicies.ListVersionsOfAsync(account, [.. policies.Items.Select(policy => policy.PolicyId)], cancellationToken))
                    .ToLookup(version => version.PolicyId, StringComparer.Ordinal);
                Policies.AddRange(policies.Items.Select(policy =>
                    DetailOf(policy, [.. versions[policy.PolicyId].Select(version => PolicyVersionShape.Of(policy, version, withDocument: true))])));
                return policies.Next;
            case AwsPolicy:
                return await AddAwsAsync(after, cancellationToken);
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of entity");
        }
    }

    private async Task<bool> IsThereMoreAsync(string kind, string? after, CancellationToken cancellationToken) => kind switch
    {
        User => (await store.Users.ListAsync(account, "/", after, 1, cancellationToken)).Items.Count > 0,
        Group => (await store.Groups.ListAsync(account, "/", after, 1, cancellationToken)).Items.Count > 0,
        Role => (await store.Roles.ListAsync(account, "/", after, 1, cancellationToken)).Items.Count > 0,
        LocalPolicy => (await store.ManagedPolicies.ListAsync(account, "/", after, 1, cancellationToken)).Items.Count > 0,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of entity"),
    };

    private async Task<string?> AddAwsAsync(string? after, CancellationToken cancellationToken)
    {
        var uses = (await store.PolicyAttachments.CountBuiltInAsync(account, cancellationToken)).ToDictionary(use => (use.PolicyId, use.Usage), use => use.Count);
        string? last = after;
        foreach (var builtIn in AwsManagedPolicies.All)
        {
            var key = NameKey.Of(builtIn.Policy.PolicyName);
            var policy = builtIn.Policy with
            {
                AttachmentCount = uses.GetValueOrDefault((builtIn.Policy.PolicyId, PolicyUsage.Permissions)),
                BoundaryCount = uses.GetValueOrDefault((builtIn.Policy.PolicyId, PolicyUsage.Boundary)),
            };
            if ((after is not null && string.CompareOrdinal(key, after) <= 0) || policy.AttachmentCount + policy.BoundaryCount == 0)
            {
                continue;
            }

            if (Room == 0)
            {
                return last ?? string.Empty;
            }

            var version = new ManagedPolicyVersion { AccountId = default, PolicyId = policy.PolicyId, Number = policy.DefaultVersion, Document = builtIn.Document, CreatedAt = policy.UpdatedAt };
            Policies.Add(DetailOf(policy, [PolicyVersionShape.Of(policy, version, withDocument: true)]));
            last = key;
        }

        return null;
    }

    private async Task AddAsync(IReadOnlyList<User> users, CancellationToken cancellationToken)
    {
        string[] ids = [.. users.Select(user => user.UserId)];
        var groups = (await store.Groups.ListOfUsersAsync(account, ids, cancellationToken)).ToLookup(member => member.UserId, member => member.GroupName, StringComparer.Ordinal);
        var policies = await PoliciesOfAsync(ids, cancellationToken);
        Users.AddRange(users.Select(user => new UserDetailShape
        {
            Path = user.Path,
            UserName = user.UserName,
            UserId = user.UserId,
            Arn = user.Arn,
            CreateDate = user.CreatedAt,
            UserPolicyList = [.. policies.Inline[user.UserId]],
            GroupList = [.. groups[user.UserId]],
            AttachedManagedPolicies = [.. policies.Attached[user.UserId]],
            PermissionsBoundary = PermissionsBoundaryShape.Of(user.PermissionsBoundary),
            Tags = TagRules.Show(user.Tags),
        }));
    }

    private static GroupDetailShape DetailOf(Group group, OwnedPolicies policies) => new()
    {
        Path = group.Path,
        GroupName = group.GroupName,
        GroupId = group.GroupId,
        Arn = group.Arn,
        CreateDate = group.CreatedAt,
        GroupPolicyList = [.. policies.Inline[group.GroupId]],
        AttachedManagedPolicies = [.. policies.Attached[group.GroupId]],
    };

    private async Task<RoleDetailShape> DetailOfAsync(Role role, OwnedPolicies policies, CancellationToken cancellationToken) => new()
    {
        Path = role.Path,
        RoleName = role.RoleName,
        RoleId = role.RoleId,
        Arn = role.Arn,
        CreateDate = role.CreatedAt,
        AssumeRolePolicyDocument = await TrustPolicies.ToShownAsync(role.TrustPolicy, store, cancellationToken),
        InstanceProfileList = [],
        RolePolicyList = [.. policies.Inline[role.RoleId]],
        AttachedManagedPolicies = [.. policies.Attached[role.RoleId]],
        PermissionsBoundary = PermissionsBoundaryShape.Of(role.PermissionsBoundary),
        Tags = TagRules.Show(role.Tags),
        RoleLastUsed = new RoleLastUsedShape { LastUsedDate = role.LastUse?.At, Region = role.LastUse?.Region },
    };

    private static ManagedPolicyDetailShape DetailOf(ManagedPolicy policy, IReadOnlyList<PolicyVersionShape> versions) => new()
    {
        PolicyName = policy.PolicyName,
        PolicyId = policy.PolicyId,
        Arn = policy.Arn,
        Path = policy.Path,
        DefaultVersionId = PolicyVersionShape.IdOf(policy.DefaultVersion),
        AttachmentCount = policy.AttachmentCount,
        PermissionsBoundaryUsageCount = policy.BoundaryCount,
        IsAttachable = true,
        Description = policy.Description,
        CreateDate = policy.CreatedAt,
        UpdateDate = policy.UpdatedAt,
        PolicyVersionList = versions,
    };

    private async Task<OwnedPolicies> PoliciesOfAsync(IReadOnlyList<string> ownerIds, CancellationToken cancellationToken) => new(
        (await store.InlinePolicies.ListOfOwnersAsync(account, ownerIds, cancellationToken)).ToLookup(
            policy => policy.OwnerId, policy => new PolicyDetailShape { PolicyName = policy.PolicyName, PolicyDocument = policy.Document }, StringComparer.Ordinal),
        (await store.PolicyAttachments.ListOfOwnersAsync(account, ownerIds, PolicyUsage.Permissions, cancellationToken)).ToLookup(
            attachment => attachment.OwnerId, attachment => new AttachedPolicyShape { PolicyName = attachment.PolicyName, PolicyArn = attachment.PolicyArn }, StringComparer.Ordinal));

    /// <summary>What hangs on entities, by their unique ids.</summary>
    private sealed record OwnedPolicies(ILookup<string, PolicyDetailShape> Inline, ILookup<string, AttachedPolicyShape> Attached);
}
