using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.OwnKeys;

/// <summary>federation: ListSealingKeys. Shows the keys of session tokens and of stored secrets, without their material.</summary>
public sealed class ListSealingKeys : ReadOperation<Nothing, SealingKeysResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "ListSealingKeys", AccessLevel.List) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<SealingKeysResponse>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        return await SealingKeyRules.CheckAccountAsync(store, context, cancellationToken) is { } refusal ? refusal : await SealingKeyRules.ShowAsync(store, cancellationToken);
    }
}
