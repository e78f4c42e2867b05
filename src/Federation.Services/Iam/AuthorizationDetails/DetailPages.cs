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

/// <summary>One page of an account's entities of all kinds, filled kind by kind until it is full.</summary>
internal sealed class DetailPages(IUnitOfWork store, AccountId account, int most)
{
    internal const string User = "User";
    internal const string Group = "Group";
    internal const string Role = "Role";
    internal const string LocalPolicy = "LocalManagedPolicy";
    internal const string AwsPolicy = "AWSManagedPolicy";

    private const int PageSize = 100;

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
                foreach (var user in users.Items)
                {
                    Users.Add(await DetailOfAsync(user, cancellationToken));
                }

                return users.Next;
            case Group:
                var groups = await store.Groups.ListAsync(account, "/", after, Room, cancellationToken);
                foreach (var group in groups.Items)
                {
                    Groups.Add(await DetailOfAsync(group, cancellationToken));
                }

                return groups.Next;
            case Role:
                var roles = await store.Roles.ListAsync(account, "/", after, Room, cancellationToken);
                foreach (var role in roles.Items)
                {
                    Roles.Add(await DetailOfAsync(role, cancellationToken));
                }

                return roles.Next;
            case LocalPolicy:
                var policies = await store.ManagedPolicies.ListAsync(account, "/", after, Room, cancellationToken);
                foreach (var policy in policies.Items)
                {
                    var versions = await store.ManagedPolicies.ListVersionsAsync(account, policy.PolicyId, cancellationToken);
                    Policies.Add(DetailOf(policy, [.. versions.Select(version => PolicyVersionShape.Of(policy, version, withDocument: true))]));
                }

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
        string? last = after;
        foreach (var builtIn in AwsManagedPolicies.All)
        {
            var key = NameKey.Of(builtIn.Policy.PolicyName);
            if ((after is not null && string.CompareOrdinal(key, after) <= 0)
                || await ManagedPolicyLookup.FindAsync(account, builtIn.Policy.Arn, store, cancellationToken) is not { } policy || policy.AttachmentCount + policy.BoundaryCount == 0)
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

    private async Task<UserDetailShape> DetailOfAsync(User user, CancellationToken cancellationToken)
    {
        var groups = new List<string>();
        string? after = null;
        do
        {
            var page = await store.Groups.ListOfUserAsync(account, user.UserId, after, PageSize, cancellationToken);
            groups.AddRange(page.Items.Select(group => group.GroupName));
            after = page.Next;
        }
        while (after is not null);

        return new UserDetailShape
        {
            Path = user.Path,
            UserName = user.UserName,
            UserId = user.UserId,
            Arn = user.Arn,
            CreateDate = user.CreatedAt,
            UserPolicyList = await InlineOfAsync(user.UserId, cancellationToken),
            GroupList = groups,
            AttachedManagedPolicies = await AttachedToAsync(user.UserId, cancellationToken),
            PermissionsBoundary = PermissionsBoundaryShape.Of(user.PermissionsBoundary),
            Tags = TagRules.Show(user.Tags),
        };
    }

    private async Task<GroupDetailShape> DetailOfAsync(Group group, CancellationToken cancellationToken) => new()
    {
        Path = group.Path,
        GroupName = group.GroupName,
        GroupId = group.GroupId,
        Arn = group.Arn,
        CreateDate = group.CreatedAt,
        GroupPolicyList = await InlineOfAsync(group.GroupId, cancellationToken),
        AttachedManagedPolicies = await AttachedToAsync(group.GroupId, cancellationToken),
    };

    private async Task<RoleDetailShape> DetailOfAsync(Role role, CancellationToken cancellationToken) => new()
    {
        Path = role.Path,
        RoleName = role.RoleName,
        RoleId = role.RoleId,
        Arn = role.Arn,
        CreateDate = role.CreatedAt,
        AssumeRolePolicyDocument = await TrustPolicies.ToShownAsync(role.TrustPolicy, store, cancellationToken),
        InstanceProfileList = [],
        RolePolicyList = await InlineOfAsync(role.RoleId, cancellationToken),
        AttachedManagedPolicies = await AttachedToAsync(role.RoleId, cancellationToken),
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

    private async Task<IReadOnlyList<PolicyDetailShape>> InlineOfAsync(string ownerId, CancellationToken cancellationToken)
    {
        var found = new List<PolicyDetailShape>();
        string? after = null;
        do
        {
            var page = await store.InlinePolicies.ListAsync(account, ownerId, after, PageSize, cancellationToken);
            found.AddRange(page.Items.Select(policy => new PolicyDetailShape { PolicyName = policy.PolicyName, PolicyDocument = policy.Document }));
            after = page.Next;
        }
        while (after is not null);

        return found;
    }

    private async Task<IReadOnlyList<AttachedPolicyShape>> AttachedToAsync(string ownerId, CancellationToken cancellationToken) =>
        [.. (await store.PolicyAttachments.ListOfOwnerAsync(account, ownerId, PolicyUsage.Permissions, cancellationToken))
            .Select(attachment => new AttachedPolicyShape { PolicyName = attachment.PolicyName, PolicyArn = attachment.PolicyArn })];
}
