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
public sealed record RoleEntry(Role Role, PrincipalPolicySet Policies, CompiledPolicy Trust)
{
    /// <summary>Characters of the documents that are this principal's own.</summary>
    internal int DocumentLength { get; init; }
}

/// <summary>A user with everything that decides what it may do, compiled: its own policies, those of its groups, its boundary.</summary>
/// <param name="User">The user.</param>
/// <param name="Policies">Identity policies and boundary.</param>
public sealed record UserEntry(User User, PrincipalPolicySet Policies)
{
    /// <summary>Characters of the documents that are this principal's own.</summary>
    internal int DocumentLength { get; init; }
}

/// <summary>Principals with their compiled policies, kept until something in their account changes. Rights are looked up at each request, never copied into a token.</summary>
public sealed class PrincipalDirectory(IDatabase database, IChangeTracker tracker, ManagedPolicyDirectory managed, CacheOptions options)
{
    private const int PageSize = 100;

    /// <summary>Before a name, where the key is no unique id.</summary>
    private const char ByName = '/';

    private readonly VersionedCache<string, RoleEntry> _roles = new(
        tracker, options.Roles, static entry => entry.DocumentLength * CacheOptions.BytesOfPolicyCharacter,
        (account, key, cancellationToken) => LoadRoleAsync(database, managed, account, key, cancellationToken));

    private readonly VersionedCache<string, UserEntry> _users = new(
        tracker, options.Users, static entry => entry.DocumentLength * CacheOptions.BytesOfPolicyCharacter,
        (account, userId, cancellationToken) => LoadUserAsync(database, managed, account, userId, cancellationToken));

    /// <summary>A user by its unique id, or null where it is gone.</summary>
    public ValueTask<UserEntry?> FindUserAsync(AccountId account, string userId, CancellationToken cancellationToken) =>
        _users.GetAsync(account, userId, cancellationToken);

    /// <summary>A role by its unique id, or null where it is gone.</summary>
    public ValueTask<RoleEntry?> FindRoleAsync(AccountId account, string roleId, CancellationToken cancellationToken) =>
        _roles.GetAsync(account, roleId, cancellationToken);

    /// <summary>A role by its ARN (path included), or null.</summary>
    public async ValueTask<RoleEntry?> FindRoleByArnAsync(string arn, CancellationToken cancellationToken)
    {
        if (!Arns.TryParseIam(arn, "role", out var account, out _, out var name))
        {
            return null;
        }

        var entry = await _roles.GetAsync(account, ByName + NameKey.Of(name), cancellationToken);
        return entry?.Role.Arn == arn ? entry : null;
    }

    private static async Task<RoleEntry?> LoadRoleAsync(IDatabase database, ManagedPolicyDirectory managed, AccountId account, string key, CancellationToken cancellationToken)
    {
        Role? role;
        var found = new FoundPolicies();
        await using (var store = await database.BeginReadAsync(cancellationToken))
        {
            role = await (key[0] == ByName ? store.Roles.FindByNameAsync(account, key[1..], cancellationToken) : store.Roles.FindByIdAsync(account, key, cancellationToken));
            if (role is null)
            {
                return null;
            }

            await AddAsync(found, store, account, role.RoleId, cancellationToken);
        }

        var policies = await CompileAsync(managed, account, found, role.PermissionsBoundary, cancellationToken);
        return new RoleEntry(role, policies, CompiledPolicy.CompileStored(role.TrustPolicy, PolicyKind.Trust, role.Arn)) { DocumentLength = role.TrustPolicy.Length + found.Length };
    }

    private static async Task<UserEntry?> LoadUserAsync(IDatabase database, ManagedPolicyDirectory managed, AccountId account, string userId, CancellationToken cancellationToken)
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

        return new UserEntry(user, await CompileAsync(managed, account, found, user.PermissionsBoundary, cancellationToken)) { DocumentLength = found.Length };
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

    private static async Task<PrincipalPolicySet> CompileAsync(
        ManagedPolicyDirectory managed, AccountId account, FoundPolicies found, string? boundary, CancellationToken cancellationToken)
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

        internal int Length => Inline.Sum(policy => policy.Document.Length);
    }
}
