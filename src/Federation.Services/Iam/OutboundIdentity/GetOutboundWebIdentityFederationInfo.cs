using Federation.Model.Results;
using Federation.Services.OutboundIdentity;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OutboundIdentity;

/// <summary>AWS: GetOutboundWebIdentityFederationInfo, answer.</summary>
public sealed record GetOutboundWebIdentityFederationInfoResponse
{
    /// <summary>The issuer of the account's tokens.</summary>
    public string? IssuerIdentifier { get; init; }

    /// <summary>Whether tokens are given now.</summary>
    public bool? JwtVendingEnabled { get; init; }
}

/// <summary>Shows the account's issuer and its switch; an account that never turned it on has none.</summary>
public sealed class GetOutboundWebIdentityFederationInfo(ServiceOptions options) : ReadOperation<Nothing, GetOutboundWebIdentityFederationInfoResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetOutboundWebIdentityFederationInfo", AccessLevel.Read) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<GetOutboundWebIdentityFederationInfoResponse>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        return await store.OutboundIdentity.FindAsync(context.Caller.AccountId, cancellationToken) is { } state
            ? new GetOutboundWebIdentityFederationInfoResponse { IssuerIdentifier = OutboundIssuer.Of(options, context.Caller.AccountId), JwtVendingEnabled = state.IsEnabled }
            : OutboundSwitchRules.Disabled;
    }
}
