using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Services.Authorization;
using Federation.Services.Federated;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;
using Federation.Services.SignIn;
using Federation.Services.Sts;

namespace Federation.Services.Portal;

/// <summary>The portal's request for credentials of a role.</summary>
public sealed record CreatePortalCredentialsRequest
{
    /// <summary>The role.</summary>
    [Required, Length(20, 2048)]
    public string? RoleArn { get; init; }

    /// <summary>Seconds; above the maximum it is cut.</summary>
    [Range(SessionLength.Shortest, int.MaxValue)]
    public int? DurationSeconds { get; init; }
}

/// <summary>The portal's credentials.</summary>
public sealed record CreatePortalCredentialsResponse
{
    /// <summary>The credentials.</summary>
    public CredentialsShape? Credentials { get; init; }
}

/// <summary>Gives a signed-in person credentials of one of their roles. The trust policy decides at this moment, whatever was listed before.</summary>
public sealed class CreatePortalCredentials(LiveGrants liveGrants, PrincipalDirectory principals, SessionIssuer issuer)
    : ReadOperation<CreatePortalCredentialsRequest, CreatePortalCredentialsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "CreatePortalCredentials", AccessLevel.Credentials, Authentication.Portal);

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreatePortalCredentialsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var session = context.Caller.PortalSession!;
        var grant = (await liveGrants.ComputeAsync(session, cancellationToken)).FirstOrDefault(candidate => candidate.Grant.RoleArn == request.RoleArn);
        var entry = grant is null ? null : await principals.FindRoleByArnAsync(grant.Grant.RoleArn, cancellationToken);
        if (grant is null || entry is null)
        {
            return CommonErrors.AccessDenied("This role is not available to you.") with { Detail = "no grant of the session names the role now, or there is no such role" };
        }

        var asserted = AwsSamlAttributes.Read(session.Identity!);
        if (!asserted.Succeeded)
        {
            return asserted.Error;
        }

        context.Become(PortalCallers.Of(session, grant));
        context.Keep(new Chosen(session, grant, entry, asserted.Value));
        return Needs(SamlDemands.ForRole(entry.Role, grant.Grant, asserted.Value, request.DurationSeconds));
    }

    /// <inheritdoc/>
    protected override Task<Result<CreatePortalCredentialsResponse>> HandleAsync(
        CreatePortalCredentialsRequest request, OperationContext context, CancellationToken cancellationToken) => Task.FromResult(Issue(request, context));

    private Result<CreatePortalCredentialsResponse> Issue(CreatePortalCredentialsRequest request, OperationContext context)
    {
        var (session, grant, entry, asserted) = context.Kept<Chosen>();
        var seconds = SessionLength.Choose(request.DurationSeconds, asserted.DurationSeconds, entry.Role.MaxSessionDuration);
        var identity = grant.Identity;
        var end = SessionLength.End(context.Now, seconds, identity.SessionNotOnOrAfter);
        if (end <= context.Now)
        {
            return StsErrors.ExpiredToken("The session at the identity provider has ended");
        }

        // Credentials follow the session they came from, whichever provider gave the role: its sign-out takes them.
        var claims = FederatedCallers.Claims(identity, entry.Role, grant.Grant, asserted, context.Now, end) with
        {
            SessionId = session.SessionId,
            OriginId = session.OriginId,
            SubjectKey = session.SubjectKey,
            HomeAccount = session.HomeAccount.Value,
        };
        var issued = issuer.Issue(entry.Role.AccountId, claims, context.Audit);
        if (!issued.Succeeded)
        {
            return issued.Error;
        }

        context.Audit.Recipient = entry.Role.AccountId;
        context.Audit.AlsoFor = context.Caller.AccountId;
        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", entry.Role.Arn));
        context.Audit.Additional["grant"] = grant.Grant.Source;
        return new CreatePortalCredentialsResponse { Credentials = CredentialsShape.Of(issued.Value) };
    }

    private sealed record Chosen(PortalSession Session, LiveGrant Grant, RoleEntry Entry, AssertedSession Asserted);
}
