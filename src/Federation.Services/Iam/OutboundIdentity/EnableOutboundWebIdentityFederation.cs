using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.OutboundIdentity;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OutboundIdentity;

/// <summary>AWS: EnableOutboundWebIdentityFederation, answer.</summary>
public sealed record EnableOutboundWebIdentityFederationResponse
{
    /// <summary>The issuer of the account's tokens.</summary>
    public string? IssuerIdentifier { get; init; }
}

/// <summary>Lets the account's principals have tokens about themselves.</summary>
public sealed class EnableOutboundWebIdentityFederation(IKeyRotation keys, ServiceOptions options) : WriteOperation<Nothing, EnableOutboundWebIdentityFederationResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "EnableOutboundWebIdentityFederation", AccessLevel.Write)
    {
        Resource = ActionResource.None,
        Differs = "the issuer is PublicUrl/oidc/ACCOUNT",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<AwsError?> PrepareAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
    {
        await keys.EnsureAsync(KeyPurpose.WebIdentitySigning, cancellationToken);
        return null;
    }

    /// <inheritdoc/>
    protected override async Task<Result<EnableOutboundWebIdentityFederationResponse>> HandleAsync(Nothing request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        await OutboundSwitchRules.TurnAsync(on: true, store, context, cancellationToken) is { } refusal
            ? refusal
            : new EnableOutboundWebIdentityFederationResponse { IssuerIdentifier = OutboundIssuer.Of(options, context.Caller.AccountId) };
}
