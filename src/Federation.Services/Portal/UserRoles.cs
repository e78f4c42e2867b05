using Federation.Model.Storage;
using Federation.Policy;
using Federation.Services.Authorization;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;
using Federation.Services.Sts;
using Federation.Services.UserSignIns;

namespace Federation.Services.Portal;

/// <summary>
/// The roles of an IAM user at the portal: those that the user's own policies (groups' and managed ones included) name without wildcard in a statement that allows sts:AssumeRole, and that
/// AssumeRole would give now. Any other role may be named by its ARN.
/// </summary>
public sealed class UserRoles(UserSessions users, PrincipalDirectory principals, AccountDirectory accounts, IAuthorizer authorizer, IDatabase database, TimeProvider timeProvider)
{
    /// <summary>More names than that are no list for people: the switch-role form takes any of them.</summary>
    private const int MostNamed = 200;

    internal static string SessionNameOf(string userName) =>
        // AWS: RoleSessionName has two characters at least.
        userName.Length >= 2 ? userName : userName + "_";

    /// <summary>The roles that may be assumed now, and those that are named in vain.</summary>
    public async Task<PortalRoleList> ListAsync(PortalSession session, RequestInfo request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (await users.CallerAsync(session, timeProvider.GetUtcNow(), cancellationToken) is not { } caller
            || await principals.FindUserAsync(caller.AccountId, caller.PrincipalId!, cancellationToken) is not { } entry)
        {
            return new PortalRoleList([], []);
        }

        var roles = new List<PortalRole>();
        var withheld = new List<WithheldRole>();
        foreach (var arn in Named(entry.Policies).Take(MostNamed))
        {
            if (await FindAsync(caller, arn, request, cancellationToken) is { } role)
            {
                roles.Add(role);
            }
            else
            {
                // Whether it is there is not said: it may be another account's.
                withheld.Add(new WithheldRole(arn, "The role does not exist, or may not be assumed by you now."));
            }
        }

        return new PortalRoleList(
            [.. roles.OrderBy(role => role.AccountName, StringComparer.OrdinalIgnoreCase).ThenBy(role => role.AccountId, StringComparer.Ordinal).ThenBy(role => role.RoleName, StringComparer.OrdinalIgnoreCase)],
            withheld);
    }

    /// <summary>A role by its ARN, where it may be assumed now.</summary>
    public async Task<PortalRole?> FindAsync(PortalSession session, string roleArn, RequestInfo request, CancellationToken cancellationToken) =>
        await users.CallerAsync(session, timeProvider.GetUtcNow(), cancellationToken) is { } caller ? await FindAsync(caller, roleArn, request, cancellationToken) : null;

    /// <summary>ARNs of roles in statements that allow sts:AssumeRole, as they stand there; no pattern, no variable.</summary>
    internal static IEnumerable<string> Named(PrincipalPolicySet policies) => policies.Identity.Policies
        .SelectMany(policy => policy.Document?.Statements ?? [])
        .Where(statement => statement is { Effect: PolicyEffect.Allow, IsNotResource: false, Resources: not null } && statement.Reaches(AssumeRoleDemands.Action))
        .SelectMany(statement => statement.Resources!)
        .Select(resource => resource.Text)
        .Where(text => text.Contains(":role/", StringComparison.Ordinal) && !text.AsSpan().ContainsAny('*', '?', '$'))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private async Task<PortalRole?> FindAsync(Caller caller, string arn, RequestInfo request, CancellationToken cancellationToken)
    {
        if (await principals.FindRoleByArnAsync(arn, cancellationToken) is not { } entry || await accounts.FindAsync(entry.Role.AccountId, cancellationToken) is not { IsActive: true } account)
        {
            return null;
        }

        var asked = new AssumeRoleRequest { RoleArn = arn, RoleSessionName = SessionNameOf(caller.Name!) };
        if (ChainedSession.Of(null, null, null, caller) is not { Succeeded: true, Value: var chained })
        {
            return null;
        }

        await using var context = new OperationContext(request, caller, database);
        foreach (var demand in AssumeRoleDemands.For(entry.Role, asked, chained, MfaInCallProof.None))
        {
            if (await authorizer.AuthorizeAsync(demand, context, cancellationToken) is not null)
            {
                return null;
            }
        }

        var longest = entry.Role.MaxSessionDuration;
        return new PortalRole(
            entry.Role.AccountId.Value, account.Account.Name, entry.Role.Arn, entry.Role.RoleName, null, entry.Role.Description, Math.Min(SessionLength.Default, longest), longest);
    }
}
