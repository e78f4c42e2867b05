using Federation.Model.Identifiers;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Policy;
using Federation.Services.Caching;

namespace Federation.Services.Authorization;

/// <summary>A role with everything that decides what its sessions may do, compiled.</summary>
/// <param name="Role">The role.</param>
/// <param name="Policies">Identity policies and boundary.</param>
/// <param name="Trust">The trust policy.</param>
public sealed record RoleEntry(Role Role, PrincipalPolicySet Policies, CompiledPolicy Trust);

/// <summary>Principals with their compiled policies, kept until something in their account changes. Rights are looked up at each request, never copied into a token.</summary>
public sealed class PrincipalDirectory(IDatabase database, IChangeTracker tracker)
{
    private const int MostKept = 50_000;
    private const int PageSize = 100;
    private readonly VersionedCache<string, RoleEntry> _roles = new(tracker, MostKept);

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
        await using var store = await database.BeginReadAsync(cancellationToken);
        if (await find(store) is not { } role)
        {
            return null;
        }

        var policies = await LoadInlineAsync(store, account, role.RoleId, cancellationToken);
        // A boundary that cannot be found denies everything: fail closed.
        var boundary = role.PermissionsBoundary is { } arn ? CompiledPolicy.Unreadable(PolicyKind.PermissionsBoundary, arn) : null;
        return new RoleEntry(role, new PrincipalPolicySet(policies, boundary), CompiledPolicy.CompileStored(role.TrustPolicy, PolicyKind.Trust, role.Arn));
    }

    private static async Task<IReadOnlyList<CompiledPolicy>> LoadInlineAsync(IUnitOfWork store, AccountId account, string ownerId, CancellationToken cancellationToken)
    {
        var compiled = new List<CompiledPolicy>();
        string? after = null;
        do
        {
            var page = await store.InlinePolicies.ListAsync(account, ownerId, after, PageSize, cancellationToken);
            compiled.AddRange(page.Items.Select(policy => CompiledPolicy.CompileStored(policy.Document, PolicyKind.Identity, policy.PolicyName)));
            after = page.Next;
        }
        while (after is not null);

        return compiled;
    }
}
