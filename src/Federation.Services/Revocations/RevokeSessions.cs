using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Services.Credentials;
using Federation.Services.Iam;
using Federation.Services.Pipeline;

namespace Federation.Services.Revocations;

/// <summary>federation: RevokeSessions. Exactly one of the three names is given.</summary>
public sealed record RevokeSessionsRequest
{
    /// <summary>Id of a session: the portal session, the programs' sessions (<c>fed login</c>) begun from it, and every credential that came from them, along role chains as well.</summary>
    [Length(1, 256)]
    public string? SessionId { get; init; }

    /// <summary>ARN of a role: its sessions in whatever way they began.</summary>
    [Length(20, 2048)]
    public string? RoleArn { get; init; }

    /// <summary>
    /// A principal: <c>arn:aws:iam::ACCOUNT:saml-provider/NAME/SUBJECT</c> or <c>arn:aws:iam::ACCOUNT:oidc-provider/URL#SUBJECT</c> for whomever the provider vouches for,
    /// <c>arn:aws:iam::ACCOUNT:user/PATH/NAME</c> for an IAM user, <c>arn:aws:iam::ACCOUNT:root</c> for temporary credentials of root. Roles that the principal assumed are lost
    /// with it; long-term keys are not touched. The provider must be there, and its name may be written in any case; of one that is gone, revoke the roles. Any subject may be
    /// named, to the letter: the gateway keeps no list of whom a provider vouches for.
    /// </summary>
    [Length(20, 2048)]
    public string? PrincipalArn { get; init; }

    /// <summary>What was issued up to this instant is revoked; now by default. Not with SessionId: a session is revoked as a whole.</summary>
    public DateTimeOffset? IssuedBefore { get; init; }
}

/// <summary>federation: RevokeSessions, answer.</summary>
public sealed record RevokeSessionsResponse
{
    /// <summary>What was issued up to this instant counts no longer.</summary>
    public DateTimeOffset? IssuedBefore { get; init; }
}

/// <summary>
/// Takes the effect of credentials that are out: at the next request on this node, within a second on others. A session and a person are revoked in the account where the person signed in, a
/// role in its own account; an account revokes only what is its own.
/// </summary>
public sealed class RevokeSessions(TimeProvider timeProvider) : WriteOperation<RevokeSessionsRequest, RevokeSessionsResponse>
{
    private const string Principal = "principal";

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "RevokeSessions", AccessLevel.Write);

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(RevokeSessionsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        if (CheckShape(request) is { } wrong)
        {
            return wrong;
        }

        var account = context.Caller.AccountId;
        if (request.SessionId is { } session)
        {
            return Needs(context, Arns.Session(account, session));
        }

        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var store = await context.ReadAsync(cancellationToken);
        if (request.RoleArn is { } roleArn)
        {
            var role = await FindRoleAsync(roleArn, store, context, cancellationToken);
            context.Saw("role", roleArn, role?.RoleId);
            TagRules.AddResourceContext(keys, role?.Tags ?? []);
            return Needs(Demand.Identity(Descriptor.Action, roleArn, account) with { Context = keys });
        }

        var named = request.PrincipalArn!;
        var principal = await RevocablePrincipal.FindAsync(named, account, store, cancellationToken);
        context.Saw(Principal, named, principal?.Identity);
        TagRules.AddResourceContext(keys, principal?.Tags ?? []);
        return Needs(Demand.Identity(Descriptor.Action, principal?.Arn ?? named, account) with { Context = keys, Shown = named });
    }

    /// <inheritdoc/>
    protected override async Task<Result<RevokeSessionsResponse>> HandleAsync(RevokeSessionsRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        // Not the instant at which the request came: what was issued while it waited for its turn is revoked too.
        var now = timeProvider.GetUtcNow();
        if (request.IssuedBefore > now)
        {
            return CommonErrors.Validation("IssuedBefore must not be in the future.");
        }

        var target = await TargetAsync(request, store, context, cancellationToken);
        if (!target.Succeeded)
        {
            return target.Error;
        }

        var before = request.IssuedBefore ?? now;
        var (kind, name) = target.Value;
        var revocation = new Revocation(context.Caller.AccountId, kind, name, before, now + RevocationList.LongestCredential);
        await store.Revocations.PutAsync(revocation, cancellationToken);
        if (kind == RevocationKind.Session)
        {
            // Whoever took the session may have begun a program's session from it.
            await store.Revocations.PutAsync(revocation with { Kind = RevocationKind.Origin }, cancellationToken);
        }

        return new RevokeSessionsResponse { IssuedBefore = before };
    }

    private static AwsError? CheckShape(RevokeSessionsRequest request)
    {
        var names = (request.SessionId is null ? 0 : 1) + (request.RoleArn is null ? 0 : 1) + (request.PrincipalArn is null ? 0 : 1);
        return names != 1 ? CommonErrors.Validation("Exactly one of SessionId, RoleArn and PrincipalArn must be given.")
            : request is { SessionId: not null, IssuedBefore: not null } ? CommonErrors.Validation("IssuedBefore cannot be given with SessionId: a session is revoked as a whole.")
            : null;
    }

    private static async Task<Result<(RevocationKind Kind, string Name)>> TargetAsync(
        RevokeSessionsRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        if (request.SessionId is { } session)
        {
            return (RevocationKind.Session, session);
        }

        if (request.PrincipalArn is { } principal)
        {
            return await PrincipalAsync(principal, store, context, cancellationToken) is { } key ? (RevocationKind.Principal, key) : NotFound(Principal, principal);
        }

        if (await FindRoleAsync(request.RoleArn!, store, context, cancellationToken) is not { } role)
        {
            return NotFound("role", request.RoleArn!);
        }

        // Permission was for the role that was there then, not for a namesake.
        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Arn));
        return context.IsAsSeen("role", role.Arn, role.RoleId) ? (RevocationKind.Role, role.RoleId) : NotFound("role", request.RoleArn!);
    }

    private static async Task<string?> PrincipalAsync(string arn, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        // Permission was for the user or provider that was there then, not for a namesake.
        if (await RevocablePrincipal.FindAsync(arn, context.Caller.AccountId, store, cancellationToken) is not { } principal || !context.IsAsSeen(Principal, arn, principal.Identity))
        {
            return null;
        }

        if (principal.Resource is { } resource)
        {
            context.Audit.Resources.Add(resource);
        }

        return principal.Key;
    }

    private static async Task<Model.Roles.Role?> FindRoleAsync(string arn, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        if (!Arns.TryParseIam(arn, "role", out var account, out _, out var name) || account != context.Caller.AccountId)
        {
            return null;
        }

        return await store.Roles.FindByNameAsync(account, name, cancellationToken) is { } role && role.Arn == arn ? role : null;
    }

    private static AwsError NotFound(string kind, string arn) => new("NoSuchEntityException", 400, $"The {kind} {arn} cannot be found in this account.");
}
