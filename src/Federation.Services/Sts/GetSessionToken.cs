using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;

namespace Federation.Services.Sts;

/// <summary>AWS: GetSessionToken.</summary>
public sealed record GetSessionTokenRequest
{
    /// <summary>Seconds; 43,200 by default, 3,600 at most for root.</summary>
    [Range(900, 129_600)]
    public int? DurationSeconds { get; init; }

    /// <summary>Serial number or ARN of the caller's MFA device.</summary>
    [Length(9, 256), RegularExpression(StsPatterns.SerialNumber)]
    public string? SerialNumber { get; init; }

    /// <summary>The device's code.</summary>
    [Length(6, 6), RegularExpression(@"[\d]*"), DataType(DataType.Password)]
    public string? TokenCode { get; init; }

    /// <summary>The type's name: a code must not reach a log.</summary>
    public override string ToString() => nameof(GetSessionTokenRequest);
}

/// <summary>AWS: GetSessionToken, answer.</summary>
public sealed record GetSessionTokenResponse
{
    /// <summary>The credentials.</summary>
    public CredentialsShape? Credentials { get; init; }
}

/// <summary>Temporary credentials of the caller itself, for callers with a long-term key.</summary>
public sealed class GetSessionToken(SessionIssuer issuer, MfaInCall mfa) : ReadOperation<GetSessionTokenRequest, GetSessionTokenResponse>
{
    /// <summary>AWS: root's last an hour at most, whatever is asked for.</summary>
    private const int LongestOfRoot = 3600;

    private const int Usual = 43_200;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("sts", "GetSessionToken", AccessLevel.Credentials, Authentication.LongTermKeyOnly) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetSessionTokenRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var factor = await mfa.VerifyAsync(request.SerialNumber, request.TokenCode, context, cancellationToken);
        if (!factor.Succeeded)
        {
            return factor.Error;
        }

        context.Keep(factor.Value);
        return Needs(Demand.None("AWS: no permission is asked for, and no policy controls it"));
    }

    /// <inheritdoc/>
    protected override Task<AwsError?> PrepareAsync(GetSessionTokenRequest request, OperationContext context, CancellationToken cancellationToken) =>
        mfa.UseAsync(context.Kept<MfaInCallProof>(), cancellationToken);

    /// <inheritdoc/>
    protected override Task<Result<GetSessionTokenResponse>> HandleAsync(GetSessionTokenRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Issue(request, context));

    private Result<GetSessionTokenResponse> Issue(GetSessionTokenRequest request, OperationContext context)
    {
        var caller = context.Caller;
        var isRoot = caller.Kind == CallerKind.Root;
        var seconds = request.DurationSeconds ?? Usual;
        var claims = new SessionClaims
        {
            Principal = isRoot ? SessionPrincipal.Root : SessionPrincipal.User,
            PrincipalId = caller.PrincipalId,
            IssuedAt = context.Now,
            ExpiresAt = SessionLength.End(context.Now, isRoot ? Math.Min(seconds, LongestOfRoot) : seconds, null),
            MfaAuthenticatedAt = context.Kept<MfaInCallProof>().AuthenticatedAt(context),
            SessionId = EventIds.Create(context.Now),
            // Revocation names a user by the unique id and root by its account.
            SubjectKey = caller.PrincipalId ?? caller.UserId,
            HomeAccount = caller.AccountId.Value,
        };
        var issued = issuer.Issue(caller.AccountId, claims, context.Audit);
        return issued.Succeeded ? new GetSessionTokenResponse { Credentials = CredentialsShape.Of(issued.Value) } : issued.Error;
    }
}
