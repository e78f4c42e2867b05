using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Authorization;
using Federation.Services.Federated;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;
using Federation.Services.Sts;

namespace Federation.Services.Portal;

/// <summary>A role that a portal session may assume now.</summary>
/// <param name="AccountId">Account of the role.</param>
/// <param name="AccountName">Its name.</param>
/// <param name="RoleArn">ARN.</param>
/// <param name="RoleName">Name.</param>
/// <param name="Provider">ARN of the provider by which it may be assumed; null for an IAM user, who assumes it by the own policies.</param>
/// <param name="Description">Description, or null.</param>
/// <param name="DefaultSession">Seconds that a session lasts where nothing is asked for.</param>
/// <param name="LongestSession">Seconds that it lasts at most.</param>
public sealed record PortalRole(
    string AccountId, string AccountName, string RoleArn, string RoleName, string? Provider, string? Description, int DefaultSession, int LongestSession);

/// <summary>A role that the assertion gave and that may not be assumed, and why, in a sentence for the person.</summary>
/// <param name="RoleArn">ARN.</param>
/// <param name="Why">Sentence.</param>
public sealed record WithheldRole(string RoleArn, string Why)
{
    internal const string NotTrusted = "The role's trust policy does not allow this sign-in.";

    /// <summary>What decided, for administrators; or null.</summary>
    public string? Detail { get; init; }
}

/// <summary>What the portal lists for a session.</summary>
/// <param name="Roles">Roles to choose from, by account and name.</param>
/// <param name="Withheld">Roles the sign-in named that cannot be used.</param>
public sealed record PortalRoleList(IReadOnlyList<PortalRole> Roles, IReadOnlyList<WithheldRole> Withheld);

/// <summary>Lists the roles of a portal session whose trust policies allow it at this moment.</summary>
public sealed class PortalRoles(LiveGrants liveGrants, UserRoles userRoles, PrincipalDirectory principals, AccountDirectory accounts, IAuthorizer authorizer, IDatabase database)
{
    /// <summary>The list, asked anew each time: nothing of it is kept.</summary>
    public async Task<PortalRoleList> ListAsync(PortalSession session, RequestInfo request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.User is not null)
        {
            return await userRoles.ListAsync(session, request, cancellationToken);
        }

        var roles = new List<PortalRole>();
        var withheld = new List<WithheldRole>();
        var asserted = AwsSamlAttributes.Read(session.Identity!);
        foreach (var live in await liveGrants.ComputeAsync(session, cancellationToken))
        {
            var grant = live.Grant;
            var entry = await principals.FindRoleByArnAsync(grant.RoleArn, cancellationToken);
            if (entry is null || await accounts.FindAsync(entry.Role.AccountId, cancellationToken) is not { IsActive: true } account)
            {
                withheld.Add(new WithheldRole(grant.RoleArn, "The role does not exist."));
            }
            else if (!asserted.Succeeded)
            {
                withheld.Add(new WithheldRole(grant.RoleArn, asserted.Error.Message));
            }
            else if (await RefusalAsync(session, live, entry, asserted.Value, request, cancellationToken) is { } refusal)
            {
                withheld.Add(new WithheldRole(grant.RoleArn, WithheldRole.NotTrusted) { Detail = refusal.Detail });
            }
            else
            {
                var (duration, maximum) = (asserted.Value.DurationSeconds, entry.Role.MaxSessionDuration);
                roles.Add(new PortalRole(
                    entry.Role.AccountId.Value, account.Account.Name, entry.Role.Arn, entry.Role.RoleName, grant.ProviderArn, entry.Role.Description,
                    SessionLength.Choose(null, duration, maximum), SessionLength.Longest(duration, maximum)));
            }
        }

        return new PortalRoleList(
            [.. roles.OrderBy(role => role.AccountName, StringComparer.OrdinalIgnoreCase).ThenBy(role => role.AccountId, StringComparer.Ordinal).ThenBy(role => role.RoleName, StringComparer.OrdinalIgnoreCase)],
            withheld);
    }

    /// <summary>One role that may be assumed now; null where there is none. An IAM user may name any role, a federated person one of the list.</summary>
    public async Task<PortalRole?> FindAsync(PortalSession session, string? roleArn, RequestInfo request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        return roleArn is null ? null
            : session.User is not null ? await userRoles.FindAsync(session, roleArn, request, cancellationToken)
            : (await ListAsync(session, request, cancellationToken)).Roles.FirstOrDefault(role => role.RoleArn == roleArn);
    }

    private async Task<AwsError?> RefusalAsync(
        PortalSession session, LiveGrant grant, RoleEntry entry, AssertedSession asserted, RequestInfo request, CancellationToken cancellationToken)
    {
        await using var context = new OperationContext(request, PortalCallers.Of(session, grant), database);
        foreach (var demand in SamlDemands.ForRole(entry.Role, grant.Grant, asserted, null))
        {
            if (await authorizer.AuthorizeAsync(demand, context, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
