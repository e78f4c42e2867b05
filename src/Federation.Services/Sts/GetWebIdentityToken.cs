using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Services.Authorization;
using Federation.Services.Iam;
using Federation.Services.Iam.Shapes;
using Federation.Services.OutboundIdentity;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Sts;

/// <summary>AWS: GetWebIdentityToken.</summary>
public sealed record GetWebIdentityTokenRequest
{
    /// <summary>For whom the token is, 1 to 10.</summary>
    [Required, Length(1, 10), ElementLength(1, 1000)]
    public IReadOnlyList<string>? Audience { get; init; }

    /// <summary>Seconds; 300 by default.</summary>
    [Range(60, 3600)]
    public int? DurationSeconds { get; init; }

    /// <summary>RS256 or ES384.</summary>
    [Required, Length(5, 5), AllowedValues("RS256", "ES384")]
    public string? SigningAlgorithm { get; init; }

    /// <summary>Claims of the caller's own, as request_tags.</summary>
    [Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>AWS: GetWebIdentityToken, answer.</summary>
public sealed record GetWebIdentityTokenResponse
{
    /// <summary>The token: in the answer and nowhere else.</summary>
    [DataType(DataType.Password)]
    public string? WebIdentityToken { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>The type's name: a log must never print an answer.</summary>
    public override string ToString() => nameof(GetWebIdentityTokenResponse);
}

/// <summary>A token about the caller that any OpenID Connect library validates: signed by the account's own issuer, for a service outside.</summary>
public sealed class GetWebIdentityToken(OutboundKeys keys, AccountDirectory accounts, ServiceOptions options) : ReadOperation<GetWebIdentityTokenRequest, GetWebIdentityTokenResponse>
{
    /// <summary>Bytes of JSON: a token has to fit into a header.</summary>
    internal const int MostPayloadBytes = 8192;

    private const int Usual = 300;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("sts", "GetWebIdentityToken", AccessLevel.Credentials)
    {
        Resource = ActionResource.OwnSession,
        ConditionKeys = PermissionOnlyActions.WebIdentityTokenKeys,
        Differs = "the payload has at most 8,192 bytes; no claim tells organizational units or AWS's compute services",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetWebIdentityTokenRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var tags = ChainedSession.CheckRequested(request.Tags);
        if (tags is not null)
        {
            return Task.FromResult<Result<IReadOnlyList<Demand>>>(tags);
        }

        var conditions = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["sts:IdentityTokenAudience"] = request.Audience!,
            ["sts:DurationSeconds"] = [(request.DurationSeconds ?? Usual).ToString(CultureInfo.InvariantCulture)],
            ["sts:SigningAlgorithm"] = [request.SigningAlgorithm!],
        };
        TagRules.AddRequestContext(conditions, request.Tags);
        var account = context.Caller.AccountId;
        var demand = Demand.Identity(Descriptor.Action, $"arn:aws:sts::{account}:self", account) with { Context = conditions };
        return Task.FromResult(NeedsWithTags(demand, "sts:TagGetWebIdentityToken", request.Tags is { Count: > 0 }));
    }

    /// <inheritdoc/>
    protected override async Task<Result<GetWebIdentityTokenResponse>> HandleAsync(GetWebIdentityTokenRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var caller = context.Caller;
        var store = await context.ReadAsync(cancellationToken);
        if (await store.OutboundIdentity.FindAsync(caller.AccountId, cancellationToken) is not { IsEnabled: true })
        {
            return StsErrors.OutboundWebIdentityFederationDisabled("Outbound web identity federation is not enabled for this account.");
        }

        var expiry = SessionLength.WholeSecond(context.Now.AddSeconds(request.DurationSeconds ?? Usual));
        if (caller.Session is { } session && expiry > session.ExpiresAt)
        {
            return StsErrors.SessionDurationEscalation("The requested token duration would extend the session beyond its original expiration time.");
        }

        var claims = new OutboundClaims
        {
            Issuer = OutboundIssuer.Of(options, caller.AccountId),
            TokenId = EventIds.Create(context.Now),
            IssuedAt = context.Now,
            ExpiresAt = expiry,
            Audience = [.. request.Audience!.Distinct(StringComparer.Ordinal)],
            Region = context.Request.Region,
            OrganizationId = (await accounts.FindAsync(caller.AccountId, cancellationToken))?.Organization?.OrganizationId,
            RequestTags = [.. (request.Tags ?? []).Select(tag => tag.ToTag())],
        };
        var payload = claims.Write(caller);
        if (Encoding.UTF8.GetByteCount(payload) > MostPayloadBytes)
        {
            return StsErrors.JwtPayloadSizeExceeded($"The token's payload exceeds {MostPayloadBytes} bytes: pass fewer or shorter tags and audiences.");
        }

        context.Audit.Additional["webIdentityTokenID"] = claims.TokenId;
        return await keys.SignAsync(request.SigningAlgorithm!, payload, cancellationToken) is { } token
            ? new GetWebIdentityTokenResponse { WebIdentityToken = token, Expiration = expiry }
            : CommonErrors.ServiceUnavailable("the key ring has no key for web identity tokens");
    }
}
