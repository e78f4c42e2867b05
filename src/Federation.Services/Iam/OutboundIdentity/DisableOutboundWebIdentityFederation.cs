using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OutboundIdentity;

/// <summary>AWS: DisableOutboundWebIdentityFederation. Gives no more tokens; those that are out stay good until they expire.</summary>
public sealed class DisableOutboundWebIdentityFederation : WriteOperation<Nothing, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DisableOutboundWebIdentityFederation", AccessLevel.Write) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(Nothing request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        await OutboundSwitchRules.TurnAsync(on: false, store, context, cancellationToken) is { } refusal ? refusal : Nothing.Value;
}
