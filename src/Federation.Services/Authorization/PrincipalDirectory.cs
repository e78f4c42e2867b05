using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Policy;
using Federation.Services.Caching;

namespace Federation.Services.Authorization;

/// <summary>A role with everything that decides what its sessions may do, compiled.</summary>
/// <param name="Role">The role.</param>
/// <param name="Policies">Identity policies and boundary.</param>
/// <param name="Trust">The trust policy.</param>
public sealed record RoleEntry(Role Role, PrincipalPolicySet Policies, CompiledPolicy Trust);

/// <summary>A user with everything that decides what it may do, compiled: its own policies, those of its groups, its boundary.</summary>
/// <param name="User">The user.</param>
/// <param name="Policies">Identity policies and boundary.</param>
public sealed record UserEntry(User User, PrincipalPolicySet Policies);

/// <summary>Principals with their compiled policies, kept until something in their account changes. Rights are looked up at each request, never copied into a token.</summary>
public sealed class PrincipalDirectory(IDatabase database, IChangeTracker tracker, ManagedPolicyDirectory managed)
{
    private const int MostKept = 50_000;
    private const int PageSize = 100;
    private readonly VersionedCache<string, RoleEntry> _roles = new(tracker, MostKept);
    private readonly VersionedCache<string, UserEntry> _users = new(tracker, MostKept);

    /// <summary>A user by its unique id, or null where it is gone.</summary>
    public ValueTask<UserEntry?> FindUserAsync(AccountId account, string userId, CancellationToken cancellationToken) =>
        _users.GetAsync(account, userId, () => LoadUserAsync(account, userId, cancellationToken));

    /// <summary>A role by its unique id, or null where it is gone.</summary>
    public ValueTask<RoleEntry?> FindRoleAsync(AccountId account, string roleId, CancellationToken cancellationToken) =>
        _roles.GetAsync(account, roleId, () => LoadRoleAsync(account, store => store.Roles.FindByIdAsync(account, roleId, cancellationToken), cancellationToken));

    /// <summary>A role by its ARN (path included), or null.</summary>
    public async ValueTask<RoleEntry?> FindRoleByArnAsync(string arn, CancellationToken cancellationToken)
    {
        if (!Arns.TryParseIam(arn, "role", out var account, out _, out var name))
        {
            return null;
        }

        var entry = await _roles.GetAsync(
            account, "/" + NameKey.Of(name), () => LoadRoleAsync(account, store => store.Roles.FindByNameAsync(account, name, cancellationToken), cancellationToken));
        return entry?.Role.Arn == arn ? entry : null;
    }

    private async Task<RoleEntry?> LoadRoleAsync(AccountId account, Func<IUnitOfWork, Task<Role?>> find, CancellationToken cancellationToken)
    {
        Role? role;
        var found = new FoundPolicies();
        await using (var store = await database.BeginReadAsync(cancellationToken))
        {
            role = await find(store);
            if (role is null)
            {
                return null;
            }

            await AddAsync(found, store, account, role.RoleId, cancellationToken);
        }

        var policies = await CompileAsync(account, found, role.PermissionsBoundary, cancellationToken);
        return new RoleEntry(role, policies, CompiledPolicy.CompileStored(role.TrustPolicy, PolicyKind.Trust, role.Arn));
    }

    private async Task<UserEntry?> LoadUserAsync(AccountId account, string userId, CancellationToken cancellationToken)
    {
        User? user;
        var found = new FoundPolicies();
        await using (var store = await database.BeginReadAsync(cancellationToken))
        {
            user = await store.Users.FindByIdAsync(account, userId, cancellationToken);
            if (user is null)
            {
                return null;
            }

            await AddAsync(found, store, account, userId, cancellationToken);
            string? after = null;
            do
            {
                var groups = await store.Groups.ListOfUserAsync(account, userId, after, PageSize, cancellationToken);
                foreach (var group in groups.Items)
                {
                    await AddAsync(found, store, account, group.GroupId, cancellationToken);
                }

                after = groups.Next;
            }
            while (after is not null);
        }

        return new UserEntry(user, await CompileAsync(account, found, user.PermissionsBoundary, cancellationToken));
    }

    private static async Task AddAsync(FoundPolicies found, IUnitOfWork store, AccountId account, string ownerId, CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await store.InlinePolicies.ListAsync(account, ownerId, after, PageSize, cancellationToken);
            found.Inline.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        foreach (var attachment in await store.PolicyAttachments.ListOfOwnerAsync(account, ownerId, PolicyUsage.Permissions, cancellationToken))
        {
            found.Attached.Add(attachment.PolicyArn);
        }
    }

    private async Task<PrincipalPolicySet> CompileAsync(AccountId account, FoundPolicies found, string? boundary, CancellationToken cancellationToken)
    {
        var compiled = new List<CompiledPolicy>(found.Inline.Select(policy => CompiledPolicy.CompileStored(policy.Document, PolicyKind.Identity, policy.PolicyName)));
        foreach (var arn in found.Attached)
        {
            compiled.Add(await managed.CompileAsync(account, arn, PolicyKind.Identity, cancellationToken));
        }

        // A boundary that cannot be found denies everything: fail closed.
        return new PrincipalPolicySet(
            compiled, boundary is null ? null : await managed.CompileAsync(account, boundary, PolicyKind.PermissionsBoundary, cancellationToken));
    }

    /// <summary>What one reading of the store found. Managed policies are compiled after it has ended: they are shared by all principals that they hang on.</summary>
    private sealed class FoundPolicies
    {
        internal List<InlinePolicy> Inline { get; } = [];

        internal SortedSet<string> Attached { get; } = new(StringComparer.Ordinal);
    }
}
