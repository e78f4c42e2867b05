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
public sealed class EnableOutboundWebIdentityFederation(IKeyRing ring, IKeyRotation rotation, ServiceOptions options) : WriteOperation<Nothing, EnableOutboundWebIdentityFederationResponse>
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
    protected override Task<AwsError?> PrepareAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
    {
        context.Keep(ring.SigningKeys(KeyPurpose.WebIdentitySigning).Count == 0 ? rotation.MakeAll(KeyPurpose.WebIdentitySigning) : []);
        return Task.FromResult<AwsError?>(null);
    }

    /// <inheritdoc/>
    protected override async Task<Result<EnableOutboundWebIdentityFederationResponse>> HandleAsync(Nothing request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        if (await OutboundSwitchRules.TurnAsync(on: true, store, context, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await rotation.EnsureAsync(store, context.Kept<IReadOnlyList<RingKey>>(), cancellationToken);
        return new EnableOutboundWebIdentityFederationResponse { IssuerIdentifier = OutboundIssuer.Of(options, context.Caller.AccountId) };
    }
}
